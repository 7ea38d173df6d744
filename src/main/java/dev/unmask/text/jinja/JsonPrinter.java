package dev.unmask.text.jinja;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `tojson` as transformers defines it: `json.dumps(value, ensure_ascii=False, ...)`.
final class JsonPrinter {
  private final Budget budget;
  private final boolean lines;
  private final String indent;
  private final String itemSeparator;
  private final String keySeparator;
  private final boolean sortKeys;
  private final boolean ascii;
  private final StringBuilder out = new StringBuilder();

  /// @param lines whether every element has a line of its own
  /// @param indent what each level is indented by then
  JsonPrinter(
      Budget budget,
      boolean lines,
      String indent,
      String itemSeparator,
      String keySeparator,
      boolean sortKeys,
      boolean ascii) {
    this.budget = budget;
    this.lines = lines;
    this.indent = indent;
    this.itemSeparator = itemSeparator;
    this.keySeparator = keySeparator;
    this.sortKeys = sortKeys;
    this.ascii = ascii;
  }

  String print(Object value) {
    print(value, 0);
    return out.toString();
  }

  private void print(Object value, int level) {
    budget.step();
    budget.enter();
    budget.make(4 + (long) level * indent.length());
    switch (value) {
      case None none -> out.append("null");
      case Boolean truth -> out.append(truth);
      case Long number -> out.append(number);
      case Double number -> out.append(real(number));
      case String text -> quote(text);
      case List<?> list -> list(list, level);
      case Tuple tuple -> list(tuple.items(), level);
      case Map<?, ?> map -> map(map, level);
      default -> throw new TemplateFault(Values.type(value) + " cannot be written as JSON");
    }
    budget.leave();
  }

  private static String real(double number) {
    return Double.isNaN(number)
        ? "NaN"
        : Double.isInfinite(number)
            ? (number > 0 ? "Infinity" : "-Infinity")
            : Numbers.print(number);
  }

  private void list(List<?> items, int level) {
    out.append('[');
    String before = "";
    for (Object item : items) {
      out.append(before);
      newLine(level + 1);
      print(item, level + 1);
      before = itemSeparator;
    }
    if (!items.isEmpty()) {
      newLine(level);
    }
    out.append(']');
  }

  private void map(Map<?, ?> map, int level) {
    out.append('{');
    String before = "";
    Map<?, ?> ordered = map;
    if (sortKeys) {
      Map<Object, Object> sorted = new TreeMap<>((a, b) -> Values.compare(budget, a, b));
      sorted.putAll(map);
      ordered = sorted;
    }
    for (Map.Entry<?, ?> entry : ordered.entrySet()) {
      out.append(before);
      newLine(level + 1);
      key(entry.getKey());
      out.append(keySeparator);
      print(entry.getValue(), level + 1);
      before = itemSeparator;
    }
    if (!map.isEmpty()) {
      newLine(level);
    }
    out.append('}');
  }

  private void key(Object key) {
    switch (key) {
      case String text -> quote(text);
      case None none -> out.append("\"null\"");
      case Boolean truth -> out.append('"').append(truth).append('"');
      case Long number -> out.append('"').append(number).append('"');
      case Double number -> out.append('"').append(real(number)).append('"');
      default -> throw new TemplateFault("a key of JSON must be a text or a number");
    }
  }

  private void newLine(int level) {
    if (lines) {
      out.append('\n').append(indent.repeat(level));
    }
  }

  private void quote(String text) {
    budget.make(text.length());
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20 || (ascii && c > 0x7E)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
