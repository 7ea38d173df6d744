  def flow_noised(self: __torch__.Network, table: Tensor, tokens: Tensor, t: Tensor, noise: Tensor, f: List[Tensor]) -> Tensor:
    x1 = ((self).flow_table(torch.embedding(table, tokens), f))[0]
    u = torch.unsqueeze(t, -1)
    x0 = torch.mul(noise, self.flow_sigma)
    return torch.add(torch.mul(x0, torch.add(torch.neg(u), 1)), torch.mul(x1, u))
  def flow_parallel(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], f: List[Tensor], x: Tensor, t: Tensor, labels: List[Tensor]) -> Tensor:
    none = annotate(List[Tensor], [])
    cache = annotate(List[Tensor], [])
    B = torch.size(ids, 0)
    L = torch.size(ids, 1)
    for i in range(self.layers * 2):
      room = torch.empty([B, self.kv_heads, L, self.head_width], dtype=ops.prim.dtype(w[0]), device=torch.device(self.device))
      _0 = torch.append(cache, room)
    h = (self).flow_base(ids, at, w, s, cache, 0, none, t)
    return (self).flow_rows(h, [x], [t], labels, at, w, s, f, cache, L, none, torch.gt(L, 1))
  def flow_gradients(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], head: List[Tensor], p: List[Tensor], dtype: int, tokens: Tensor, t: Tensor, noise: Tensor, labels: List[Tensor], picked: Tensor, targets: Tensor, weights: Tensor, at_once: int, sums: List[Tensor]) -> Tensor:
    none = annotate(List[Tensor], [])
    f = (self).leaves(p, dtype)
    x = (self).flow_noised(w[0], tokens, t, noise, f)
    rows = torch.index_select((self).flow_parallel(ids, at, w, s, f, x, t, labels), 0, picked)
    found = (self).vocabulary_gradients(torch.detach(rows), head, targets, weights, at_once, none)
    back = annotate(List[Optional[Tensor]], [found[1]])
    g = torch.grad([rows], f, back, None, False, True)
    for i in range(torch.len(f)):
      _0 = (self).collect(sums[i], g[i])
    return found[0]
  def flow_losses(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], head: List[Tensor], p: List[Tensor], dtype: int, tokens: Tensor, t: Tensor, noise: Tensor, labels: List[Tensor], picked: Tensor, targets: Tensor) -> Tensor:
    f = annotate(List[Tensor], [])
    for i in range(torch.len(p)):
      _0 = torch.append(f, torch.to(p[i], dtype))
    x = (self).flow_noised(w[0], tokens, t, noise, f)
    rows = torch.index_select((self).flow_parallel(ids, at, w, s, f, x, t, labels), 0, picked)
    return torch.cross_entropy_loss((self).logits(rows, head), targets, None, 0, -100, 0.)
