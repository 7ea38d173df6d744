  def trunk(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], soft: List[Tensor], noise: Tensor, reach: int, head: List[Tensor], picks: List[Tensor]) -> List[Tensor]:
    return (self).picked((self).seen(ids, at, w, s, mask, soft, noise, reach), picks)
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
  def products(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], soft: List[Tensor], noise: Tensor, reach: int, head: List[Tensor], x: List[Tensor], inputs: List[int], weights: List[int], out_first: bool) -> List[Tensor]:
    y = x[0]
    for i in range(torch.len(weights)):
      if out_first:
        y = torch.linear(x[inputs[i]], w[weights[i]])
      else:
        y = torch.matmul(x[inputs[i]], w[weights[i]])
    return [torch.clone(torch.slice(torch.select(y, 0, 0), 0, 0, 1))]
