  def linear_int8(self: __torch__.Network, x: Tensor, w: Tensor, scale: Tensor) -> Tensor:
    K = torch.size(x, -1)
    rows = torch.reshape(x, [-1, K])
    if torch.gt(torch.size(rows, 0), self.int8_rows):
      y = torch.linear(rows, torch.mul(torch.type_as(w, x), torch.unsqueeze(scale, 1)))
    else:
      y = torch._weight_int8pack_mm(rows, w, scale)
    shape = torch.slice(torch.size(x), 0, -1)
    return torch.view(y, torch.add(shape, [torch.size(w, 0)]))
  def linear(self: __torch__.Network, x: Tensor, w: List[Tensor], s: List[Tensor], i: int) -> Tensor:
    if torch.gt(torch.numel(s[i]), 0):
      y = (self).linear_int8(x, w[i], s[i])
    else:
      y = torch.linear(x, w[i])
    return y
  def linear_in_out(self: __torch__.Network, x: Tensor, w: List[Tensor], s: List[Tensor], i: int) -> Tensor:
    if torch.gt(torch.numel(s[i]), 0):
      y = (self).linear_int8(x, w[i], s[i])
    else:
      y = torch.matmul(x, w[i])
    return y
