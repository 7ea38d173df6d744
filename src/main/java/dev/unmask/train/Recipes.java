package dev.unmask.train;

import dev.unmask.checkpoint.Config;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Recipes that come with Unmask, and those that users write.
public final class Recipes {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> BUNDLED =
      List.of(
          "wordmath-llama",
          "wordmath-diffullama",
          "wordmath-diffullama-longer",
          "wordmath-diffullama-cooldown",
          "wordmath-diffullama-countdown",
          "wordmath-diffullama-planning",
          "wordmath-llama-planning",
          "wordmath-l2d",
          "wordmath-tuned",
          "ablation",
          "continued",
          "infilling-ar",
          "infilling-diffusion");

  private Recipes() {}

  /// Names of the bundled recipes.
  public static List<String> bundled() {
    return BUNDLED;
  }

  /// A bundled recipe.
  ///
  /// @param changes `path.to.key=value` each; a value is JSON, or else a text
  /// @throws Problem NOT_FOUND if there is none of this name; see [Recipe#read]
  public static Recipe bundled(String name, List<String> changes) {
    if (!BUNDLED.contains(name)) {
      throw new Problem(
          Code.NOT_FOUND,
          "There is no recipe “" + name + "”.",
          "Give a file, or one of: " + String.join(", ", BUNDLED) + ".");
    }
    try (InputStream in = Recipes.class.getResourceAsStream("/recipes/" + name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no recipe " + name);
      }
      return changed(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), changes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A recipe in a file.
  ///
  /// @param changes as above
  public static Recipe file(Path file, List<String> changes) {
    return changed(
        String.valueOf(file.getFileName()), Config.read(file, Recipe.REMEDY).json(), changes);
  }

  /// A recipe with other values.
  ///
  /// @param json the recipe
  /// @param changes as above
  public static Recipe changed(String name, String json, List<String> changes) {
    ObjectNode tree = (ObjectNode) JSON.readTree(json);
    for (String change : changes) {
      int equals = change.indexOf('=');
      if (equals < 1) {
        throw new Problem(
            Code.PARAMETER,
            "“" + change + "” does not say what to set.",
            "Write --set key=value, for example --set steps=500.");
      }
      set(tree, change.substring(0, equals), value(change.substring(equals + 1)), change);
    }
    return Recipe.read(name, tree.toPrettyString());
  }

  private static void set(ObjectNode tree, String path, JsonNode value, String change) {
    String[] keys = path.split("\\.", -1);
    ObjectNode at = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      if (!(at.path(keys[i]) instanceof ObjectNode inner)) {
        throw new Problem(
            Code.PARAMETER,
            "The recipe has no " + path + ", which --set " + change + " would change.",
            "Look at the recipe's own names.");
      }
      at = inner;
    }
    at.set(keys[keys.length - 1], value);
  }

  private static JsonNode value(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return JSON.getNodeFactory().stringNode(text);
    }
  }
}
