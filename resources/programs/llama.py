  def rotary(self: __torch__.Network, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    half = torch.floordiv(torch.size(x, -1), 2)
    if self.interleaved:
      even = torch.slice(x, -1, 0, None, 2)
      odd = torch.slice(x, -1, 1, None, 2)
      c = torch.slice(cos, -1, 0, half)
      s = torch.slice(sin, -1, 0, half)
      a = torch.sub(torch.mul(even, c), torch.mul(odd, s))
      b = torch.add(torch.mul(even, s), torch.mul(odd, c))
      y = torch.flatten(torch.stack([a, b], -1), -2)
    else:
      turned = torch.cat([torch.neg(torch.slice(x, -1, half)), torch.slice(x, -1, 0, half)], -1)
      y = torch.add(torch.mul(x, cos), torch.mul(turned, sin))
    return y
  def frequencies(self: __torch__.Network, inverse: Tensor, length: int) -> Tensor:
    if torch.gt(length, self.rope_dynamic_after):
      n = torch.mul(torch.size(inverse, 0), 2)
      stretch = torch.sub(torch.div(torch.mul(self.rope_factor, length), self.rope_dynamic_after), torch.sub(self.rope_factor, 1.))
      base = torch.mul(self.rope_base, torch.pow(stretch, torch.div(n, torch.sub(n, 2))))
      i = torch.div(torch.arange(0, n, 2, dtype=6, device=torch.device(self.device)), n)
      f = torch.reciprocal(torch.pow(base, i))
    else:
      f = inverse
    return f
  def attention(self: __torch__.Network, h: Tensor, w: List[Tensor], s: List[Tensor], o: int, layer: int, cos: Tensor, sin: Tensor, mask: Optional[Tensor], causal: bool, cache: List[Tensor], start: int, first: int, visible: int, last: List[Tensor]) -> Tensor:
    B = torch.size(h, 0)
    L = torch.size(h, 1)
    q = (self).linear(h, w, s, o + 1)
    k = (self).linear(h, w, s, o + 2)
    v = (self).linear(h, w, s, o + 3)
    if self.qkv_bias:
      q = torch.add(q, w[o + self.qkv_bias_at])
      k = torch.add(k, w[o + self.qkv_bias_at + 1])
      v = torch.add(v, w[o + self.qkv_bias_at + 2])
    else:
      q = q
      k = k
      v = v
    q = torch.view(q, [B, L, self.heads, self.head_width])
    k = torch.view(k, [B, L, self.kv_heads, self.head_width])
    v = torch.transpose(torch.view(v, [B, L, self.kv_heads, self.head_width]), 1, 2)
    if self.qk_norm:
      q = torch.rms_norm(q, [self.head_width], w[o + self.qk_norm_at], self.eps)
      k = torch.rms_norm(k, [self.head_width], w[o + self.qk_norm_at + 1], self.eps)
    else:
      q = q
      k = k
    q = (self).rotary(torch.transpose(q, 1, 2), cos, sin)
    k = (self).rotary(torch.transpose(k, 1, 2), cos, sin)
    if torch.gt(torch.len(cache), 0):
      _0 = torch.copy_(torch.slice(cache[layer * 2], 2, start, start + L), k)
      _1 = torch.copy_(torch.slice(cache[layer * 2 + 1], 2, start, start + L), v)
      k = torch.slice(cache[layer * 2], 2, first, visible)
      v = torch.slice(cache[layer * 2 + 1], 2, first, visible)
    else:
      k = k
      v = v
    if torch.ne(self.heads, self.kv_heads):
      k = torch.repeat_interleave(k, torch.floordiv(self.heads, self.kv_heads), 1)
      v = torch.repeat_interleave(v, torch.floordiv(self.heads, self.kv_heads), 1)
    else:
      k = k
      v = v
    if torch.gt(torch.len(last), 0):
      q = torch.index_select(q, 2, last[0])
    else:
      q = q
    y = torch.scaled_dot_product_attention(q, k, v, mask, 0., causal)
    y = torch.reshape(torch.transpose(y, 1, 2), [B, torch.size(q, 2), self.heads * self.head_width])
    y = (self).linear(y, w, s, o + 4)
    if self.out_bias:
      y = torch.add(y, w[o + self.out_bias_at])
    else:
      y = y
    return y
  def feed_forward(self: __torch__.Network, h: Tensor, w: List[Tensor], s: List[Tensor], o: int) -> Tensor:
    gate = (self).linear(h, w, s, o + 6)
    up = (self).linear(h, w, s, o + 7)
    if self.mlp_bias:
      gate = torch.add(gate, w[o + self.mlp_bias_at])
      up = torch.add(up, w[o + self.mlp_bias_at + 1])
    else:
      gate = gate
      up = up
    y = (self).linear(torch.mul(torch.silu(gate), up), w, s, o + 8)
    if self.mlp_bias:
      y = torch.add(y, w[o + self.mlp_bias_at + 2])
    else:
      y = y
    return y
  def trunk(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: Optional[Tensor], causal: bool, cache: List[Tensor], start: int, first: int, visible: int, soft: List[Tensor], noise: Tensor, last: List[Tensor]) -> Tensor:
    x = (self).embed(w[0], ids, soft)
    f = (self).frequencies(w[2], visible)
    angle = torch.outer(torch.to(at, 6), f)
    angle = torch.cat([angle, angle], -1)
    cos = torch.type_as(torch.mul(torch.cos(angle), self.rope_attention), x)
    sin = torch.type_as(torch.mul(torch.sin(angle), self.rope_attention), x)
    all = annotate(List[Tensor], [])
    for i in range(self.layers):
      o = 3 + i * self.stride
      h = torch.rms_norm(x, [torch.size(x, 2)], w[o], self.eps)
      if torch.eq(i, self.layers - 1):
        rows = last
      else:
        rows = all
      if torch.gt(torch.len(rows), 0):
        x = torch.index_select(x, 1, rows[0])
      else:
        x = x
      x = torch.add(x, (self).attention(h, w, s, o, i, cos, sin, mask, causal, cache, start, first, visible, rows))
      h = torch.rms_norm(x, [torch.size(x, 2)], w[o + 5], self.eps)
      x = torch.add(x, (self).feed_forward(h, w, s, o))
    return x
  def hidden(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: Optional[Tensor], causal: bool, cache: List[Tensor], start: int, first: int, visible: int, soft: List[Tensor], noise: Tensor, last: List[Tensor]) -> Tensor:
    x = (self).trunk(ids, at, w, s, mask, causal, cache, start, first, visible, soft, noise, last)
    return torch.rms_norm(x, [torch.size(x, 2)], w[1], self.eps)
