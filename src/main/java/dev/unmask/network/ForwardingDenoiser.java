package dev.unmask.network;

import java.util.List;

/// A model that passes every question on to another; who extends it changes what it wants to.
public abstract class ForwardingDenoiser implements Denoiser {
  private final Denoiser model;

  protected ForwardingDenoiser(Denoiser model) {
    this.model = model;
  }

  @Override
  public int vocabularySize() {
    return model.vocabularySize();
  }

  @Override
  public int maxLength() {
    return model.maxLength();
  }

  @Override
  public int maskId() {
    return model.maskId();
  }

  @Override
  public boolean shifted() {
    return model.shifted();
  }

  @Override
  public List<Beliefs> believe(Question question) {
    return model.believe(question);
  }

  @Override
  public List<Beliefs> believe(Question question, Window window) {
    return model.believe(question, window);
  }

  @Override
  public CanvasCache cache(int length) {
    return model.cache(length);
  }

  @Override
  public VocabularyMemory memory(VocabularyMemory.Use use, int positions) {
    return model.memory(use, positions);
  }

  @Override
  public int blockSize() {
    return model.blockSize();
  }

  @Override
  public boolean toldTheNoise() {
    return model.toldTheNoise();
  }
}
