  def seen(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], noise: Tensor, reach: int) -> Tensor:
    none = annotate(List[Tensor], [])
    if torch.gt(torch.len(mask), 0):
      x = (self).hidden(ids, at, w, s, torch.to(mask[0], 11), False, none, 0, reach, noise)
    else:
      x = (self).hidden(ids, at, w, s, None, self.causal, none, 0, reach, noise)
    return torch.flatten(x, 0, 1)
  def ask(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], noise: Tensor, reach: int, rows: Tensor, head: List[Tensor], temperature: float, sample: bool, top_p: float, uniforms: Tensor, suppressed: Tensor, alternatives: int) -> List[Tensor]:
    x = torch.index_select((self).seen(ids, at, w, s, mask, noise, reach), 0, rows)
    return (self).believe(x, head, temperature, sample, top_p, uniforms, suppressed, alternatives)
  def score(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], noise: Tensor, reach: int, rows: Tensor, head: List[Tensor], targets: Tensor) -> Tensor:
    x = torch.index_select((self).seen(ids, at, w, s, mask, noise, reach), 0, rows)
    return (self).log_likelihood(x, targets, head)
  def all_logits(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], noise: Tensor, reach: int, head: List[Tensor]) -> Tensor:
    return (self).logits((self).seen(ids, at, w, s, mask, noise, reach), head)
  def next(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], cache: List[Tensor], start: int, noise: Tensor, head: List[Tensor], temperature: float, sample: bool, top_p: float, uniforms: Tensor, suppressed: Tensor, alternatives: int) -> List[Tensor]:
    L = torch.size(ids, 1)
    x = (self).hidden(ids, at, w, s, None, torch.gt(L, 1), cache, start, torch.add(start, L), noise)
    return (self).believe(torch.select(x, 1, -1), head, temperature, sample, top_p, uniforms, suppressed, alternatives)
  def block_logits(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], cache: List[Tensor], start: int, noise: Tensor, head: List[Tensor]) -> Tensor:
    visible = torch.add(start, torch.size(ids, 1))
    x = (self).hidden(ids, at, w, s, None, False, cache, start, visible, noise)
    return (self).logits(torch.flatten(x, 0, 1), head)
