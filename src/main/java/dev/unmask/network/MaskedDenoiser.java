package dev.unmask.network;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// A masked diffusion model: a bidirectional network and the id that it takes for a mask.
public final class MaskedDenoiser implements Denoiser {
  private final Network network;
  private final int maskId;
  private final boolean shifted;

  private MaskedDenoiser(Network network, int maskId, boolean shifted) {
    this.network = network;
    this.maskId = maskId;
    this.shifted = shifted;
  }

  /// @param known the mask id that the tokenizer names or the user gave; it wins over the
  ///     configuration
  /// @throws Problem if the network is not a masked diffusion model, or no mask id is known
  public static MaskedDenoiser of(Network network, OptionalInt known) {
    Blueprint blueprint = network.blueprint();
    return new MaskedDenoiser(network, maskId(blueprint, known), blueprint.shifted());
  }

  /// The mask id with which a network would be used: what [#of] refuses is refused here, before
  /// anything is loaded.
  ///
  /// @throws Problem as [#of]
  public static int maskId(Blueprint blueprint, OptionalInt known) {
    if (blueprint.kind() != Blueprint.Kind.MASKED_DIFFUSION) {
      throw new Problem(
          Code.ARCHITECTURE,
          "This is an autoregressive "
              + blueprint.family()
              + ", as far as its files say, not a masked diffusion model.",
          "Write with it (generate), or, if it was adapted to diffusion, say its mask with"
              + " --mask-id (DiffuLLaMA: 811).");
    }
    OptionalInt id = known.isPresent() ? known : blueprint.maskId();
    if (id.isEmpty()) {
      throw new Problem(
          Code.MASK_TOKEN,
          "Neither config.json nor the tokenizer names the mask token of this model.",
          "Say its id with --mask-id (DiffuGPT-S: 10541, DiffuGPT-M: 50257).");
    }
    if (id.getAsInt() < 0 || id.getAsInt() >= blueprint.vocabulary()) {
      throw new Problem(
          Code.MASK_TOKEN,
          "The mask id "
              + id.getAsInt()
              + " is outside of the vocabulary of "
              + blueprint.vocabulary()
              + " rows.",
          "Say the right id with --mask-id.");
    }
    return id.getAsInt();
  }

  /// The same model with output row `i` read as a prediction of position `i` (or `i + 1`), whatever
  /// its family says: the `shift` switch of the reference, for models adapted without it.
  public MaskedDenoiser withShift(boolean shift) {
    return new MaskedDenoiser(network, maskId, shift);
  }

  @Override
  public int vocabularySize() {
    return network.blueprint().vocabulary();
  }

  @Override
  public int maxLength() {
    return network.blueprint().maxLength();
  }

  @Override
  public int maskId() {
    return maskId;
  }

  @Override
  public boolean shifted() {
    return shifted;
  }

  @Override
  public List<Beliefs> believe(Question question) {
    int[][] rows = question.positions();
    if (shifted) {
      rows = new int[rows.length][];
      for (int b = 0; b < rows.length; b++) {
        rows[b] = shift(question.positions()[b]);
      }
    }
    Blueprint.Traits traits = network.blueprint().traits();
    Input input = Input.of(question.ids());
    if (traits.toldTheNoise()) {
      double[] noise = new double[question.ids().length];
      Arrays.fill(noise, sigma(question.time()));
      input = input.noised(noise);
    }
    if (traits.blockSize() > 0) {
      input = input.attending(BlockAttention.causal(input.length(), traits.blockSize()));
    }
    return network.believe(input, traits.neverPredictsMask() ? unmasked(question) : question, rows);
  }

  /// Log-linear noise level at a time.
  ///
  /// @see "MDLM, noise_schedule.py, LogLinearNoise with eps 1e-3"
  public static double sigma(double time) {
    return -Math.log1p(-(1 - 1e-3) * time);
  }

  private Question unmasked(Question q) {
    TokenDraw d = q.draw();
    int[] suppressed = Arrays.copyOf(d.suppressed(), d.suppressed().length + 1);
    suppressed[suppressed.length - 1] = maskId;
    TokenDraw draw = new TokenDraw(d.sample(), d.temperature(), d.topP(), suppressed);
    return new Question(q.ids(), q.positions(), draw, q.uniforms(), q.alternatives(), q.time());
  }

  /// Output row `i` predicts position `i + 1`; row 0 is used for position 0 too.
  private static int[] shift(int[] positions) {
    int[] rows = new int[positions.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Math.max(0, positions[i] - 1);
    }
    return rows;
  }
}
