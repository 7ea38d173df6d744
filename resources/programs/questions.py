  def seen(self: __torch__.Network, ids: Tensor, w: List[Tensor], mask: List[Tensor]) -> Tensor:
    if torch.gt(torch.len(mask), 0):
      x = (self).hidden(ids, w, torch.to(mask[0], 11), False, annotate(List[Tensor], []), 0, 0)
    else:
      x = (self).hidden(ids, w, None, self.causal, annotate(List[Tensor], []), 0, 0)
    return torch.flatten(x, 0, 1)
  def ask(self: __torch__.Network, ids: Tensor, rows: Tensor, w: List[Tensor], head: Tensor, temperature: float, sample: bool, top_p: float, uniforms: Tensor, suppressed: Tensor, alternatives: int) -> List[Tensor]:
    x = torch.index_select((self).seen(ids, w, annotate(List[Tensor], [])), 0, rows)
    return (self).believe(x, head, temperature, sample, top_p, uniforms, suppressed, alternatives)
  def score(self: __torch__.Network, ids: Tensor, rows: Tensor, targets: Tensor, w: List[Tensor], head: Tensor, mask: List[Tensor]) -> Tensor:
    x = torch.index_select((self).seen(ids, w, mask), 0, rows)
    return (self).log_likelihood(x, targets, head)
  def all_logits(self: __torch__.Network, ids: Tensor, w: List[Tensor], head: Tensor, mask: List[Tensor]) -> Tensor:
    z = (self).logits((self).seen(ids, w, mask), head)
    return torch.view(z, [torch.size(ids, 0), torch.size(ids, 1), torch.size(head, 0)])
  def next(self: __torch__.Network, ids: Tensor, w: List[Tensor], head: Tensor, cache: List[Tensor], start: int, temperature: float, sample: bool, top_p: float, uniforms: Tensor, suppressed: Tensor, alternatives: int) -> List[Tensor]:
    L = torch.size(ids, 1)
    x = (self).hidden(ids, w, None, torch.gt(L, 1), cache, start, start + L)
    return (self).believe(torch.select(x, 1, -1), head, temperature, sample, top_p, uniforms, suppressed, alternatives)
