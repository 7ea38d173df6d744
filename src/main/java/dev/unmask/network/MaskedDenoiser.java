package dev.unmask.network;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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
    Conditions conditions = question.conditions();
    Conditions.Guidance guidance = conditions.guidance();
    int[][] ids = question.ids();
    double[] times = question.times();
    if (guidance != null) {
      ids = twice(ids, guidance.without());
      times = twice(times);
    }
    Input input = told(Input.of(ids), times);
    Conditions.Layout layout = conditions.layout();
    int block = network.blueprint().traits().blockSize();
    if (layout != null) {
      input = input.at(layout.positions()).attending(layout.allowed());
    }
    if (block > 0 && (layout == null || layout.allowed() == null)) {
      input = input.attending(BlockAttention.causal(input.length(), block));
    }
    int[][] rows = rows(question.positions(), 0);
    return guidance == null
        ? network.believe(input, possible(question), rows)
        : network.believe(input, possible(question), rows, rows);
  }

  @Override
  public List<Beliefs> believe(Question question, Window window) {
    int[] ids = Arrays.copyOfRange(question.ids()[0], window.from(), window.to());
    Input part =
        told(
            Input.of(new int[][] {ids}).at(IntStream.range(window.from(), window.to()).toArray()),
            question.times());
    return network.believe(
        part, window, possible(question), rows(question.positions(), window.from()));
  }

  @Override
  public CanvasCache cache(int length) {
    return new CanvasCache(network, length);
  }

  @Override
  public VocabularyMemory memory(VocabularyMemory.Use use, int positions) {
    return network.memory(use, positions);
  }

  @Override
  public int blockSize() {
    return network.blueprint().traits().blockSize();
  }

  @Override
  public boolean toldTheNoise() {
    return network.blueprint().traits().toldTheNoise();
  }

  private Input told(Input input, double[] times) {
    return toldTheNoise()
        ? input.noised(Arrays.stream(times).map(MaskedDenoiser::sigma).toArray())
        : input;
  }

  private Question possible(Question q) {
    return network.blueprint().traits().neverPredictsMask()
        ? q.drawing(q.draw().suppressing(maskId))
        : q;
  }

  private static <T> T[] twice(T[] first, T[] second) {
    T[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static double[] twice(double[] x) {
    double[] both = Arrays.copyOf(x, 2 * x.length);
    System.arraycopy(x, 0, both, x.length, x.length);
    return both;
  }

  /// Log-linear noise level at a time.
  ///
  /// @see "MDLM, noise_schedule.py, LogLinearNoise with eps 1e-3"
  public static double sigma(double time) {
    return -Math.log1p(-(1 - 1e-3) * time);
  }

  /// The output rows of these positions, where the first computed row is that of position `from`.
  /// On a shifted network row `i` predicts position `i + 1`; the first row is used twice.
  private int[][] rows(int[][] positions, int from) {
    int[][] rows = new int[positions.length][];
    int back = shifted ? 1 : 0;
    for (int b = 0; b < rows.length; b++) {
      rows[b] = Arrays.stream(positions[b]).map(p -> Math.max(0, p - back - from)).toArray();
    }
    return rows;
  }
}
