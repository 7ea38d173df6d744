package dev.unmask.bench;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.Question;
import java.util.List;

/// A model whose answers are timed.
final class TimedDenoiser implements Denoiser {
  private final Denoiser model;
  private double seconds;

  TimedDenoiser(Denoiser model) {
    this.model = model;
  }

  /// Seconds in the model since this was asked last.
  double taken() {
    double all = seconds;
    seconds = 0;
    return all;
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
    long began = System.nanoTime();
    List<Beliefs> answer = model.believe(question);
    seconds += (System.nanoTime() - began) / 1e9;
    return answer;
  }
}
