package dev.unmask.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The few forms of YAML that model cards use for plain facts: `key: text`, `key: [a, b]`, and a
/// list of `- text` lines below `key:`.
///
/// Everything else (nested objects, anchors, types, folded text) is passed over: a card is only
/// shown, and a full YAML reader is a large door for a small room.
final class FrontMatter {
  private static final int LINES = 2_000;
  private static final Pattern KEY = Pattern.compile("([A-Za-z_][\\w.-]*):(?:\\s+(.*))?");
  private static final Pattern ITEM = Pattern.compile("\\s*-\\s+(.*)");
  private static final Pattern NESTED = Pattern.compile("[\\w.-]+:(?:\\s.*)?");

  private FrontMatter() {}

  /// How many lines the front matter takes, with both `---` lines; 0 if there is none.
  static int end(List<String> lines) {
    if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals("---")) {
      return 0;
    }
    for (int i = 1; i < Math.min(lines.size(), LINES); i++) {
      if (lines.get(i).stripTrailing().equals("---")) {
        return i + 1;
      }
    }
    return 0;
  }

  static Map<String, List<String>> fields(List<String> lines) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    @Nullable String open = null;
    for (String line : lines) {
      Matcher key = KEY.matcher(line.stripTrailing());
      Matcher item = ITEM.matcher(line);
      if (key.matches()) {
        open = key.group(1);
        add(fields, open, key.group(2));
      } else if (open != null && item.matches()) {
        String text = item.group(1).strip();
        if (!NESTED.matcher(text).matches()) {
          add(fields, open, text);
        }
      }
    }
    fields.values().removeIf(List::isEmpty);
    fields.replaceAll((k, v) -> List.copyOf(v));
    return Collections.unmodifiableMap(fields);
  }

  private static void add(Map<String, List<String>> to, String key, @Nullable String value) {
    List<String> values = to.computeIfAbsent(key, k -> new ArrayList<>());
    String text = value == null ? "" : uncommented(value);
    if (text.startsWith("[") && text.endsWith("]")) {
      for (String part : text.substring(1, text.length() - 1).split(",", -1)) {
        addPlain(values, part.strip());
      }
    } else {
      addPlain(values, text);
    }
  }

  private static void addPlain(List<String> values, String text) {
    String plain = text;
    if (text.length() >= 2
        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
        && text.charAt(text.length() - 1) == text.charAt(0)) {
      plain = text.substring(1, text.length() - 1);
    } else if (!text.isEmpty() && "|>&*!{".indexOf(text.charAt(0)) >= 0) {
      return; // block text, anchors, types and objects are not plain facts
    }
    if (!plain.isEmpty()) {
      values.add(plain);
    }
  }

  private static String uncommented(String value) {
    String text = value.strip();
    boolean quoted = text.startsWith("\"") || text.startsWith("'");
    int comment = quoted ? -1 : text.indexOf(" #");
    return comment < 0 ? text : text.substring(0, comment).strip();
  }
}
