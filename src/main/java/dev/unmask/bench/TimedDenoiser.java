package dev.unmask.bench;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.ForwardingDenoiser;
import dev.unmask.network.Question;
import java.util.List;

/// A model whose answers are timed.
final class TimedDenoiser extends ForwardingDenoiser {
  private double seconds;

  TimedDenoiser(Denoiser model) {
    super(model);
  }

  /// Seconds in the model since this was asked last.
  double taken() {
    double all = seconds;
    seconds = 0;
    return all;
  }

  @Override
  public List<Beliefs> believe(Question question) {
    long began = System.nanoTime();
    List<Beliefs> answer = super.believe(question);
    seconds += (System.nanoTime() - began) / 1e9;
    return answer;
  }
}
