package dev.unmask.text.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Filters that make texts from texts.
final class TextFilters {
  private static final Pattern WORD = Pattern.compile("[^-\\s({\\[<]+");

  private TextFilters() {}

  static void add(Map<String, Filters.Filter> filters) {
    filters.put("upper", (b, v, args) -> Python.upper(text(b, v, args)));
    filters.put("lower", (b, v, args) -> Python.lower(text(b, v, args)));
    filters.put("capitalize", (b, v, args) -> Python.capitalize(text(b, v, args)));
    filters.put("title", (b, v, args) -> title(text(b, v, args)));
    filters.put("trim", TextFilters::trim);
    filters.put("replace", TextFilters::replace);
    filters.put("indent", TextFilters::indent);
    filters.put("center", TextFilters::center);
    filters.put("truncate", TextFilters::truncate);
    filters.put("wordcount", (b, v, args) -> wordCount(text(b, v, args)));
    filters.put("format", (b, v, args) -> format(b, v, args));
  }

  private static String text(Budget budget, Object value, Arguments arguments) {
    arguments.none();
    String text = Filters.soft(budget, value);
    budget.make(text.length());
    return text;
  }

  private static String title(String text) {
    Matcher word = WORD.matcher(text);
    return word.replaceAll(m -> Matcher.quoteReplacement(Python.capitalize(m.group())));
  }

  private static Object trim(Budget budget, Object value, Arguments arguments) {
    Optional<Object> characters =
        arguments.bind("chars").getFirst().filter(given -> given != None.NONE);
    String text = Filters.soft(budget, value);
    budget.make(text.length());
    return characters.isEmpty()
        ? Python.strip(text)
        : Python.strip(text, Values.string(characters.get(), "trim"), true, true);
  }

  private static Object replace(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("old", "new", "count");
    if (bound.get(0).isEmpty() || bound.get(1).isEmpty()) {
      throw new TemplateFault("replace needs two texts");
    }
    return StringMethods.replace(
        budget,
        Filters.soft(budget, value),
        Filters.soft(budget, bound.get(0).get()),
        Filters.soft(budget, bound.get(1).get()),
        bound
            .get(2)
            .filter(n -> n != None.NONE)
            .map(n -> Values.integer(n, "replace"))
            .orElse(-1L));
  }

  private static Object indent(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("width", "first", "blank");
    Object width = bound.get(0).orElse(4L);
    String step = width instanceof String given ? given : " ".repeat(Filters.width(budget, width));
    boolean first = bound.get(1).map(Values::truth).orElse(false);
    boolean blank = bound.get(2).map(Values::truth).orElse(false);
    List<Object> lines = Python.lines(Values.string(value, "indent") + "\n", false);
    StringBuilder indented = new StringBuilder(first ? step : "");
    for (int i = 0; i < lines.size(); i++) {
      String line = (String) lines.get(i);
      String before = i == 0 ? "" : "\n" + (blank || !line.isEmpty() ? step : "");
      budget.make(line.length() + (long) before.length());
      indented.append(before).append(line);
    }
    return indented.toString();
  }

  private static Object center(Budget budget, Object value, Arguments arguments) {
    int width = arguments.bind("width").getFirst().map(w -> Filters.width(budget, w)).orElse(80);
    String text = Filters.soft(budget, value);
    int room = Math.max(0, width - Python.length(text));
    // Python gives the odd space to the left where the width is odd.
    int left = room / 2 + (room & width & 1);
    budget.make(text.length());
    return " ".repeat(left) + text + " ".repeat(room - left);
  }

  private static Object truncate(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("length", "killwords", "end", "leeway");
    long length = bound.get(0).map(n -> Values.integer(n, "truncate")).orElse(255L);
    boolean kill = bound.get(1).map(Values::truth).orElse(false);
    String end = bound.get(2).map(e -> Values.string(e, "truncate")).orElse("...");
    long leeway =
        bound.get(3).filter(n -> n != None.NONE).map(n -> Values.integer(n, "truncate")).orElse(5L);
    String text = Values.string(value, "truncate");
    budget.make(text.length());
    if (Python.length(text) <= length + leeway) {
      return text;
    }
    if (length < Python.length(end)) {
      throw new TemplateFault("truncate needs room for its end");
    }
    int keep = text.offsetByCodePoints(0, (int) length - Python.length(end));
    String kept = text.substring(0, keep);
    int space = kept.lastIndexOf(' ');
    return (kill || space < 0 ? kept : kept.substring(0, space)) + end;
  }

  private static Object wordCount(String text) {
    return Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS).matcher(text).results().count();
  }

  private static Object format(Budget budget, Object value, Arguments arguments) {
    if (!arguments.named().isEmpty()) {
      throw new TemplateFault("format by names is not supported");
    }
    return Formats.percent(budget, Filters.soft(budget, value), new Tuple(arguments.positional()));
  }
}
