package dev.unmask.train;

import dev.unmask.engine.Device;
import dev.unmask.golden.Bundled;
import dev.unmask.golden.GoldenTests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A training that takes a second: a LLaMA of a few thousand weights on the bundled tokenizer.
public final class TinyTraining {
  static final Path TEXT = Bundled.MODEL;

  /// Changes of the bundled base's recipe that make its network tiny.
  public static final List<String> SMALL =
      List.of(
          "start.fresh.hidden_size=16",
          "start.fresh.intermediate_size=24",
          "start.fresh.num_hidden_layers=2",
          "start.fresh.num_attention_heads=2",
          "start.fresh.num_key_value_heads=1",
          "start.fresh.head_dim=8",
          "rows.batch=4",
          "stored=f32",
          "optimizer.warm-up=2");

  private TinyTraining() {}

  /// The recipe of the base with a smaller network.
  static Recipe base(int steps, String... changes) {
    List<String> all = new ArrayList<>(SMALL);
    all.addAll(List.of("steps=" + steps, "start.model=tiny"));
    all.addAll(List.of(changes));
    return Recipes.bundled("wordmath-llama", all);
  }

  /// The recipe of the adaptation of such a base.
  static Recipe adapted(int steps, String... changes) {
    List<String> all =
        new ArrayList<>(
            List.of("steps=" + steps, "rows.batch=4", "stored=f32", "optimizer.warm-up=2"));
    all.addAll(List.of(changes));
    return Recipes.bundled("wordmath-diffullama", all);
  }

  static Training open(Recipe recipe, Path model, Path target) {
    return Training.open(GoldenTests.torch(), Device.CPU, recipe, model, target);
  }

  /// Makes steps until so many were made in all, and keeps them.
  static void until(int steps, Recipe recipe, Path model, Path target) {
    try (Training training = open(recipe, model, target)) {
      while (training.trainer().steps() < steps) {
        training.trainer().step();
      }
      training.save();
      if (training.trainer().finished()) {
        training.finish();
      }
    }
  }
}
