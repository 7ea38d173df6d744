package dev.unmask.train;

import dev.unmask.checkpoint.Config;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How a recipe differs from that by which a checkpoint was made.
final class RecipeChanges {
  private static final JsonMapper JSON = new JsonMapper();

  /// What may change without a word: none of it says what is learnt, and the steps are shown.
  private static final List<String> FREE =
      List.of(
          "name",
          "about",
          "steps",
          "save-every",
          "evaluate-every",
          "evaluate-items",
          "start.model");

  private RecipeChanges() {}

  /// What is another now, `key: before, now` each.
  ///
  /// @param checkpoint the folder with the recipe of then
  /// @throws Problem CONFIG if the training began with other weights than the recipe says now
  static List<String> since(Path checkpoint, Recipe recipe) {
    Path file = checkpoint.resolve(TrainingFolder.RECIPE);
    String text;
    try {
      text = Config.read(file, Recipe.REMEDY).json();
    } catch (Problem p) {
      return List.of(); // a damaged checkpoint, which is said when it is taken up
    }
    SequencedMap<String, String> then = leaves(text);
    SequencedMap<String, String> now = leaves(recipe.text());
    SequencedMap<String, String> all = new LinkedHashMap<>(then);
    all.putAll(now);
    List<String> changes = new ArrayList<>();
    for (String key : all.keySet()) {
      String before = then.getOrDefault(key, "not said");
      String after = now.getOrDefault(key, "not said");
      if (!before.equals(after) && !FREE.contains(key)) {
        String words = "%s: %s, now %s".formatted(key, before, after);
        if (key.startsWith("start.")) {
          throw new Problem(
              Code.CONFIG,
              "The training in %s began in another way (%s)."
                  .formatted(checkpoint.getParent(), words),
              "Train into another folder, or take the recipe beside the checkpoint.");
        }
        changes.add(words);
      }
    }
    return changes;
  }

  private static SequencedMap<String, String> leaves(String json) {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    gather("", JSON.readTree(json), all);
    return all;
  }

  private static void gather(String at, JsonNode node, SequencedMap<String, String> all) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              e -> gather(at.isEmpty() ? e.getKey() : at + "." + e.getKey(), e.getValue(), all));
    } else {
      all.put(at, node.toString());
    }
  }
}
