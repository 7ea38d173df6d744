package dev.unmask.job;

import dev.unmask.train.Recipe;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// A value of a recipe that people change often, as a form shows it.
///
/// @param parameter its label, range and help
/// @param key where it stands in a recipe: `optimizer.rate`
/// @param of the value that a recipe has
/// @param <T> the type of its values
public record RecipeSetting<T>(Parameter<T> parameter, String key, Function<Recipe, T> of) {
  private static final JsonMapper JSON = new JsonMapper();

  /// Steps in all.
  public static final RecipeSetting<Long> STEPS =
      new RecipeSetting<>(
          whole("training-steps", "Steps", 1, 1_000_000_000, "Steps in all, those made included."),
          "steps",
          r -> (long) r.rate().steps());

  /// Rows of a step.
  public static final RecipeSetting<Long> BATCH =
      new RecipeSetting<>(
          whole(
              "training-batch",
              "Batch",
              1,
              1_000_000,
              "Rows of a step. More make a step slower and steadier, and take memory."),
          "rows.batch",
          r -> (long) r.batch());

  /// The highest learning rate.
  public static final RecipeSetting<Double> RATE =
      new RecipeSetting<>(
          new Parameter<>(
              "training-rate",
              "Learning rate",
              "Training",
              new Domain.Real(0, false, 10),
              0.001,
              "",
              "The learning rate after the warm-up.",
              "learning_rate"),
          "optimizer.rate",
          r -> r.rate().peak());

  /// Of all random numbers.
  public static final RecipeSetting<Long> SEED =
      new RecipeSetting<>(
          whole(
              "training-seed",
              "Seed",
              0,
              Integer.MAX_VALUE,
              "The same recipe and seed make the same weights on the same machine."),
          "seed",
          Recipe::seed);

  /// What is computed in.
  public static final RecipeSetting<String> PRECISION =
      new RecipeSetting<>(
          new Parameter<>(
              "training-precision",
              "Precision",
              "Training",
              new Domain.Choice(List.of("f32", "bf16")),
              "f32",
              "",
              "What is computed in; the weights that are trained stay in f32.",
              ""),
          "precision",
          r -> r.precision().text());

  /// The weights, or the text side, to begin with.
  public static final RecipeSetting<String> START =
      new RecipeSetting<>(
          new Parameter<>(
              "training-start",
              "Starts from",
              "Training",
              new Domain.Form(Pattern.compile(".+"), "a model"),
              "model",
              "",
              "The model to start from: a folder, or the name of one that came with Unmask.",
              ""),
          "start.model",
          r -> r.start().model());

  /// Where it runs; not part of a recipe.
  public static final Parameter<String> DEVICE =
      new Parameter<>(
          "training-device",
          "Device",
          "Training",
          new Domain.Form(Pattern.compile("cpu|cuda:\\d{1,3}"), "cpu or cuda:N"),
          "cpu",
          "",
          "Where the network is trained.",
          "");

  /// The folder of a training; not part of a recipe.
  public static final Parameter<String> FOLDER =
      new Parameter<>(
          "training-folder",
          "Folder",
          "Training",
          new Domain.Form(Pattern.compile(".+"), "a folder"),
          "folder",
          "",
          "Checkpoints, metrics and in the end the model. A training in it is taken up again.",
          "");

  /// All of them, in the order of a form.
  public static List<RecipeSetting<?>> all() {
    return List.of(STEPS, BATCH, RATE, SEED, PRECISION, START);
  }

  /// The change of a recipe that sets a value: `key=value`.
  public String change(T value) {
    return key + "=" + JSON.writeValueAsString(value);
  }

  private static Parameter<Long> whole(
      String name, String label, long least, long most, String help) {
    return new Parameter<>(
        name, label, "Training", new Domain.Whole(least, most), least, "", help, "");
  }
}
