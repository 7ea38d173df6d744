package dev.unmask.train;

import dev.unmask.checkpoint.Config;
import dev.unmask.network.Precision;
import dev.unmask.network.TrainedParts;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Everything that decides what a training makes: the same recipe on the same machine with the same
/// number of threads gives the same weights, bit for bit.
///
/// @param name of it, and of the model that it makes
/// @param about one or two sentences
/// @param start the weights to begin with
/// @param objective what is learnt
/// @param data supplies of rows
/// @param batch rows of a step
/// @param parts into which a batch is cut, one after the other, where memory is short
/// @param longest row, in tokens
/// @param optimizer settings that do not change
/// @param rate learning rate of each step
/// @param average decay of the moving average of the weights that is kept in their place; 0 for
///     none
/// @param trained which weights change
/// @param precision what is computed in; master weights are float32
/// @param stored type of the weights in the finished model: `f32` or `bf16`
/// @param seed of every random number
/// @param saveEvery steps between checkpoints
/// @param evaluateEvery steps between examinations on held-out problems; 0 for none
/// @param evaluateItems problems of an examination
/// @param text the recipe as JSON
public record Recipe(
    String name,
    String about,
    Start start,
    Objective objective,
    List<Source> data,
    int batch,
    int parts,
    int longest,
    AdamW.Settings optimizer,
    LearningRate rate,
    double average,
    TrainedParts trained,
    Precision precision,
    Precision stored,
    long seed,
    int saveEvery,
    int evaluateEvery,
    int evaluateItems,
    String text) {

  static final String REMEDY = "see resources/recipes for examples";

  /// What a training begins with.
  ///
  /// @param model folder or name of a bundled model whose text side, and unless `fresh` whose
  ///     weights, are taken
  /// @param fresh configuration of a network that begins untrained
  /// @param changes keys that replace those of the model's configuration
  /// @param mask the mask of a masked-diffusion model that begins from an autoregressive one: a
  ///     token's text, an id, or `new` for a row of its own
  /// @param flow hyper-parameters of the flow path of an L2D model that begins from its base, by
  ///     their names in the reference; what is not said is as in the shipped models
  public record Start(
      String model,
      Optional<Config> fresh,
      Optional<Config> changes,
      Optional<String> mask,
      Optional<Config> flow) {}

  /// A supply of rows.
  ///
  /// @param name that the recipe gives it
  /// @param kind `word-problems`, `worksheets`, `countdown`; `pairs` or `text` of a file. With
  ///     `fim` (`psm`, `spm` or `both`) the first two are infillings for a model that writes left
  ///     to right
  /// @param share relative to the others
  /// @param label class of its rows, for guidance; -1 for none
  /// @param settings of the kind
  public record Source(String name, String kind, double share, int label, Config settings) {
    /// The task that asks such problems; of a file the name of the supply.
    public String task() {
      return switch (kind) {
        case "countdown" -> "countdown-" + settings.count("numbers", 3);
        case "pairs", "text" -> name;
        default -> kind;
      };
    }
  }

  /// Reads a recipe.
  ///
  /// @param name what messages call it
  /// @throws Problem CONFIG if a key is missing, unknown or of the wrong kind; PARAMETER if a value
  ///     is out of range
  public static Recipe read(String name, String json) {
    Config c = Config.parse(name, json, REMEDY);
    c.only(
        "recipe",
        "name",
        "about",
        "start",
        "objective",
        "data",
        "rows",
        "optimizer",
        "steps",
        "trained",
        "precision",
        "stored",
        "seed",
        "save-every",
        "evaluate-every",
        "evaluate-items");
    if (c.integer("recipe") != 1) {
      throw new Problem(
          Code.CONFIG,
          "The recipe " + name + " was written for another version of Unmask.",
          "Use that version, or write it anew after those in resources/recipes.");
    }
    Config rows = inner(c, "rows");
    rows.only("batch", "parts", "longest");
    Config optimizer = inner(c, "optimizer");
    optimizer.only(
        "rate",
        "warm-up",
        "decay",
        "floor",
        "beta1",
        "beta2",
        "epsilon",
        "weight-decay",
        "decayed",
        "clip",
        "average");
    int steps = c.count("steps");
    int batch = rows.count("batch");
    int parts = rows.count("parts", 1);
    if (parts > batch) {
      throw range("rows.parts", parts, "at most the batch of " + batch);
    }
    Objective objective = objective(inner(c, "objective"));
    List<Source> data = data(inner(c, "data"));
    return new Recipe(
        name(c),
        c.text("about", ""),
        RecipeClasses.in(start(inner(c, "start")), objective, data),
        objective,
        data,
        batch,
        parts,
        rows.count("longest"),
        new AdamW.Settings(
            below(optimizer, "beta1", 0.9),
            below(optimizer, "beta2", 0.999),
            within(optimizer, "epsilon", 1e-8, 0, 1),
            within(optimizer, "weight-decay", 0.01, 0, 1),
            choice(AdamW.Decayed.class, optimizer.text("decayed", "matrices")),
            within(optimizer, "clip", 1, 0, 1e9)),
        new LearningRate(
            within(optimizer, "rate", 0, Double.MIN_VALUE, 10),
            least(optimizer, "warm-up", 0),
            choice(LearningRate.Decay.class, optimizer.text("decay", "cosine")),
            within(optimizer, "floor", 0, 0, 1),
            steps),
        below(optimizer, "average", 0),
        trained(c),
        precision(c, "precision"),
        precision(c, "stored"),
        c.integer("seed", 1),
        c.count("save-every", Math.max(1, steps / 10)),
        least(c, "evaluate-every", 0),
        c.count("evaluate-items", 100),
        c.json());
  }

  private static Start start(Config c) {
    c.only("model", "fresh", "config", "mask", "flow");
    return new Start(
        c.text("model"),
        c.inner("fresh"),
        c.inner("config"),
        c.has("mask") ? Optional.of(c.text("mask")) : Optional.empty(),
        c.inner("flow"));
  }

  private static Objective objective(Config c) {
    String kind = c.text("kind");
    return switch (kind) {
      case "autoregressive" -> {
        c.only("kind", "filling");
        yield new Objective.Autoregressive(least(c, "filling", 0));
      }
      case "flow" -> {
        c.only("kind", "filling");
        yield new Objective.Flow(least(c, "filling", 0));
      }
      case "masked-diffusion" -> {
        c.only(
            "kind",
            "weight",
            "shift",
            "anneal",
            "times",
            "least-time",
            "exact",
            "suffix",
            "whole",
            "autoregressive",
            "longer");
        double suffix = within(c, "suffix", 0, 0, 1);
        double whole = within(c, "whole", 0, 0, 1);
        if (suffix + whole > 1) {
          throw range("objective.suffix + objective.whole", suffix + whole, "at most 1");
        }
        double least = within(c, "least-time", 1e-3, 0, 1);
        yield new Objective.MaskedDiffusion(
            new Masking(
                choice(Masking.Times.class, c.text("times", "uniform")),
                least,
                c.bool("exact", false),
                suffix,
                whole),
            choice(MaskedRows.Weight.class, c.text("weight", "time")),
            c.bool("shift", true),
            new Annealing(least(c, "anneal", 1)),
            within(c, "autoregressive", 0, 0, 1),
            within(c, "longer", 0, 0, 1));
      }
      default -> throw range("objective.kind", kind, "autoregressive, flow or masked-diffusion");
    };
  }

  private static List<Source> data(Config c) {
    List<Source> all = new ArrayList<>();
    for (String key : c.keys()) {
      Config one = inner(c, key);
      double share = within(one, "share", 1, 0, 1e9);
      if (share > 0) {
        int label = one.integer("class", -1);
        if (label < -1 || label > RecipeClasses.MOST) {
          throw range("data." + key + ".class", label, "from 0 to " + RecipeClasses.MOST);
        }
        all.add(new Source(key, one.text("kind"), share, label, one));
      }
    }
    if (all.isEmpty()) {
      throw range("data", "empty", "at least one supply with a share above 0");
    }
    return List.copyOf(all);
  }

  /// Whether a supply teaches to fill in from left to right.
  boolean infills() {
    return data.stream().anyMatch(s -> s.settings().has(Supplies.FIM));
  }

  /// Whether the first supply is generated: an examination asks such problems.
  public boolean examinable() {
    String kind = data.getFirst().kind();
    return !kind.equals("pairs") && !kind.equals("text");
  }

  private static TrainedParts trained(Config c) {
    Optional<Config> said = c.inner("trained");
    if (said.isEmpty()) {
      return new TrainedParts.Full();
    }
    Config t = said.get();
    String kind = t.text("kind");
    return switch (kind) {
      case "full" -> {
        t.only("kind", "frozen");
        yield new TrainedParts.Full(t.texts("frozen"));
      }
      case "lora" -> {
        t.only("kind", "rank", "alpha", "layers");
        int rank = t.count("rank");
        yield new TrainedParts.LowRank(
            rank, t.number("alpha", rank), t.texts("layers"), c.integer("seed", 1));
      }
      default -> throw range("trained.kind", kind, "full or lora");
    };
  }

  private static Precision precision(Config c, String key) {
    String text = c.text(key, "f32");
    return switch (text) {
      case "f32" -> Precision.F32;
      case "bf16" -> Precision.BF16;
      default -> throw range(key, text, "f32 or bf16");
    };
  }

  private static Config inner(Config c, String key) {
    return c.inner(key)
        .orElseThrow(
            () ->
                new Problem(
                    Code.CONFIG,
                    "The recipe does not say " + key + ", which is needed.",
                    "Add it: " + REMEDY + "."));
  }

  private static double within(Config c, String key, double fallback, double low, double high) {
    double value = c.number(key, fallback);
    if (value < low || value > high) {
      String from = low == Double.MIN_VALUE ? "above 0" : "from " + low;
      String to = high < 1 ? "below 1" : "at most " + high;
      throw range(key, value, from + " and " + to);
    }
    return value;
  }

  /// A decay: from 0 to less than 1.
  private static double below(Config c, String key, double fallback) {
    return within(c, key, fallback, 0, Math.nextDown(1.0));
  }

  /// A whole number of at least 0.
  private static int least(Config c, String key, int fallback) {
    int value = c.integer(key, fallback);
    if (value < 0) {
      throw range(key, value, "at least 0");
    }
    return value;
  }

  /// It names a folder, so it is a plain name.
  private static String name(Config c) {
    String name = c.text("name");
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]{0,99}")) {
      throw new Problem(
          Code.PARAMETER,
          "The recipe's name is no plain name.",
          "Take letters, digits, spaces, dots and dashes: the model's folder gets this name.");
    }
    return name;
  }

  private static <E extends Enum<E>> E choice(Class<E> of, String text) {
    for (E each : of.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return each;
      }
    }
    List<String> all = new ArrayList<>();
    for (E each : of.getEnumConstants()) {
      all.add(each.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    throw range("“" + text + "”", text, "one of " + String.join(", ", all));
  }

  static Problem range(String key, Object value, String wanted) {
    return new Problem(
        Code.PARAMETER,
        "In the recipe " + key + " must be " + wanted + ", not " + value + ".",
        "Correct it: " + REMEDY + ".");
  }
}
