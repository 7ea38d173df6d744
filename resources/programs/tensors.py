  def map_file(self: __torch__.Network, path: str, elements: int, dtype: int) -> Tensor:
    return torch.from_file(path, False, elements, dtype=dtype)
  def slice(self: __torch__.Network, file: Tensor, shape: List[int], strides: List[int], offset: int) -> Tensor:
    return torch.as_strided(file, shape, strides, offset)
  def multiplies_brain_floats(self: __torch__.Network) -> int:
    if ops.mkldnn._is_mkldnn_bf16_supported():
      n = 1
    else:
      n = 0
    return n
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
  def quantize_rows(self: __torch__.Network, x: Tensor, f: Tensor, q: Tensor, scale: Tensor, first: int) -> Tensor:
    n = torch.size(x, 0)
    part = torch.copy_(torch.slice(f, 0, 0, n), x)
    most = torch.maximum(torch.amax(part, [1], True), torch.neg(torch.amin(part, [1], True)))
    s = torch.clamp_min(torch.div(most, 127.), 1.0e-12)
    part = torch.clamp_(torch.round_(torch.div_(part, s)), -127, 127)
    _0 = torch.copy_(torch.slice(q, 0, first, first + n), part)
    return torch.copy_(torch.slice(scale, 0, first, first + n), torch.squeeze(s, 1))
  def quantize(self: __torch__.Network, x: Tensor, q: Tensor, scale: Tensor, block: int) -> Tensor:
    f = torch.empty([block, torch.size(x, 1)], dtype=6)
    n = torch.size(x, 0)
    a = 0
    while torch.lt(a, n):
      b = ops.prim.min(torch.add(a, block), n)
      _0 = (self).quantize_rows(torch.slice(x, 0, a, b), f, q, scale, a)
      a = b
    return q
  def transposed(self: __torch__.Network, x: Tensor) -> Tensor:
    return torch.t(x)
  def merge(self: __torch__.Network, w: Tensor, a: Tensor, b: Tensor, scale: float, out_first: bool) -> Tensor:
    d = torch.mul(torch.matmul(torch.to(b, 6), torch.to(a, 6)), scale)
    if out_first:
      d = d
    else:
      d = torch.t(d)
    return torch.add(torch.to(w, 6), d)
  def scaled(self: __torch__.Network, x: Tensor, scale: float) -> Tensor:
    return torch.mul(torch.to(x, 6), scale)
  def set(self: __torch__.Network, x: Tensor, number: float) -> int:
    _0 = torch.fill_(x, number)
    return 0
  def overwrite(self: __torch__.Network, x: Tensor, by: Tensor) -> int:
    _0 = torch.copy_(x, by)
    return 0
