  def widened(self: __torch__.Network, x: Tensor, w: Tensor) -> Tensor:
    rows = torch.floordiv(torch.numel(x), torch.size(x, -1))
    if torch.__and__(self.widens, torch.gt(rows, self.int8_rows)):
      y = torch.type_as(torch.linear(torch.to(x, 6), torch.to(w, 6)), x)
    else:
      y = torch.linear(x, w)
    return y
  def linear_int8(self: __torch__.Network, x: Tensor, w: Tensor, scale: Tensor) -> Tensor:
    K = torch.size(x, -1)
    rows = torch.reshape(x, [-1, K])
    if torch.gt(torch.size(rows, 0), self.int8_rows):
      y = (self).widened(rows, torch.mul(torch.type_as(w, x), torch.unsqueeze(scale, 1)))
    else:
      y = torch._weight_int8pack_mm(rows, w, scale)
    shape = torch.slice(torch.size(x), 0, -1)
    return torch.view(y, torch.add(shape, [torch.size(w, 0)]))
  def adapted(self: __torch__.Network, y: Tensor, x: Tensor, s: List[Tensor], i: int) -> Tensor:
    if torch.gt(torch.numel(s[i * 3 + 1]), 0):
      z = torch.add(y, torch.linear(torch.linear(x, s[i * 3 + 1]), s[i * 3 + 2]))
    else:
      z = y
    return z
  def linear(self: __torch__.Network, x: Tensor, w: List[Tensor], s: List[Tensor], i: int) -> Tensor:
    if torch.gt(torch.numel(s[i * 3]), 0):
      y = (self).linear_int8(x, w[i], s[i * 3])
    else:
      y = (self).widened(x, w[i])
    return (self).adapted(y, x, s, i)
  def linear_in_out(self: __torch__.Network, x: Tensor, w: List[Tensor], s: List[Tensor], i: int) -> Tensor:
    if torch.gt(torch.numel(s[i * 3]), 0):
      y = (self).linear_int8(x, w[i], s[i * 3])
    else:
      if self.widens:
        y = (self).widened(x, torch.t(w[i]))
      else:
        y = torch.matmul(x, w[i])
    return (self).adapted(y, x, s, i)
