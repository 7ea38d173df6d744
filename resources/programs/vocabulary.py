  def logits(self: __torch__.Network, rows: Tensor, head: List[Tensor]) -> Tensor:
    V = torch.size(head[0], 0)
    z = torch.empty([torch.size(rows, 0), V], dtype=6, device=torch.device(self.device))
    a = 0
    while torch.lt(a, V):
      b = ops.prim.min(torch.add(a, self.chunk), V)
      part = torch.linear(rows, torch.slice(head[0], 0, a, b))
      c = torch.copy_(torch.slice(z, 1, a, b), part)
      a = b
    if torch.gt(torch.len(head), 1):
      z = torch.add_(z, head[1])
    else:
      z = z
    return z
  def nucleus(self: __torch__.Network, p: Tensor, top_p: float) -> Tensor:
    if torch.lt(top_p, 1.):
      sorted, order = torch.sort(p, stable=True, dim=-1, descending=True)
      before = torch.sub(torch.cumsum(sorted, -1, dtype=7), sorted)
      keep = torch.scatter(torch.zeros_like(order, dtype=11), -1, order, torch.le(before, top_p))
      kept = torch.masked_fill(p, torch.logical_not(keep), 0)
    else:
      kept = p
    return kept
  def draw(self: __torch__.Network, p: Tensor, uniforms: Tensor) -> Tensor:
    cdf = torch.cumsum(p, -1, dtype=7)
    total = torch.slice(cdf, 1, -1)
    below = torch.nextafter(total, torch.zeros_like(total))
    target = torch.minimum(torch.mul(torch.unsqueeze(uniforms, 1), total), below)
    found = torch.searchsorted(cdf, target, right=True)
    return torch.squeeze(found, 1)
  def believe(self: __torch__.Network, rows: Tensor, head: List[Tensor], temperature: float, sample: bool, top_p: float, uniforms: Tensor, suppressed: Tensor, alternatives: int) -> List[Tensor]:
    tokens = annotate(List[Tensor], [])
    logps = annotate(List[Tensor], [])
    entropies = annotate(List[Tensor], [])
    top_ids = annotate(List[Tensor], [])
    top_logps = annotate(List[Tensor], [])
    N = torch.size(rows, 0)
    a = 0
    while torch.lt(a, N):
      b = ops.prim.min(torch.add(a, self.rows), N)
      z = (self).logits(torch.slice(rows, 0, a, b), head)
      z = torch.index_fill_(z, 1, suppressed, -inf)
      z = torch.div_(z, temperature)
      logp = torch.log_softmax(z, -1)
      p = torch.exp(logp)
      _0 = torch.append(entropies, torch.neg(torch.sum(torch.mul(p, torch.clamp_min(logp, -1000.)), [-1])))
      top, ids = torch.topk(logp, alternatives, -1, True, True)
      _1 = torch.append(top_ids, ids)
      _2 = torch.append(top_logps, top)
      token = torch.argmax(logp, -1)
      if sample:
        token = (self).draw((self).nucleus(p, top_p), torch.slice(uniforms, 0, a, b))
      else:
        token = token
      _3 = torch.append(tokens, token)
      _4 = torch.append(logps, torch.squeeze(torch.gather(logp, 1, torch.unsqueeze(token, 1)), 1))
      a = b
    return [torch.cat(tokens), torch.cat(logps), torch.cat(entropies), torch.cat(top_ids), torch.cat(top_logps)]
  def log_likelihood(self: __torch__.Network, rows: Tensor, targets: Tensor, head: List[Tensor]) -> Tensor:
    parts = annotate(List[Tensor], [])
    N = torch.size(rows, 0)
    a = 0
    while torch.lt(a, N):
      b = ops.prim.min(torch.add(a, self.rows), N)
      logp = torch.log_softmax((self).logits(torch.slice(rows, 0, a, b), head), -1)
      t = torch.unsqueeze(torch.slice(targets, 0, a, b), 1)
      _0 = torch.append(parts, torch.squeeze(torch.gather(logp, 1, t), 1))
      a = b
    return torch.cat(parts)
