  def seen(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], soft: List[Tensor], noise: Tensor, reach: int, last: List[Tensor]) -> Tensor:
    none = annotate(List[Tensor], [])
    masked = torch.gt(torch.len(mask), 0)
    if masked:
      x = (self).hidden(ids, at, w, s, torch.to(mask[0], 11), False, none, 0, 0, reach, soft, noise, none)
    else:
      if self.causal:
        x = (self).hidden(ids, at, w, s, None, True, none, 0, 0, reach, soft, noise, none)
      else:
        x = (self).hidden(ids, at, w, s, None, False, none, 0, 0, reach, soft, noise, last)
    if torch.__and__(torch.__or__(masked, self.causal), torch.gt(torch.len(last), 0)):
      x = torch.index_select(x, 1, last[0])
    else:
      x = x
    return torch.flatten(x, 0, 1)
  def picked(self: __torch__.Network, x: Tensor, picks: List[Tensor]) -> List[Tensor]:
    rows = annotate(List[Tensor], [])
    for i in range(torch.len(picks)):
      _0 = torch.append(rows, torch.index_select(x, 0, picks[i]))
    return rows
  def ask(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], soft: List[Tensor], noise: Tensor, reach: int, last: List[Tensor], picks: List[Tensor], head: List[Tensor], numbers: List[float], switches: List[int], uniforms: Tensor, suppressed: Tensor, late: Tensor, limits: List[Tensor], memory: List[Tensor], scored: List[Tensor]) -> List[Tensor]:
    rows = (self).picked((self).seen(ids, at, w, s, mask, soft, noise, reach, last), picks)
    return (self).believe(rows, head, numbers, switches, uniforms, suppressed, late, limits, memory, scored)
  def ask_window(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], cache: List[Tensor], start: int, first: int, visible: int, noise: Tensor, picks: List[Tensor], head: List[Tensor], numbers: List[float], switches: List[int], uniforms: Tensor, suppressed: Tensor, late: Tensor, limits: List[Tensor], memory: List[Tensor], scored: List[Tensor]) -> List[Tensor]:
    none = annotate(List[Tensor], [])
    x = (self).hidden(ids, at, w, s, None, False, cache, start, first, visible, none, noise, none)
    rows = (self).picked(torch.flatten(x, 0, 1), picks)
    return (self).believe(rows, head, numbers, switches, uniforms, suppressed, late, limits, memory, scored)
  def score(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], soft: List[Tensor], noise: Tensor, reach: int, picks: List[Tensor], head: List[Tensor], targets: Tensor, scale: float) -> Tensor:
    all = annotate(List[Tensor], [])
    rows = (self).picked((self).seen(ids, at, w, s, mask, soft, noise, reach, all), picks)
    return (self).log_likelihood(rows, targets, head, scale)
  def all_logits(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], soft: List[Tensor], noise: Tensor, reach: int, head: List[Tensor]) -> Tensor:
    all = annotate(List[Tensor], [])
    return (self).logits((self).seen(ids, at, w, s, mask, soft, noise, reach, all), head)
  def next(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], cache: List[Tensor], start: int, noise: Tensor, head: List[Tensor], numbers: List[float], switches: List[int], uniforms: Tensor, suppressed: Tensor, late: Tensor, limits: List[Tensor], memory: List[Tensor], scored: List[Tensor]) -> List[Tensor]:
    none = annotate(List[Tensor], [])
    L = torch.size(ids, 1)
    x = (self).hidden(ids, at, w, s, None, torch.gt(L, 1), cache, start, 0, torch.add(start, L), none, noise, none)
    return (self).believe([torch.select(x, 1, -1)], head, numbers, switches, uniforms, suppressed, late, limits, memory, scored)
  def block_logits(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], cache: List[Tensor], start: int, first: int, noise: Tensor, head: List[Tensor]) -> Tensor:
    none = annotate(List[Tensor], [])
    visible = torch.add(start, torch.size(ids, 1))
    x = (self).hidden(ids, at, w, s, None, False, cache, start, first, visible, none, noise, none)
    return (self).logits(torch.flatten(x, 0, 1), head)
