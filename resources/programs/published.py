  def published(self: __torch__.Network, ids: Tensor, at: Tensor, w: List[Tensor], s: List[Tensor], mask: List[Tensor], soft: List[Tensor], noise: Tensor, reach: int, head: List[Tensor], top_p: float, sample: bool, uniforms: Tensor) -> List[Tensor]:
    all = annotate(List[Tensor], [])
    x = (self).seen(ids, at, w, s, mask, soft, noise, reach, all)
    z = torch.to((self).widened(x, head[0]), 6)
    p = torch.softmax(z, -1)
    if torch.lt(top_p, 1.):
      sorted, order = torch.sort(p, stable=True, dim=-1, descending=True)
      sums = torch.cumsum(sorted, -1, dtype=7)
      remove = torch.gt(torch.sub(sums, sorted), top_p)
      cut = torch.scatter(torch.zeros_like(order, dtype=11), -1, order, remove)
      z = torch.masked_fill(z, cut, -3.4028234663852886e+38)
      p = torch.masked_fill(p, cut, 0.)
    else:
      z = z
      p = p
    scores = torch.log_softmax(z, -1)
    if sample:
      cdf = torch.cumsum(p, -1, dtype=7)
      total = torch.slice(cdf, 1, -1)
      below = torch.nextafter(total, torch.zeros_like(total))
      target = torch.minimum(torch.mul(torch.unsqueeze(uniforms, 1), total), below)
      x0 = torch.searchsorted(cdf, target, right=True)
      x0_scores = torch.gather(scores, 1, x0)
    else:
      x0_scores, x0 = torch.max(scores, -1, True)
    return [torch.squeeze(x0, 1), torch.squeeze(x0_scores, 1)]
