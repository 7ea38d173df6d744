package dev.unmask.job.evaluate;

import dev.unmask.diffusion.Randomness;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.sweep.ScoredText;
import dev.unmask.measure.ChainRule;
import dev.unmask.measure.Elbo;
import dev.unmask.measure.Estimate;
import dev.unmask.measure.LikelihoodBound;
import dev.unmask.measure.MaskedCrossEntropy;
import dev.unmask.measure.Noising;
import dev.unmask.measure.Surrogate;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Measures the bound of texts, and on the same tokens the likelihood of a model that writes left
/// to right, so that the gap is seen.
public final class Bounding {
  private static final int BATCH = 32;

  private final LoadedModel model;
  private final @Nullable LoadedWriter control;
  private final MaskedCrossEntropy nats;
  private final BoundOptions options;

  /// @param control null for none
  /// @throws Problem TOKENIZER if it cuts texts into other tokens than the model
  public Bounding(LoadedModel model, @Nullable LoadedWriter control, BoundOptions options) {
    this.model = model;
    this.control = control;
    this.nats = MaskedCrossEntropy.of(model.denoiser(), BATCH);
    this.options = options;
  }

  /// Measures texts one after the other.
  ///
  /// @param cancelled asked between texts; what was measured is kept
  /// @param progress hears how many are done
  /// @throws Problem CANVAS if nothing is left to measure
  public Bounds of(
      String title, List<Item.Passage> passages, BooleanSupplier cancelled, IntConsumer progress) {
    List<TextBound> texts = new ArrayList<>();
    for (int i = 0; i < passages.size() && !cancelled.getAsBoolean(); i++) {
      Item.Passage passage = passages.get(i);
      OptionalInt bos = model.tokenizer().special().bos();
      if (model.tokenizer().encode(passage.text()).length + (bos.isPresent() ? 1 : 0) > 1) {
        texts.add(
            of(
                passage.id(),
                ScoredText.of(model.tokenizer(), bos, "", passage.text(), length()),
                i));
      }
      progress.accept(i + 1);
    }
    if (texts.isEmpty()) {
      throw new Problem(
          Code.CANVAS, "There is no token to score.", "Give a text of at least two tokens.");
    }
    LoadedWriter writer = control;
    return new Bounds(
        title, model.card(), writer == null ? "" : writer.card().name(), options, texts);
  }

  /// Both models have to take the text.
  private int length() {
    LoadedWriter writer = control;
    int most = model.card().maxLength();
    return writer == null ? most : Math.min(most, writer.card().maxLength());
  }

  private TextBound of(String id, ScoredText text, int number) {
    int[] ids = text.ids();
    int[] targets = text.targets();
    Randomness randomness = Randomness.seeded(options.seed() * 1_000_003 + number);
    LikelihoodBound count =
        new Elbo(Noising.COUNT, options.strata(), options.groups())
            .of(nats, ids, targets, randomness);
    LikelihoodBound time =
        new Elbo(Noising.TIME, options.strata(), options.groups())
            .of(nats, ids, targets, randomness);
    Estimate orders = null;
    Double leftToRight = null;
    if (options.orders() > 0) {
      orders = ChainRule.inRandomOrders(nats, ids, targets, options.orders(), randomness);
      leftToRight = ChainRule.of(nats, ids, targets).total();
    }
    double[] written = autoregressive(ids, text.from());
    String[] tokens =
        Arrays.stream(ids)
            .mapToObj(t -> new String(model.tokenizer().bytes(t), StandardCharsets.UTF_8))
            .toArray(String[]::new);
    int bytes =
        IntStream.range(text.from(), ids.length)
            .map(p -> model.tokenizer().bytes(ids[p]).length)
            .sum();
    return new TextBound(
        id,
        tokens,
        text.from(),
        text.cut(),
        bytes,
        time.nats(),
        count.nats(),
        count.byPosition(),
        count.byTime(),
        orders,
        leftToRight,
        Surrogate.of(nats, ids, targets, options.levels(), randomness).score(),
        written.length == 0 ? null : Double.valueOf(Arrays.stream(written).sum()),
        written);
  }

  private double[] autoregressive(int[] ids, int from) {
    LoadedWriter writer = control;
    if (writer == null) {
      return new double[0];
    }
    if (writer.card().vocabularySize() <= Arrays.stream(ids).max().orElse(0)) {
      throw new Problem(
          Code.TOKENIZER,
          "The control %s has other tokens than the model.".formatted(writer.card().name()),
          "Take a control of the same vocabulary: the base of the model.");
    }
    float[] logs = writer.model().logLikelihood(List.of(ids))[0];
    double[] out = new double[ids.length];
    for (int p = from; p < ids.length; p++) {
      out[p] = -logs[p - 1];
    }
    return out;
  }
}
