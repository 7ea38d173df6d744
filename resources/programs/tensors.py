  def map_file(self: __torch__.Network, path: str, elements: int, dtype: int) -> Tensor:
    return torch.from_file(path, False, elements, dtype=dtype)
  def slice(self: __torch__.Network, file: Tensor, shape: List[int], strides: List[int], offset: int) -> Tensor:
    return torch.as_strided(file, shape, strides, offset)
  def copy(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.clone(x)
  def cast(self: __torch__.Network, x: Tensor, dtype: int) -> Tensor:
    return torch.to(x, dtype)
  def move(self: __torch__.Network, x: Tensor, device: str) -> Tensor:
    return torch.to(x, torch.device(device), None, False, False)
  def transpose(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.contiguous(torch.t(x))
  def empty(self: __torch__.Network, shape: List[int], dtype: int) -> Tensor:
    return torch.empty(shape, dtype=dtype)
  def quantize(self: __torch__.Network, x: Tensor) -> List[Tensor]:
    f = torch.to(x, 6)
    scale = torch.clamp_min(torch.div(torch.amax(torch.abs(f), [1], True), 127.), 1.0e-12)
    q = torch.to(torch.clamp(torch.round(torch.div(f, scale)), -127, 127), 1)
    return [torch.contiguous(q), torch.to(torch.squeeze(scale, 1), 15)]
  def merge(self: __torch__.Network, w: Tensor, a: Tensor, b: Tensor, scale: float, out_first: bool) -> Tensor:
    d = torch.mul(torch.matmul(torch.to(b, 6), torch.to(a, 6)), scale)
    if out_first:
      d = d
    else:
      d = torch.t(d)
    return torch.add(torch.to(w, 6), d)
  def scaled(self: __torch__.Network, x: Tensor, scale: float) -> Tensor:
    return torch.mul(torch.to(x, 6), scale)
