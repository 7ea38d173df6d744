  def leaves(self: __torch__.Network, p: List[Tensor], dtype: int) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(torch.len(p)):
      leaf = torch.requires_grad_(torch.detach(torch.to(p[i], dtype)), True)
      _0 = torch.append(out, leaf)
    return out
  def arranged(self: __torch__.Network, fixed: List[Tensor], leaves: List[Tensor], places: List[int], scales: List[float]) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(torch.len(fixed)):
      if torch.ge(places[i], 0):
        x = leaves[places[i]]
        if torch.ne(scales[i], 1.):
          y = torch.mul(x, scales[i])
        else:
          y = x
      else:
        y = fixed[i]
      _0 = torch.append(out, y)
    return out
  def collect(self: __torch__.Network, sum: Tensor, gradient: Optional[Tensor]) -> int:
    if torch.__isnot__(gradient, None):
      _0 = torch.add_(sum, unchecked_cast(Tensor, gradient))
      n = 1
    else:
      n = 0
    return n
  def vocabulary_gradients(self: __torch__.Network, x: Tensor, head: List[Tensor], targets: Tensor, weights: Tensor, at_once: int, sums: List[Tensor]) -> List[Tensor]:
    rows = torch.size(x, 0)
    losses = annotate(List[Tensor], [])
    gradients = annotate(List[Tensor], [])
    a = 0
    while torch.lt(a, rows):
      b = ops.prim.min(torch.add(a, at_once), rows)
      part = torch.requires_grad_(torch.detach(torch.slice(x, 0, a, b)), True)
      matrix = torch.requires_grad_(torch.detach(head[0]), torch.gt(torch.len(sums), 0))
      z = torch.to((self).widened(part, matrix), 6)
      ce = torch.cross_entropy_loss(z, torch.slice(targets, 0, a, b), None, 0, -100, 0.)
      loss = torch.sum(torch.mul(ce, torch.slice(weights, 0, a, b)))
      if torch.gt(torch.len(sums), 0):
        g = torch.grad([loss], [part, matrix], None, None, False, False)
        _0 = (self).collect(sums[0], g[1])
      else:
        g = torch.grad([loss], [part], None, None, False, False)
      _1 = torch.append(losses, torch.detach(ce))
      _2 = torch.append(gradients, unchecked_cast(Tensor, g[0]))
      a = b
    return [torch.cat(losses), torch.cat(gradients)]
  def gradients(self: __torch__.Network, ids: Tensor, at: Tensor, fixed: List[Tensor], sizes: List[int], places: List[int], scales: List[float], p: List[Tensor], dtype: int, mask: List[Tensor], noise: Tensor, reach: int, picked: Tensor, targets: Tensor, weights: Tensor, at_once: int, sums: List[Tensor]) -> Tensor:
    none = annotate(List[Tensor], [])
    leaves = (self).leaves(p, dtype)
    all = (self).arranged(fixed, leaves, places, scales)
    n = sizes[0]
    m = torch.add(n, sizes[1])
    w = torch.slice(all, 0, n)
    s = torch.slice(all, n, m)
    head = torch.slice(all, m)
    x = (self).seen(ids, at, w, s, mask, none, noise, reach, none)
    x = torch.index_select(x, 0, picked)
    if torch.ge(places[m], 0):
      trained = [sums[places[m]]]
    else:
      trained = none
    found = (self).vocabulary_gradients(torch.detach(x), head, targets, weights, at_once, trained)
    back = annotate(List[Optional[Tensor]], [found[1]])
    g = torch.grad([x], leaves, back, None, False, True)
    for i in range(torch.len(leaves)):
      _0 = (self).collect(sums[i], g[i])
    return found[0]
  def losses(self: __torch__.Network, ids: Tensor, at: Tensor, fixed: List[Tensor], sizes: List[int], places: List[int], scales: List[float], p: List[Tensor], dtype: int, mask: List[Tensor], noise: Tensor, reach: int, picked: Tensor, targets: Tensor, at_once: int) -> Tensor:
    none = annotate(List[Tensor], [])
    cast = annotate(List[Tensor], [])
    for i in range(torch.len(p)):
      _0 = torch.append(cast, torch.to(p[i], dtype))
    all = (self).arranged(fixed, cast, places, scales)
    n = sizes[0]
    m = torch.add(n, sizes[1])
    x = (self).seen(ids, at, torch.slice(all, 0, n), torch.slice(all, n, m), mask, none, noise, reach, none)
    x = torch.index_select(x, 0, picked)
    head = torch.slice(all, m)
    parts = annotate(List[Tensor], [])
    rows = torch.size(x, 0)
    a = 0
    while torch.lt(a, rows):
      b = ops.prim.min(torch.add(a, at_once), rows)
      z = torch.to((self).widened(torch.slice(x, 0, a, b), head[0]), 6)
      ce = torch.cross_entropy_loss(z, torch.slice(targets, 0, a, b), None, 0, -100, 0.)
      _1 = torch.append(parts, ce)
      a = b
    return torch.cat(parts)
