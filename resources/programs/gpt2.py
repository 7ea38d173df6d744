  def block(self: __torch__.Network, x: Tensor, w: List[Tensor], s: List[Tensor], o: int, layer: int, mask: Optional[Tensor], causal: bool, cache: List[Tensor], start: int, first: int, visible: int) -> Tensor:
    B = torch.size(x, 0)
    L = torch.size(x, 1)
    D = torch.size(x, 2)
    h = torch.layer_norm(x, [D], w[o], w[o + 1], self.eps)
    qkv = torch.add((self).linear_in_out(h, w, s, o + 2), w[o + 3])
    qkv = torch.permute(torch.view(qkv, [B, L, 3, self.heads, torch.floordiv(D, self.heads)]), [2, 0, 3, 1, 4])
    k = qkv[1]
    v = qkv[2]
    if torch.gt(torch.len(cache), 0):
      _0 = torch.copy_(torch.slice(cache[layer * 2], 2, start, start + L), k)
      _1 = torch.copy_(torch.slice(cache[layer * 2 + 1], 2, start, start + L), v)
      k = torch.slice(cache[layer * 2], 2, first, visible)
      v = torch.slice(cache[layer * 2 + 1], 2, first, visible)
    else:
      k = k
      v = v
    y = torch.scaled_dot_product_attention(qkv[0], k, v, mask, 0., causal)
    y = torch.reshape(torch.transpose(y, 1, 2), [B, L, D])
    x = torch.add(x, torch.add((self).linear_in_out(y, w, s, o + 4), w[o + 5]))
    h = torch.layer_norm(x, [D], w[o + 6], w[o + 7], self.eps)
    h = torch.gelu(torch.add((self).linear_in_out(h, w, s, o + 8), w[o + 9]), approximate="tanh")
    return torch.add(x, torch.add((self).linear_in_out(h, w, s, o + 10), w[o + 11]))
  def hidden(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: Optional[Tensor], causal: bool, cache: List[Tensor], start: int, first: int, visible: int, soft: List[Tensor], noise: Tensor) -> Tensor:
    x = torch.add((self).embed(w[0], ids, soft), torch.embedding(w[1], at))
    for i in range(self.layers):
      x = (self).block(x, w, s, 4 + i * 12, i, mask, causal, cache, start, first, visible)
    return torch.layer_norm(x, [torch.size(x, 2)], w[2], w[3], self.eps)
