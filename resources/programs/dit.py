  def conditioning(self: __torch__.Network, noise: Tensor, w: List[Tensor]) -> Tensor:
    i = torch.arange(0, 128, dtype=6, device=torch.device(self.device))
    f = torch.exp(torch.mul(i, -0.07195578415606394))
    angle = torch.mul(torch.unsqueeze(torch.to(noise, 6), 1), f)
    e = torch.type_as(torch.cat([torch.cos(angle), torch.sin(angle)], -1), w[0])
    e = torch.silu(torch.linear(e, w[2], w[3]))
    return torch.silu(torch.linear(e, w[4], w[5]))
  def rotary(self: __torch__.Network, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    half = torch.floordiv(torch.size(x, -1), 2)
    turned = torch.cat([torch.neg(torch.slice(x, -1, half)), torch.slice(x, -1, 0, half)], -1)
    return torch.add(torch.mul(x, cos), torch.mul(turned, sin))
  def modulate(self: __torch__.Network, x: Tensor, weight: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
    h = torch.layer_norm(x, [torch.size(x, 2)], weight, None, self.eps)
    return torch.add(torch.mul(h, torch.add(scale, 1)), shift)
  def block(self: __torch__.Network, x: Tensor, c: Tensor, w: List[Tensor], s: List[Tensor], o: int, layer: int, cos: Tensor, sin: Tensor, mask: Optional[Tensor], causal: bool, cache: List[Tensor], start: int, first: int, visible: int) -> Tensor:
    B = torch.size(x, 0)
    L = torch.size(x, 1)
    D = torch.size(x, 2)
    m = torch.chunk(torch.unsqueeze(torch.linear(c, w[o + 8], w[o + 9]), 1), 6, 2)
    h = (self).modulate(x, w[o], m[0], m[1])
    qkv = torch.permute(torch.view((self).linear(h, w, s, o + 1), [B, L, 3, self.heads, torch.floordiv(D, self.heads)]), [2, 0, 3, 1, 4])
    q = (self).rotary(qkv[0], cos, sin)
    k = (self).rotary(qkv[1], cos, sin)
    v = qkv[2]
    if torch.gt(torch.len(cache), 0):
      _0 = torch.copy_(torch.slice(cache[layer * 2], 2, start, start + L), k)
      _1 = torch.copy_(torch.slice(cache[layer * 2 + 1], 2, start, start + L), v)
      k = torch.slice(cache[layer * 2], 2, first, visible)
      v = torch.slice(cache[layer * 2 + 1], 2, first, visible)
    else:
      k = k
      v = v
    y = torch.scaled_dot_product_attention(q, k, v, mask, 0., causal)
    y = torch.reshape(torch.transpose(y, 1, 2), [B, L, D])
    x = torch.add(x, torch.mul(m[2], (self).linear(y, w, s, o + 2)))
    h = (self).modulate(x, w[o + 3], m[3], m[4])
    h = torch.gelu(torch.add((self).linear(h, w, s, o + 4), w[o + 5]), approximate="tanh")
    return torch.add(x, torch.mul(m[5], torch.add((self).linear(h, w, s, o + 6), w[o + 7])))
  def hidden(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: Optional[Tensor], causal: bool, cache: List[Tensor], start: int, first: int, visible: int, soft: List[Tensor], noise: Tensor, last: List[Tensor]) -> Tensor:
    x = (self).embed(w[0], ids, soft)
    c = (self).conditioning(noise, w)
    angle = torch.outer(torch.to(at, 6), w[1])
    angle = torch.cat([angle, angle], -1)
    cos = torch.type_as(torch.cos(angle), x)
    sin = torch.type_as(torch.sin(angle), x)
    for i in range(self.layers):
      x = (self).block(x, c, w, s, 9 + i * 10, i, cos, sin, mask, causal, cache, start, first, visible)
    m = torch.chunk(torch.unsqueeze(torch.linear(c, w[7], w[8]), 1), 2, 2)
    if torch.gt(torch.len(last), 0):
      x = torch.index_select(x, 1, last[0])
    else:
      x = x
    return (self).modulate(x, w[6], m[0], m[1])
