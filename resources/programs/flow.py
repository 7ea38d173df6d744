  def flow_affine(self: __torch__.Network, x: Tensor, f: List[Tensor], i: int) -> Tensor:
    return torch.linear(x, f[i], f[i + 1])
  def flow_two(self: __torch__.Network, x: Tensor, f: List[Tensor], i: int) -> Tensor:
    return (self).flow_affine(torch.silu((self).flow_affine(x, f, i)), f, i + 2)
  def flow_table(self: __torch__.Network, tokens: Tensor, f: List[Tensor]) -> List[Tensor]:
    u = torch.linear(torch.to(tokens, 6), torch.to(f[0], 6), torch.to(f[1], 6))
    n = torch.sqrt(torch.sum(torch.mul(u, u), [-1], True))
    if self.flow_normalises:
      v = torch.mul(torch.div(u, n), self.flow_radius)
    else:
      v = torch.mul(u, self.flow_radius)
    return [v, u]
  def flow_time(self: __torch__.Network, t: Tensor, labels: List[Tensor], f: List[Tensor]) -> Tensor:
    half = torch.floordiv(self.flow_frequencies, 2)
    k = torch.arange(half, dtype=6, device=torch.device(self.device))
    w = torch.exp(torch.div(torch.mul(k, -9.210340371976184), half))
    angle = torch.mul(torch.unsqueeze(torch.to(t, 6), -1), w)
    e = torch.type_as(torch.cat([torch.cos(angle), torch.sin(angle)], -1), f[6])
    e = (self).flow_two(e, f, 6)
    if torch.gt(torch.len(labels), 0):
      e = torch.add(e, torch.embedding(f[14], labels[0]))
    else:
      e = e
    return e
  def flow_input(self: __torch__.Network, x: Tensor, t: Tensor, f: List[Tensor]) -> Tensor:
    noise = torch.mul(torch.add(torch.neg(t), 1), self.flow_sigma)
    deviation = torch.sqrt(torch.add(torch.mul(noise, noise), torch.mul(t, t)))
    y = torch.div(torch.to(x, 6), torch.unsqueeze(torch.to(deviation, 6), -1))
    return torch.mul((self).flow_two(torch.type_as(y, f[2]), f, 2), self.flow_input_scale)
  def flow_modulation(self: __torch__.Network, e: Tensor, e0: Tensor, f: List[Tensor], a: int) -> List[Tensor]:
    m = torch.chunk((self).flow_two(e, f, a), 6, -1)
    if self.flow_frozen:
      b = torch.chunk((self).flow_two(e0, f, a), 6, -1)
      out = [torch.sub(m[0], b[0]), torch.sub(m[1], b[1]), torch.add(torch.sub(m[2], b[2]), 1), torch.sub(m[3], b[3]), torch.sub(m[4], b[4]), torch.add(torch.sub(m[5], b[5]), 1)]
    else:
      out = m
    return out
  def flow_norm(self: __torch__.Network, g: Tensor, w: Tensor, more: Tensor, shift: Tensor) -> Tensor:
    y = torch.rms_norm(g, [torch.size(g, -1)], None, self.eps)
    return torch.add(torch.mul(y, torch.add(w, more)), shift)
  def flow_linear(self: __torch__.Network, x: Tensor, w: List[Tensor], s: List[Tensor], f: List[Tensor], i: int, a: int, n: int) -> Tensor:
    if self.flow_lora:
      low = torch.matmul(torch.matmul(x, f[a + n * 2]), f[a + n * 2 + 1])
      y = torch.add((self).linear(x, w, s, i), torch.mul(low, self.flow_scale))
    else:
      y = torch.linear(x, f[a + n])
    return y
  def flow_attention(self: __torch__.Network, h: Tensor, w: List[Tensor], s: List[Tensor], f: List[Tensor], o: int, a: int, layer: int, cos: Tensor, sin: Tensor, mask: List[Tensor], causal: bool, cache: List[Tensor], visible: int) -> Tensor:
    B = torch.size(h, 0)
    L = torch.size(h, 1)
    q = (self).flow_linear(h, w, s, f, o + 1, a, 0)
    if self.qkv_bias:
      if self.flow_lora:
        q = torch.add(q, w[o + self.qkv_bias_at])
      else:
        q = torch.add(q, f[a + 5])
    else:
      q = q
    q = torch.transpose(torch.view(q, [B, L, self.heads, self.head_width]), 1, 2)
    q = (self).rotary(q, cos, sin)
    k = torch.slice(cache[layer * 2], 2, 0, visible)
    v = torch.slice(cache[layer * 2 + 1], 2, 0, visible)
    if torch.ne(self.heads, self.kv_heads):
      k = torch.repeat_interleave(k, torch.floordiv(self.heads, self.kv_heads), 1)
      v = torch.repeat_interleave(v, torch.floordiv(self.heads, self.kv_heads), 1)
    else:
      k = k
      v = v
    if torch.gt(torch.len(mask), 0):
      y = torch.scaled_dot_product_attention(q, k, v, torch.to(mask[0], 11), 0., False)
    else:
      y = torch.scaled_dot_product_attention(q, k, v, None, 0., causal)
    y = torch.reshape(torch.transpose(y, 1, 2), [B, L, self.heads * self.head_width])
    return (self).flow_linear(y, w, s, f, o + 4, a, 1)
  def flow_feed_forward(self: __torch__.Network, h: Tensor, w: List[Tensor], s: List[Tensor], f: List[Tensor], o: int, a: int) -> Tensor:
    gate = torch.silu((self).flow_linear(h, w, s, f, o + 6, a, 2))
    up = (self).flow_linear(h, w, s, f, o + 7, a, 3)
    return (self).flow_linear(torch.mul(gate, up), w, s, f, o + 8, a, 4)
  def flow_angle(self: __torch__.Network, at: Tensor, w: List[Tensor], visible: int) -> Tensor:
    angle = torch.outer(torch.to(at, 6), (self).frequencies(w[2], visible))
    return torch.cat([angle, angle], -1)
  def flow_correction(self: __torch__.Network, x: Tensor, t: Tensor, labels: List[Tensor], at: Tensor, w: List[Tensor], s: List[Tensor], f: List[Tensor], cache: List[Tensor], visible: int, mask: List[Tensor], causal: bool) -> Tensor:
    e = (self).flow_time(t, labels, f)
    e0 = (self).flow_time(torch.zeros_like(t), labels, f)
    g = (self).flow_input(x, t, f)
    angle = (self).flow_angle(at, w, visible)
    cos = torch.type_as(torch.mul(torch.cos(angle), self.rope_attention), g)
    sin = torch.type_as(torch.mul(torch.sin(angle), self.rope_attention), g)
    for i in range(self.layers):
      o = 3 + i * self.stride
      a = self.flow_layers_at + i * self.flow_stride
      m = (self).flow_modulation(e, e0, f, a)
      h = (self).flow_norm(g, w[o], m[0], m[1])
      y = (self).flow_attention(h, w, s, f, o, a + 4, i, cos, sin, mask, causal, cache, visible)
      g = torch.add(g, torch.mul(m[2], y))
      h = (self).flow_norm(g, w[o + 5], m[3], m[4])
      y = (self).flow_feed_forward(h, w, s, f, o, a + 4)
      g = torch.add(g, torch.mul(m[5], y))
    change = torch.sub((self).flow_two(e, f, 10), (self).flow_two(e0, f, 10))
    return torch.mul(g, change)
  def flow_base(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], cache: List[Tensor], start: int, mask: List[Tensor], noise: Tensor) -> Tensor:
    none = annotate(List[Tensor], [])
    L = torch.size(ids, 1)
    if torch.gt(torch.len(mask), 0):
      x = (self).trunk(ids, at, w, s, torch.to(mask[0], 11), False, cache, start, 0, torch.add(start, L), none, noise, none)
    else:
      x = (self).trunk(ids, at, w, s, None, torch.gt(L, 1), cache, start, 0, torch.add(start, L), none, noise, none)
    return x
  def flow_last(self: __torch__.Network, h: Tensor) -> Tensor:
    return torch.clone(torch.slice(h, 1, -1))
  def flow_rows(self: __torch__.Network, h: Tensor, x: List[Tensor], t: List[Tensor], labels: List[Tensor], at: Tensor, w: List[Tensor], s: List[Tensor], f: List[Tensor], cache: List[Tensor], visible: int, mask: List[Tensor], causal: bool) -> Tensor:
    if torch.gt(torch.len(x), 0):
      h = torch.add(h, (self).flow_correction(x[0], t[0], labels, at, w, s, f, cache, visible, mask, causal))
    else:
      h = h
    return torch.flatten(torch.rms_norm(h, [torch.size(h, 2)], w[1], self.eps), 0, 1)
  def flow_logits(self: __torch__.Network, h: Tensor, x: List[Tensor], t: List[Tensor], labels: List[Tensor], at: Tensor, w: List[Tensor], s: List[Tensor], f: List[Tensor], cache: List[Tensor], visible: int, mask: List[Tensor], causal: bool, head: List[Tensor]) -> Tensor:
    return (self).logits((self).flow_rows(h, x, t, labels, at, w, s, f, cache, visible, mask, causal), head)
  def flow_next(self: __torch__.Network, h: Tensor, x: List[Tensor], t: List[Tensor], labels: List[Tensor], at: Tensor, w: List[Tensor], s: List[Tensor], f: List[Tensor], cache: List[Tensor], visible: int, mask: List[Tensor], causal: bool, head: List[Tensor], numbers: List[float], switches: List[int], uniforms: Tensor, suppressed: Tensor, late: Tensor, limits: List[Tensor], memory: List[Tensor], scored: List[Tensor]) -> List[Tensor]:
    rows = (self).flow_rows(h, x, t, labels, at, w, s, f, cache, visible, mask, causal)
    return (self).believe([rows], head, numbers, switches, uniforms, suppressed, late, limits, memory, scored)
  def flow_estimate(self: __torch__.Network, h: Tensor, x: List[Tensor], t: List[Tensor], labels: List[Tensor], at: Tensor, w: List[Tensor], s: List[Tensor], f: List[Tensor], cache: List[Tensor], visible: int, mask: List[Tensor], causal: bool, head: List[Tensor], table: Tensor, heat: Tensor, uniforms: Tensor, switches: List[int]) -> List[Tensor]:
    z = (self).flow_logits(h, x, t, labels, at, w, s, f, cache, visible, mask, causal, head)
    return (self).flow_estimated(z, table, heat, uniforms, switches)
  def flow_estimated(self: __torch__.Network, z: Tensor, table: Tensor, heat: Tensor, uniforms: Tensor, switches: List[int]) -> List[Tensor]:
    logp = torch.log_softmax(z, -1)
    best = torch.argmax(z, -1)
    token = best
    hot = torch.gt(heat, 0)
    warm = torch.unsqueeze(torch.to(torch.where(hot, heat, torch.ones_like(heat)), 6), 1)
    if torch.gt(switches[0], 0):
      p = torch.softmax(torch.div(z, warm), -1)
      if torch.eq(switches[0], 1):
        token = torch.where(hot, (self).draw(p, uniforms), best)
        x1 = torch.embedding(table, token)
      else:
        mean = torch.mm(p, table)
        if torch.gt(switches[2], 0):
          token = torch.where(hot, torch.argmax(torch.mm(mean, torch.t(table)), -1), best)
          x1 = torch.embedding(table, token)
        else:
          x1 = torch.where(torch.unsqueeze(hot, 1), mean, torch.embedding(table, best))
    else:
      x1 = torch.embedding(table, best)
    if torch.gt(switches[1], 0):
      n = torch.sqrt(torch.sum(torch.mul(x1, x1), [-1], True))
      x1 = torch.mul(torch.div(x1, n), self.flow_radius)
    else:
      x1 = x1
    entropy = torch.neg(torch.sum(torch.mul(torch.exp(logp), torch.clamp_min(logp, -1000.)), [-1]))
    top, ids = torch.topk(logp, switches[3], -1, True, True)
    return [torch.to(x1, 7), token, entropy, ids, top]
  def flow_select(self: __torch__.Network, all: List[Tensor], rows: Tensor, visible: int) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(torch.len(all)):
      _0 = torch.append(out, torch.index_select(torch.slice(all[i], 2, 0, visible), 0, rows))
    return out
  def flow_pick(self: __torch__.Network, x: Tensor, rows: Tensor) -> Tensor:
    return torch.index_select(x, 0, rows)
