  def block(self: __torch__.Network, x: Tensor, w: List[Tensor], o: int, mask: Optional[Tensor], causal: bool) -> Tensor:
    B = torch.size(x, 0)
    L = torch.size(x, 1)
    D = torch.size(x, 2)
    h = torch.layer_norm(x, [D], w[o], w[o + 1], self.eps)
    qkv = torch.add(torch.matmul(h, w[o + 2]), w[o + 3])
    qkv = torch.permute(torch.view(qkv, [B, L, 3, self.heads, torch.floordiv(D, self.heads)]), [2, 0, 3, 1, 4])
    y = torch.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], mask, 0., causal)
    y = torch.reshape(torch.transpose(y, 1, 2), [B, L, D])
    x = torch.add(x, torch.add(torch.matmul(y, w[o + 4]), w[o + 5]))
    h = torch.layer_norm(x, [D], w[o + 6], w[o + 7], self.eps)
    h = torch.gelu(torch.add(torch.matmul(h, w[o + 8]), w[o + 9]), approximate="tanh")
    return torch.add(x, torch.add(torch.matmul(h, w[o + 10]), w[o + 11]))
  def hidden(self: __torch__.Network, ids: Tensor, w: List[Tensor], mask: Optional[Tensor], causal: bool) -> Tensor:
    L = torch.size(ids, 1)
    x = torch.add(torch.embedding(w[0], ids), torch.slice(w[1], 0, 0, L))
    for i in range(self.layers):
      x = (self).block(x, w, 4 + i * 12, mask, causal)
    return torch.layer_norm(x, [torch.size(x, 2)], w[2], w[3], self.eps)
  def ask(self: __torch__.Network, ids: Tensor, rows: Tensor, w: List[Tensor], head: Tensor, temperature: float, sample: bool, top_p: float, uniforms: Tensor, suppressed: Tensor, alternatives: int) -> List[Tensor]:
    x = torch.flatten((self).hidden(ids, w, None, self.causal), 0, 1)
    return (self).believe(torch.index_select(x, 0, rows), head, temperature, sample, top_p, uniforms, suppressed, alternatives)
  def all_logits(self: __torch__.Network, ids: Tensor, w: List[Tensor], head: Tensor, mask: List[Tensor]) -> Tensor:
    if torch.gt(torch.len(mask), 0):
      x = (self).hidden(ids, w, mask[0], False)
    else:
      x = (self).hidden(ids, w, None, self.causal)
    z = (self).logits(torch.flatten(x, 0, 1), head)
    return torch.view(z, [torch.size(ids, 0), torch.size(ids, 1), torch.size(head, 0)])
