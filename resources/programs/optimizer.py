  def norm(self: __torch__.Network, gradients: List[Tensor]) -> Tensor:
    return torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gradients)))
  def clip(self: __torch__.Network, gradients: List[Tensor], norm: Tensor, most: float) -> int:
    factor = torch.clamp(torch.div(most, torch.add(norm, 1.0e-06)), None, 1.)
    torch._foreach_mul_(gradients, factor)
    return 0
  def adamw(self: __torch__.Network, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], steps: List[Tensor], lr: float, beta1: float, beta2: float, decay: float, eps: float) -> int:
    torch._foreach_add_(steps, 1)
    torch._fused_adamw_(p, g, m, v, [], steps, lr=lr, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
    return 0
  def average(self: __torch__.Network, mean: List[Tensor], p: List[Tensor], decay: float) -> int:
    torch._foreach_mul_(mean, decay)
    torch._foreach_add_(mean, p, alpha=torch.sub(1., decay))
    return 0
  def clear(self: __torch__.Network, sums: List[Tensor]) -> int:
    torch._foreach_zero_(sums)
    return 0
