  def block(self: __torch__.Network, x: Tensor, w: List[Tensor], s: List[Tensor], o: int, layer: int, mask: Optional[Tensor], causal: bool, cache: List[Tensor], start: int, first: int, visible: int, last: List[Tensor]) -> Tensor:
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
    if torch.gt(torch.len(last), 0):
      q = torch.index_select(qkv[0], 2, last[0])
      x = torch.index_select(x, 1, last[0])
    else:
      q = qkv[0]
      x = x
    y = torch.scaled_dot_product_attention(q, k, v, mask, 0., causal)
    y = torch.reshape(torch.transpose(y, 1, 2), [B, torch.size(q, 2), D])
    x = torch.add(x, torch.add((self).linear_in_out(y, w, s, o + 4), w[o + 5]))
    h = torch.layer_norm(x, [D], w[o + 6], w[o + 7], self.eps)
    h = torch.gelu(torch.add((self).linear_in_out(h, w, s, o + 8), w[o + 9]), approximate="tanh")
    return torch.add(x, torch.add((self).linear_in_out(h, w, s, o + 10), w[o + 11]))
  def hidden(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: Optional[Tensor], causal: bool, cache: List[Tensor], start: int, first: int, visible: int, soft: List[Tensor], noise: Tensor, last: List[Tensor]) -> Tensor:
    x = torch.add((self).embed(w[0], ids, soft), torch.embedding(w[1], at))
    all = annotate(List[Tensor], [])
    for i in range(self.layers):
      if torch.eq(i, self.layers - 1):
        rows = last
      else:
        rows = all
      x = (self).block(x, w, s, 4 + i * 12, i, mask, causal, cache, start, first, visible, rows)
    return torch.layer_norm(x, [torch.size(x, 2)], w[2], w[3], self.eps)
