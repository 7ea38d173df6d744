package dev.unmask.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model's card (`README.md`): what its front matter says, and how its text begins.
///
/// @param fields front matter, key to one or more plain texts; see [FrontMatter]
/// @param excerpt the first paragraph of the text, Markdown, at most 400 characters; may be empty
/// @param text the whole text without front matter, Markdown; of a huge one the beginning
public record ModelCard(Map<String, List<String>> fields, String excerpt, String text) {
  static final String NAME = "README.md";

  private static final int LARGEST = 1 << 20;
  private static final int EXCERPT = 400;

  /// Characters; the longest cards of published models have about half as many.
  private static final int SHOWN = 1 << 16;

  /// Reads a card; of a huge one, the first megabyte. Bytes that are not UTF-8 become U+FFFD.
  ///
  /// @throws dev.unmask.problem.Problem READ if it cannot be read
  public static ModelCard read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
  }

  static ModelCard parse(String text) {
    List<String> lines = text.lines().toList();
    int end = FrontMatter.end(lines);
    List<String> body = lines.subList(end, lines.size());
    String whole = String.join("\n", body).strip();
    return new ModelCard(
        FrontMatter.fields(lines.subList(0, end)),
        excerpt(body),
        whole.length() <= SHOWN ? whole : whole.substring(0, SHOWN - 1) + "…");
  }

  /// The licence as the card names it, for example `apache-2.0`; for `other`, its own name.
  public Optional<String> licence() {
    Optional<String> given = first("license");
    return given.filter(l -> !l.equals("other")).or(() -> first("license_name")).or(() -> given);
  }

  /// The tags, possibly none.
  public List<String> tags() {
    return fields.getOrDefault("tags", List.of());
  }

  /// The first value of a key of the front matter.
  public Optional<String> first(String key) {
    return fields.getOrDefault(key, List.of()).stream().findFirst();
  }

  private static String excerpt(List<String> lines) {
    StringBuilder out = new StringBuilder();
    for (String raw : lines) {
      String line = raw.strip();
      boolean text = !line.isEmpty() && "#<![|`-=".indexOf(line.charAt(0)) < 0;
      if (text) {
        out.append(out.isEmpty() ? "" : " ").append(line);
      } else if (!out.isEmpty()) {
        break;
      }
    }
    return out.length() <= EXCERPT ? out.toString() : out.substring(0, EXCERPT - 1) + "…";
  }
}
