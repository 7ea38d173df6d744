package dev.unmask.train;

import dev.unmask.checkpoint.Config;
import dev.unmask.network.Precision;
import dev.unmask.network.TrainedParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// A recipe in words, for those who decide whether to run it.
public final class RecipeWords {
  private RecipeWords() {}

  /// What a recipe does, by headings: what it begins with, what it learns, from what, how long.
  public static SequencedMap<String, String> of(Recipe r) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    all.put("Begins with", start(r.start()));
    all.put("Learns", objective(r.objective()));
    if (r.objective() instanceof Objective.MaskedDiffusion d) {
      all.put("Attention", attention(d.annealing()));
    }
    all.put("Data", data(r.data()));
    all.put("A step", step(r));
    all.put("Learning rate", rate(r.rate()));
    all.put("Changes", changes(r.trained()));
    all.put("Keeps", keeps(r));
    if (r.evaluateEvery() > 0) {
      all.put("Examines", examines(r));
    }
    return all;
  }

  private static String start(Recipe.Start s) {
    if (s.fresh().isEmpty()) {
      return s.model() + s.mask().map(m -> ", with " + mask(m) + " as its mask").orElse("");
    }
    Config c = s.fresh().get();
    int layers = c.integer("num_hidden_layers", c.integer("n_layer", 0));
    int width = c.integer("hidden_size", c.integer("n_embd", 0));
    return "a new %s of %d layers of width %d, with the tokens of %s"
        .formatted(c.text("model_type", "network"), layers, width, s.model());
  }

  private static String mask(String said) {
    return said.equals("new") ? "a new token" : said;
  }

  private static String objective(Objective o) {
    return switch (o) {
      case Objective.Autoregressive _ -> "the next token, from left to right";
      case Objective.MaskedDiffusion d -> masked(d);
      case Objective.Flow _ -> "a way from noise to each token of an answer, beside its base";
    };
  }

  private static String masked(Objective.MaskedDiffusion d) {
    List<String> parts = new ArrayList<>();
    parts.add("masked tokens, from both sides");
    parts.add(d.shift() ? "shifted by one as its base" : "without a shift");
    parts.add(d.weight() == MaskedRows.Weight.TIME ? "weighted 1/t" : "all masks alike");
    share(parts, d.masking().suffix(), "masked to the end");
    share(parts, d.masking().whole(), "with a masked question");
    share(parts, d.autoregressive(), "from left to right");
    return String.join("; ", parts);
  }

  private static void share(List<String> parts, double share, String words) {
    if (share > 0) {
      parts.add("%s of it %s".formatted(percent(share), words));
    }
  }

  private static String attention(Annealing a) {
    return a.steps() <= 1
        ? "open to both sides from the first step"
        : String.format(Locale.ROOT, "opens from causal to full over %,d steps", a.steps());
  }

  private static String data(List<Recipe.Source> sources) {
    double sum = sources.stream().mapToDouble(Recipe.Source::share).sum();
    return String.join(
        "\n",
        sources.stream().map(s -> percent(s.share() / sum) + " " + source(s) + label(s)).toList());
  }

  private static String label(Recipe.Source s) {
    return s.label() < 0 ? "" : ", class " + s.label();
  }

  private static String source(Recipe.Source s) {
    Config c = s.settings();
    String filled = c.has(Supplies.FIM) ? ", to be filled in (" + c.text(Supplies.FIM) + ")" : "";
    return rows(s, c) + filled;
  }

  private static String rows(Recipe.Source s, Config c) {
    return switch (s.kind()) {
      case "word-problems" ->
          "word problems to %s, up to %s equations"
              .formatted(c.integer("largest", 100), c.integer("equations", 4));
      case "worksheets" -> "worksheets to " + c.integer("largest", 100);
      case "countdown" -> "countdown with " + c.integer("numbers", 3) + " numbers";
      case "pairs" -> "questions and answers of " + c.text("file", "a file");
      case "text" -> "text of " + c.text("file", "a file");
      default -> s.kind();
    };
  }

  private static String step(Recipe r) {
    return r.batch()
        + (r.batch() == 1 ? " row" : " rows")
        + " of at most "
        + r.longest()
        + " tokens"
        + (r.parts() > 1 ? ", in " + r.parts() + " parts" : "");
  }

  private static String rate(LearningRate r) {
    String warm =
        r.warmUp() > 0 ? String.format(Locale.ROOT, "rises for %,d steps, then ", r.warmUp()) : "";
    return warm
        + switch (r.decay()) {
          case CONSTANT -> "stays as it is";
          case LINEAR -> "falls in a line to " + percent(r.floor());
          case COSINE -> "falls as a cosine to " + percent(r.floor());
        };
  }

  private static String changes(TrainedParts parts) {
    return switch (parts) {
      case TrainedParts.Full full when full.frozen().isEmpty() -> "all weights";
      case TrainedParts.Full full -> "all weights but " + String.join(", ", full.frozen());
      case TrainedParts.LowRank low -> "an adapter (LoRA) of rank " + low.rank();
    };
  }

  private static String keeps(Recipe r) {
    return String.format(
        Locale.ROOT,
        "a checkpoint every %,d steps; the model in %s",
        r.saveEvery(),
        r.stored() == Precision.BF16 ? "bf16" : "f32");
  }

  private static String examines(Recipe r) {
    String what =
        r.examinable()
            ? String.format(Locale.ROOT, "%,d held-out problems", r.evaluateItems())
            : "held-out text";
    return what + String.format(Locale.ROOT, " every %,d steps", r.evaluateEvery());
  }

  private static String percent(double share) {
    double p = 100 * share;
    return String.format(Locale.ROOT, p == Math.rint(p) || p >= 10 ? "%.0f %%" : "%.1f %%", p);
  }
}
