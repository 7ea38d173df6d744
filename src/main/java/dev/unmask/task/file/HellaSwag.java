package dev.unmask.task.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// HellaSwag: `activity_label`, `ctx_a`, `ctx_b`, four `endings`, `label`.
///
/// @see "lm-evaluation-harness, hellaswag, preprocess; DiffuLLaMA, evaluation, HellaSwag"
record HellaSwag() implements FileTask {
  private static final Pattern BRACKETS = Pattern.compile("\\[.*?\\]");

  @Override
  public String name() {
    return "hellaswag";
  }

  @Override
  public String says() {
    return "HellaSwag: which of four endings goes on from a scene.";
  }

  @Override
  public String asPublished() {
    return "the ending is cut into tokens without the space before it";
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    int[] number = {0};
    return new DataFile(file, name())
        .jsonLines(
            most,
            entry -> {
              JsonNode endings = entry.node().get("endings");
              if (endings == null || !endings.isArray() || endings.size() < 2) {
                throw entry.bad("has no list \"endings\"");
              }
              JsonNode said = entry.node().get("label");
              int right = said == null ? -1 : said.asInt(-1);
              if (right < 0 || right >= endings.size()) {
                throw entry.bad("has no label of one of its endings");
              }
              String b = entry.text("ctx_b");
              String begun =
                  b.isEmpty()
                      ? b
                      : b.substring(0, 1).toUpperCase(Locale.ROOT)
                          + b.substring(1).toLowerCase(Locale.ROOT);
              String query =
                  clean(entry.text("activity_label") + ": " + entry.text("ctx_a") + " " + begun);
              List<Item.Option> options = new ArrayList<>();
              for (JsonNode ending : endings) {
                String text = clean(ending.asString());
                options.add(new Item.Option(query, asPublished ? text : " " + text));
              }
              return new Item.Choice(name() + "/" + number[0]++, options, right);
            });
  }

  /// Without what the pages of WikiHow left in the texts.
  static String clean(String text) {
    String plain = text.strip().replace(" [title]", ". ");
    return BRACKETS.matcher(plain).replaceAll("").replace("  ", " ").strip();
  }
}
