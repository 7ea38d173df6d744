package dev.unmask.network;

/// How a checkpoint is to be read where its files leave it open: DiffuLLaMA is published under the
/// very names and configuration of LLaMA.
public enum Reading {
  /// What the files say; a LLaMA with a mask token is a diffusion model.
  AUTOMATIC,
  /// As a masked diffusion model.
  DIFFUSION,
  /// Left to right.
  AUTOREGRESSIVE
}
