package dev.unmask.text.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Values as text: what `{{ value }}` prints, and Python's `repr` inside lists and maps.
final class Printer {
  private final Budget budget;
  private final StringBuilder out = new StringBuilder();

  private Printer(Budget budget) {
    this.budget = budget;
  }

  /// `str(value)`.
  static String text(Budget budget, Object value) {
    return switch (value) {
      case String text -> text;
      case Markup markup -> markup.text();
      case Undefined undefined -> "";
      default -> repr(budget, value);
    };
  }

  /// `repr(value)`.
  static String repr(Budget budget, Object value) {
    Printer printer = new Printer(budget);
    printer.print(value);
    return printer.out.toString();
  }

  private void print(Object value) {
    budget.step();
    budget.enter();
    int before = out.length();
    switch (value) {
      case None none -> out.append("None");
      case Boolean truth -> out.append(truth ? "True" : "False");
      case Long number -> out.append(number);
      case Double number -> out.append(Numbers.print(number));
      case String text -> quote(text);
      case Undefined undefined -> out.append("Undefined");
      case Tuple tuple -> {
        items('(', tuple.items().iterator());
        out.append(tuple.items().size() == 1 ? ",)" : ")");
      }
      case List<?> list -> {
        items('[', list.iterator());
        out.append(']');
      }
      case Map<?, ?> map -> map(map);
      default -> throw new TemplateFault("a function or generator cannot be printed");
    }
    budget.leave();
    budget.make(out.length() - before);
  }

  private void items(char open, Iterator<?> items) {
    out.append(open);
    while (items.hasNext()) {
      print(items.next());
      out.append(items.hasNext() ? ", " : "");
    }
  }

  private void map(Map<?, ?> map) {
    out.append('{');
    String comma = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(comma);
      print(entry.getKey());
      out.append(": ");
      print(entry.getValue());
      comma = ", ";
    }
    out.append('}');
  }

  private void quote(String text) {
    budget.make(text.length());
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    text.codePoints().forEach(c -> character(c, quote));
    out.append(quote);
  }

  private void character(int c, char quote) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (printable(c)) {
          out.appendCodePoint(c);
        } else {
          out.append((c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
        }
      }
    }
  }

  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
