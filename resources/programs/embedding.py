  def embed(self: __torch__.Network, table: Tensor, ids: Tensor, soft: List[Tensor]) -> Tensor:
    x = torch.embedding(table, ids)
    if torch.gt(torch.len(soft), 0):
      flat = torch.flatten(x, 0, 1)
      own = torch.mul(torch.index_select(flat, 0, soft[0]), torch.unsqueeze(soft[3], -1))
      others = torch.mul(torch.embedding(table, soft[1]), torch.unsqueeze(soft[2], -1))
      mixed = torch.type_as(torch.add(own, torch.sum(others, [1])), flat)
      x = torch.view_as(torch.index_copy(flat, 0, soft[0], mixed), x)
    else:
      x = x
    return x
