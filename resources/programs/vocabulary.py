  def logits(self: __torch__.Network, rows: Tensor, head: List[Tensor]) -> Tensor:
    V = torch.size(head[0], 0)
    z = torch.empty([torch.size(rows, 0), V], dtype=6, device=torch.device(self.device))
    same = torch.eq(ops.prim.dtype(rows), 6)
    a = 0
    while torch.lt(a, V):
      b = ops.prim.min(torch.add(a, self.chunk), V)
      part = torch.slice(head[0], 0, a, b)
      if same:
        c = torch.mm(rows, torch.t(part), out=torch.slice(z, 1, a, b))
      else:
        c = torch.copy_(torch.slice(z, 1, a, b), (self).widened(rows, part))
      a = b
    if torch.gt(torch.len(head), 1):
      z = torch.add_(z, head[1])
    else:
      z = z
    return z
  def guided(self: __torch__.Network, rows: List[Tensor], a: int, b: int, head: List[Tensor], scale: float) -> Tensor:
    z = (self).logits(torch.slice(rows[0], 0, a, b), head)
    if torch.gt(torch.len(rows), 1):
      u = (self).logits(torch.slice(rows[1], 0, a, b), head)
      z = torch.add(u, torch.mul(torch.sub(z, u), torch.add(scale, 1.)))
    else:
      z = z
    return z
  def limited(self: __torch__.Network, z: Tensor, suppressed: Tensor, limits: List[Tensor], a: int, b: int) -> Tensor:
    y = torch.index_fill_(z, 1, suppressed, -inf)
    if torch.gt(torch.len(limits), 0):
      rules = torch.index_select(torch.to(limits[0], 11), 0, torch.slice(limits[1], 0, a, b))
      y = torch.masked_fill_(y, torch.logical_not(rules), -inf)
    else:
      y = y
    return y
  def credited(self: __torch__.Network, z: Tensor, table: Tensor, at: Tensor, alpha: float, gamma: float, beta: float) -> Tensor:
    p, best = torch.max(torch.softmax(z, -1), -1, True)
    credit = torch.mul(torch.index_select(table, 0, at), beta)
    credit = torch.scatter_add(credit, 1, best, torch.pow(p, gamma))
    c = torch.index_copy_(table, 0, at, credit)
    return torch.add(z, torch.mul(torch.log1p(credit), alpha))
  def moved(self: __torch__.Network, p: Tensor, table: Tensor, at: Tensor) -> Tensor:
    before = torch.index_select(table, 0, at)
    ratio = torch.sub(torch.log(torch.add(p, 1e-12)), torch.log(torch.add(before, 1e-12)))
    c = torch.index_copy_(table, 0, at, p)
    return torch.sum(torch.mul(p, ratio), [-1])
  def within(self: __torch__.Network, sorted: Tensor, top_p: float, crossing: bool) -> Tensor:
    sums = torch.cumsum(sorted, -1, dtype=7)
    if crossing:
      chosen = torch.le(torch.sub(sums, sorted), top_p)
    else:
      chosen = torch.logical_or(torch.le(sums, top_p), torch.le(sums, torch.slice(sums, 1, 0, 1)))
    return chosen
  def nucleus(self: __torch__.Network, p: Tensor, top_p: float, crossing: bool) -> Tensor:
    if torch.lt(top_p, 1.):
      sorted, order = torch.sort(p, stable=True, dim=-1, descending=True)
      chosen = (self).within(sorted, top_p, crossing)
      keep = torch.scatter(torch.zeros_like(order, dtype=11), -1, order, chosen)
      kept = torch.masked_fill(p, torch.logical_not(keep), 0)
    else:
      kept = p
    return kept
  def filtered(self: __torch__.Network, p: Tensor, top_p: float, min_p: float, top_k: int, crossing: bool, ordered: bool) -> Tensor:
    kept = p
    if torch.gt(top_k, 0):
      best, _0 = torch.topk(p, ops.prim.min(top_k, torch.size(p, 1)), -1, True, True)
      kept = torch.masked_fill(kept, torch.lt(p, torch.slice(best, 1, -1)), 0)
    else:
      kept = kept
    if torch.gt(min_p, 0.):
      floor = torch.mul(torch.amax(p, [-1], True), min_p)
      kept = torch.masked_fill(kept, torch.lt(p, floor), 0)
    else:
      kept = kept
    if torch.__and__(ordered, torch.lt(top_p, 1.)):
      kept = torch.masked_fill(kept, torch.logical_not((self).within(kept, top_p, crossing)), 0)
    else:
      if ordered:
        kept = kept
      else:
        kept = (self).nucleus(kept, top_p, crossing)
    return kept
  def draw(self: __torch__.Network, p: Tensor, uniforms: Tensor) -> Tensor:
    cdf = torch.cumsum(p, -1, dtype=7)
    total = torch.slice(cdf, 1, -1)
    below = torch.nextafter(total, torch.zeros_like(total))
    target = torch.minimum(torch.mul(torch.unsqueeze(uniforms, 1), total), below)
    found = torch.searchsorted(cdf, target, right=True)
    return torch.squeeze(found, 1)
  def ranked(self: __torch__.Network, z: Tensor, groups: int) -> List[Tensor]:
    n = torch.size(z, 0)
    V = torch.size(z, 1)
    if torch.gt(torch.mul(groups, 8), V):
      best, o = torch.sort(z, stable=True, dim=-1, descending=True)
      by_id = torch.expand(torch.unsqueeze(torch.arange(V, device=ops.prim.device(z)), 0), [n, -1])
      edge = torch.full_like(torch.select(z, 1, 0), -inf)
    else:
      if torch.gt(torch.mul(groups, 48), V):
        wide = 4
      else:
        wide = 16
      per = torch.floordiv(V, wide)
      if torch.gt(torch.mul(groups, 3), per):
        found, at = torch.topk(z, torch.mul(groups, 2), -1, True, False)
        edge = torch.amin(found, [-1])
      else:
        maxima = torch.amax(torch.view(torch.slice(z, 1, 0, torch.mul(per, wide)), [n, wide, per]), [1])
        top, g = torch.topk(maxima, groups, -1, True, False)
        starts = torch.mul(torch.arange(wide, device=ops.prim.device(z)), per)
        at = torch.flatten(torch.add(torch.unsqueeze(g, 1), torch.view(starts, [1, wide, 1])), 1)
        rest = torch.arange(torch.mul(per, wide), V, device=ops.prim.device(z))
        at = torch.cat([at, torch.expand(torch.unsqueeze(rest, 0), [n, -1])], 1)
        found, i = torch.topk(torch.gather(z, 1, at), torch.add(groups, torch.floordiv(groups, 4)), -1, True, False)
        at = torch.gather(at, 1, i)
        edge = torch.maximum(torch.amin(top, [-1]), torch.amin(found, [-1]))
      by_id, order = torch.sort(at, -1)
      best, o = torch.sort(torch.gather(found, 1, order), stable=True, dim=-1, descending=True)
    return [best, by_id, o, edge]
  def vocabulary_block(self: __torch__.Network, rows: List[Tensor], a: int, b: int, head: List[Tensor], scale: float, suppressed: Tensor, limits: List[Tensor]) -> Tensor:
    return (self).limited((self).guided(rows, a, b, head, scale), suppressed, limits, a, b)
  def probabilities(self: __torch__.Network, z: Tensor, temperature: float) -> Tensor:
    if torch.ne(temperature, 1.):
      z = torch.div_(z, temperature)
    else:
      z = z
    return torch.softmax(z, -1)
  def reduced(self: __torch__.Network, z: Tensor, uniforms: Tensor, temperature: float, sample: bool, cuts: bool, top_p: float, min_p: float, top_k: int, crossing: bool, alternatives: int) -> List[Tensor]:
    n = torch.size(z, 0)
    p = (self).probabilities(z, temperature)
    z = torch.clamp_min_(torch.sub_(z, torch.amax(z, [-1], True)), -1000.)
    highest = torch.amax(p, [-1], True)
    shift = torch.log(highest)
    entropy = torch.neg(torch.add(torch.sum(torch.mul(p, z), [-1]), torch.squeeze(shift, 1)))
    tokens = torch.zeros([n], dtype=4, device=ops.prim.device(z))
    top = torch.zeros([n, alternatives], dtype=6, device=ops.prim.device(z))
    top_ids = torch.zeros([n, alternatives], dtype=4, device=ops.prim.device(z))
    seeks = torch.__and__(sample, cuts)
    groups = ops.prim.max(32, alternatives)
    if seeks:
      groups = torch.add(groups, int(torch.mul(torch.mean(torch.exp(entropy)), 4.)))
    else:
      groups = groups
    rows = torch.arange(n, device=ops.prim.device(z))
    while torch.gt(torch.size(rows, 0), 0):
      if torch.lt(torch.size(rows, 0), n):
        x = torch.index_select(z, 0, rows)
        q = torch.index_select(p, 0, rows)
      else:
        x = z
        q = p
      found = (self).ranked(x, groups)
      best = found[0]
      by_id = found[1]
      edge = found[3]
      settled = torch.gt(torch.select(best, 1, torch.sub(alternatives, 1)), edge)
      if seeks:
        sorted = torch.gather(q, 1, torch.gather(by_id, 1, found[2]))
        kept = (self).filtered(sorted, top_p, min_p, top_k, crossing, True)
        least = torch.amin(torch.masked_fill(best, torch.le(kept, 0.), inf), [-1])
        settled = torch.logical_and(settled, torch.gt(least, edge))
        chosen = (self).draw(torch.scatter(kept, 1, found[2], kept), torch.index_select(uniforms, 0, rows))
        token = torch.squeeze(torch.gather(by_id, 1, torch.unsqueeze(chosen, 1)), 1)
      else:
        token = torch.squeeze(torch.gather(by_id, 1, torch.slice(found[2], 1, 0, 1)), 1)
      settled = torch.logical_or(settled, torch.eq(edge, -inf))
      done = torch.squeeze(torch.nonzero(settled), 1)
      to = torch.index_select(rows, 0, done)
      _0 = torch.index_copy_(tokens, 0, to, torch.index_select(token, 0, done))
      _1 = torch.index_copy_(top, 0, to, torch.index_select(torch.slice(best, 1, 0, alternatives), 0, done))
      ids = torch.gather(by_id, 1, torch.slice(found[2], 1, 0, alternatives))
      _2 = torch.index_copy_(top_ids, 0, to, torch.index_select(ids, 0, done))
      rows = torch.index_select(rows, 0, torch.squeeze(torch.nonzero(torch.logical_not(settled)), 1))
      groups = torch.mul(groups, 2)
    if torch.__and__(sample, torch.__not__(cuts)):
      tokens = (self).draw(p, uniforms)
    else:
      tokens = tokens
    logp = torch.squeeze(torch.gather(z, 1, torch.unsqueeze(tokens, 1)), 1)
    logps = torch.masked_fill(torch.add(logp, torch.squeeze(shift, 1)), torch.le(logp, -1000.), -inf)
    top = torch.masked_fill(torch.add(top, shift), torch.le(top, -1000.), -inf)
    return [tokens, logps, entropy, top_ids, top]
  def believe(self: __torch__.Network, rows: List[Tensor], head: List[Tensor], numbers: List[float], switches: List[int], uniforms: Tensor, suppressed: Tensor, late: Tensor, limits: List[Tensor], memory: List[Tensor], scored: List[Tensor]) -> List[Tensor]:
    if torch.eq(switches[7], 2):
      answer = rows
    else:
      answer = (self).reduce(rows, head, numbers, switches, uniforms, suppressed, late, limits, memory, scored)
    return answer
  def reduce(self: __torch__.Network, rows: List[Tensor], head: List[Tensor], numbers: List[float], switches: List[int], uniforms: Tensor, suppressed: Tensor, late: Tensor, limits: List[Tensor], memory: List[Tensor], scored: List[Tensor]) -> List[Tensor]:
    tokens = annotate(List[Tensor], [])
    logps = annotate(List[Tensor], [])
    entropies = annotate(List[Tensor], [])
    top_ids = annotate(List[Tensor], [])
    top_logps = annotate(List[Tensor], [])
    norms = annotate(List[Tensor], [])
    moves = annotate(List[Tensor], [])
    standing = annotate(List[Tensor], [])
    temperature = numbers[0]
    top_p = numbers[1]
    min_p = numbers[2]
    sample = torch.gt(switches[0], 0)
    top_k = switches[1]
    crossing = torch.gt(switches[2], 0)
    basis = switches[3]
    alternatives = switches[4]
    remembers = switches[5]
    cuts = torch.__or__(torch.__or__(torch.lt(top_p, 1.), torch.gt(min_p, 0.)), torch.gt(top_k, 0))
    searched = torch.eq(switches[7], 1)
    N = torch.size(rows[0], 0)
    parts = torch.floordiv(torch.add(N, torch.sub(self.rows, 1)), self.rows)
    block = torch.floordiv(torch.add(N, torch.sub(parts, 1)), parts)
    a = 0
    while torch.lt(a, N):
      b = ops.prim.min(torch.add(a, block), N)
      y = (self).vocabulary_block(rows, a, b, head, numbers[3], suppressed, limits)
      if torch.eq(remembers, 2):
        y = (self).credited(y, memory[0], torch.slice(memory[1], 0, a, b), numbers[4], numbers[5], numbers[6])
      else:
        y = y
      c = a
      while torch.lt(c, b):
        d = ops.prim.min(torch.add(c, self.slice), b)
        z = torch.slice(y, 0, torch.sub(c, a), torch.sub(d, a))
        if searched:
          if sample:
            u = torch.slice(uniforms, 0, c, d)
          else:
            u = uniforms
          out = (self).reduced(z, u, temperature, sample, cuts, top_p, min_p, top_k, crossing, alternatives)
          _11 = torch.append(tokens, out[0])
          _12 = torch.append(logps, out[1])
          _13 = torch.append(entropies, out[2])
          _14 = torch.append(top_ids, out[3])
          _15 = torch.append(top_logps, out[4])
        else:
          if torch.gt(switches[6], 0):
            _5 = torch.append(norms, torch.logsumexp(z, [-1]))
          else:
            pass
          if torch.ne(temperature, 1.):
            logp = torch.log_softmax(torch.div(z, temperature), -1)
          else:
            logp = torch.log_softmax(z, -1)
          p = torch.exp(logp)
          token = torch.argmax(logp, -1)
          if torch.__or__(sample, torch.eq(basis, 2)):
            kept = (self).filtered(p, top_p, min_p, top_k, crossing, False)
            if sample:
              token = (self).draw(kept, torch.slice(uniforms, 0, c, d))
            else:
              token = token
            if torch.__and__(torch.eq(basis, 2), cuts):
              p = torch.div(kept, torch.sum(kept, [-1], True))
              logp = torch.log(p)
            else:
              p = p
              logp = logp
          else:
            token = token
            p = p
            logp = logp
          if torch.__and__(torch.eq(basis, 0), torch.ne(temperature, 1.)):
            logp = torch.log_softmax(z, -1)
            p = torch.exp(logp)
          else:
            logp = logp
            p = p
          if torch.gt(torch.size(late, 0), 0):
            logp = torch.log_softmax(torch.index_fill(logp, 1, late, -inf), -1)
            p = torch.exp(logp)
          else:
            logp = logp
            p = p
          if torch.eq(remembers, 1):
            _6 = torch.append(moves, (self).moved(p, memory[0], torch.slice(memory[1], 0, c, d)))
          else:
            pass
          if torch.gt(torch.len(scored), 0):
            given = torch.unsqueeze(torch.slice(scored[0], 0, c, d), 1)
            _9 = torch.append(standing, torch.squeeze(torch.gather(logp, 1, given), 1))
          else:
            pass
          _0 = torch.append(entropies, torch.neg(torch.sum(torch.mul(p, torch.clamp_min(logp, -1000.)), [-1])))
          top, ids = torch.topk(logp, alternatives, -1, True, True)
          _1 = torch.append(top_ids, ids)
          _2 = torch.append(top_logps, top)
          _3 = torch.append(tokens, token)
          _4 = torch.append(logps, torch.squeeze(torch.gather(logp, 1, torch.unsqueeze(token, 1)), 1))
        c = d
      a = b
    answer = [torch.cat(tokens), torch.cat(logps), torch.cat(entropies), torch.cat(top_ids), torch.cat(top_logps)]
    if torch.gt(torch.len(norms), 0):
      _7 = torch.append(answer, torch.cat(norms))
    else:
      pass
    if torch.gt(torch.len(moves), 0):
      _8 = torch.append(answer, torch.cat(moves))
    else:
      pass
    if torch.gt(torch.len(standing), 0):
      _10 = torch.append(answer, torch.cat(standing))
    else:
      pass
    return answer
  def log_likelihood(self: __torch__.Network, rows: List[Tensor], targets: Tensor, head: List[Tensor], scale: float) -> Tensor:
    parts = annotate(List[Tensor], [])
    N = torch.size(rows[0], 0)
    a = 0
    while torch.lt(a, N):
      b = ops.prim.min(torch.add(a, self.rows), N)
      logp = torch.log_softmax((self).guided(rows, a, b, head, scale), -1)
      t = torch.unsqueeze(torch.slice(targets, 0, a, b), 1)
      _0 = torch.append(parts, torch.squeeze(torch.gather(logp, 1, t), 1))
      a = b
    return torch.cat(parts)
