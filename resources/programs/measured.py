  def measured_trunk(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], soft: List[Tensor], noise: Tensor, reach: int, head: List[Tensor], last: List[Tensor]) -> List[Tensor]:
    return [(self).seen(ids, at, w, s, mask, soft, noise, reach, last)]
  def vocabulary(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], soft: List[Tensor], noise: Tensor, reach: int, head: List[Tensor], rows: Tensor) -> List[Tensor]:
    last = annotate(List[Tensor], [])
    N = torch.size(rows, 0)
    a = 0
    while torch.lt(a, N):
      b = ops.prim.min(torch.add(a, self.rows), N)
      z = (self).logits(torch.slice(rows, 0, a, b), head)
      last = [torch.clone(torch.slice(torch.select(z, 0, 0), 0, 0, 1))]
      a = b
    return last
  def product(self: __torch__.Network, x: Tensor, w: Tensor, out_first: bool) -> Tensor:
    if out_first:
      y = (self).widened(x, w)
    else:
      y = (self).widened(x, torch.t(w))
    return y
  def products(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], soft: List[Tensor], noise: Tensor, reach: int, head: List[Tensor], x: List[Tensor], inputs: List[int], weights: List[int], out_first: bool) -> List[Tensor]:
    y = x[0]
    for i in range(torch.len(weights)):
      if torch.__or__(out_first, self.widens):
        y = (self).product(x[inputs[i]], w[weights[i]], out_first)
      else:
        y = torch.matmul(x[inputs[i]], w[weights[i]])
    return [torch.clone(torch.slice(torch.select(y, 0, 0), 0, 0, 1))]
