package dev.unmask.job.sweep;

import dev.unmask.diffusion.Randomness;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Prompting;
import dev.unmask.job.Values;
import dev.unmask.measure.Elbo;
import dev.unmask.measure.LikelihoodBound;
import dev.unmask.measure.MaskedCrossEntropy;
import dev.unmask.measure.Noising;
import dev.unmask.measure.Surrogate;
import dev.unmask.task.file.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Chooses the option whose scored tokens a diffusion model finds likeliest, on average over them.
///
/// By the bound with exact counts; as published, by the mean cross-entropy of DiffuLLaMA's
/// `eval_forward`, in which a level without a mask counts as 0.
final class ChoiceScore {
  private static final int BATCH = 32;

  private final LoadedModel model;
  private final MaskedCrossEntropy nats;
  private final boolean asPublished;

  ChoiceScore(LoadedModel model, boolean asPublished) {
    this.model = model;
    this.nats = MaskedCrossEntropy.of(model.denoiser(), BATCH);
    this.asPublished = asPublished;
  }

  SweepRow choose(
      Point point, int repeat, Solver.Numbered numbered, Item.Choice item, Values values) {
    long began = System.nanoTime();
    int levels = values.whole(DenoiseParameters.STEPS);
    List<Item.Option> options = item.options();
    Map<String, Double> scores = new LinkedHashMap<>();
    int byMean = 0;
    int bySum = 0;
    double[] means = new double[options.size()];
    double[] sums = new double[options.size()];
    boolean cut = false;
    for (int i = 0; i < means.length; i++) {
      ScoredText text = text(options.get(i).before(), options.get(i).scored());
      cut |= text.cut();
      means[i] = mean(text, levels, Randomness.seeded(numbered.seed()));
      sums[i] = means[i] * text.targets().length;
      byMean = means[i] < means[byMean] ? i : byMean;
      bySum = sums[i] < sums[bySum] ? i : bySum;
      scores.put("nats_" + (i + 1), means[i]);
    }
    scores.put("by_sum", bySum == item.right() ? 1.0 : 0.0);
    if (cut) {
      scores.put("cut", 1.0);
    }
    return new SweepRow(
        point.number(),
        repeat,
        numbered.index(),
        false,
        byMean == item.right(),
        options.get(byMean).scored(),
        "",
        scores,
        levels * options.size(),
        System.nanoTime() - began);
  }

  private double mean(ScoredText text, int levels, Randomness randomness) {
    if (asPublished) {
      return Surrogate.of(nats, text.ids(), text.targets(), levels, randomness).score();
    }
    return new Elbo(Noising.COUNT, levels, 1)
        .of(nats, text.ids(), text.targets(), randomness)
        .perToken()
        .mean();
  }

  SweepRow measure(
      Point point, int repeat, Solver.Numbered numbered, Item.Passage item, Values values) {
    long began = System.nanoTime();
    int levels = values.whole(DenoiseParameters.STEPS);
    ScoredText text = text(item);
    LikelihoodBound bound =
        new Elbo(Noising.COUNT, levels, 1)
            .of(nats, text.ids(), text.targets(), Randomness.seeded(numbered.seed()));
    return passage(point, repeat, numbered, text, bound.nats().mean(), levels, began);
  }

  static SweepRow passage(
      Point point,
      int repeat,
      Solver.Numbered numbered,
      ScoredText text,
      double nats,
      int evaluations,
      long began) {
    int tokens = text.targets().length;
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("nats", nats);
    scores.put("tokens", (double) tokens);
    if (text.cut()) {
      scores.put("cut", 1.0);
    }
    return new SweepRow(
        point.number(),
        repeat,
        numbered.index(),
        false,
        false,
        "%.4f nats a token".formatted(nats / tokens),
        "",
        scores,
        evaluations,
        System.nanoTime() - began);
  }

  /// The options with a bar where scoring begins.
  String shown(Item.Choice item) {
    return item.options().stream()
        .map(o -> shown(text(o.before(), o.scored())))
        .collect(java.util.stream.Collectors.joining("\n"));
  }

  String shown(Item.Passage item) {
    return shown(text(item));
  }

  private ScoredText text(Item.Passage item) {
    return item.prompt().isEmpty()
        ? text("", item.text())
        : ScoredText.of(
            new Prompting(model).head(item.prompt(), false),
            ScoredText.answer(model.tokenizer(), item.text()),
            model.card().maxLength());
  }

  private String shown(ScoredText text) {
    int[] ids = text.ids();
    return model.tokenizer().decode(java.util.Arrays.copyOf(ids, text.from()))
        + "|"
        + model.tokenizer().decode(java.util.Arrays.copyOfRange(ids, text.from(), ids.length))
        + (text.cut() ? " (cut to fit)" : "");
  }

  private ScoredText text(String before, String scored) {
    OptionalInt bos = model.tokenizer().special().bos();
    return ScoredText.of(model.tokenizer(), bos, before, scored, model.card().maxLength());
  }
}
