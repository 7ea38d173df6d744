package dev.unmask.bench;

import dev.unmask.diffusion.Canvas;
import dev.unmask.diffusion.Moment;
import dev.unmask.diffusion.Purpose;
import dev.unmask.diffusion.Randomness;
import dev.unmask.diffusion.Span;
import dev.unmask.diffusion.Step;
import dev.unmask.diffusion.Transition;
import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.network.Beliefs;
import dev.unmask.network.Input;
import dev.unmask.network.Network;
import java.util.List;
import java.util.stream.IntStream;

/// Denoising in the published order of work, on the same engine: in every step logits of all
/// positions over the whole vocabulary, a softmax and a descending sort of each for top-p, and one
/// draw for each position, masked or not.
///
/// The draw is by inverse CDF from the uniform number of its position, so that the tokens can be
/// compared one by one with those of another order of work.
///
/// @see "DiffuLLaMA, model.py, generate_samples and top_p_logits (c17e897)"
final class PublishedOrder implements AutoCloseable {
  private final Torch torch;
  private final Network network;
  private final Scope scope;
  private final Program program;
  private final Transition transition;
  private final double topP;
  private final boolean sample;
  private final int steps;
  private final Randomness randomness;
  private final int initiallyMasked;
  private Canvas canvas;
  private int step;

  /// @param network of a shifted model
  /// @param transition reveals
  /// @param topP 1 keeps all
  /// @param sample draws; otherwise the most probable token is taken
  PublishedOrder(
      Torch torch,
      Network network,
      Transition transition,
      double topP,
      boolean sample,
      int steps,
      Canvas canvas,
      Randomness randomness) {
    this.torch = torch;
    this.network = network;
    this.transition = transition;
    this.topP = topP;
    this.sample = sample;
    this.steps = steps;
    this.canvas = canvas;
    this.randomness = randomness;
    this.initiallyMasked = canvas.maskedPositions().length;
    this.scope = torch.scope(Device.CPU);
    this.program = network.beside(scope, ProgramSource.of("published.py"));
  }

  /// The canvas as it stands.
  Canvas canvas() {
    return canvas;
  }

  boolean finished() {
    return step == steps;
  }

  /// Does one step.
  ///
  /// @return `[length]` the candidate of every position
  int[] next() {
    step++;
    int n = canvas.length();
    double[] uniforms = new double[n];
    for (int row = 0; row < n; row++) {
      // Row i predicts position i + 1; the last row predicts nothing that is wanted.
      uniforms[row] = row + 1 < n ? randomness.uniform(Purpose.TOKEN, step, row + 1) : 0;
    }
    int[] tokens = canvas.ids();
    float[] scores = new float[n];
    try (Scope passing = torch.scope(Device.CPU)) {
      List<Tensor> out =
          network.run(
              passing,
              program,
              "published",
              Input.of(new int[][] {canvas.ids()}),
              topP,
              sample,
              passing.doubles(uniforms, n));
      System.arraycopy(out.get(0).ints(), 0, tokens, 1, n - 1);
      System.arraycopy(out.get(1).floats(), 0, scores, 1, n - 1);
    }
    reveal(tokens, scores);
    return tokens;
  }

  private void reveal(int[] tokens, float[] scores) {
    int n = canvas.length();
    Beliefs believed =
        new Beliefs(
            IntStream.range(0, n).toArray(), tokens, scores, new float[n], 1, tokens, scores);
    Moment now = new Moment(canvas, new Span(0, n), step, steps, initiallyMasked, step, randomness);
    canvas = transition.next(new Step(now, List.of(believed)));
  }

  @Override
  public void close() {
    program.close();
    scope.close();
  }
}
