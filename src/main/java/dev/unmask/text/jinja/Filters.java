package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `value | name(arguments)`.
///
/// @see "jinja2 3.1, filters.py"
final class Filters {
  /// One filter.
  interface Filter {
    Object apply(Budget budget, Object value, Arguments arguments);
  }

  private static final Map<String, Filter> FILTERS = filters();

  private Filters() {}

  static Object apply(Budget budget, String name, Object value, Arguments arguments) {
    Filter filter = FILTERS.get(name);
    if (filter == null) {
      throw new TemplateFault("the filter '" + name + "' is not known");
    }
    return filter.apply(budget, value, arguments);
  }

  static Set<String> names() {
    return FILTERS.keySet();
  }

  private static Map<String, Filter> filters() {
    Map<String, Filter> filters = new HashMap<>();
    filters.put("default", Filters::preset);
    filters.put("d", Filters::preset);
    filters.put("length", (b, v, args) -> Values.length(v));
    filters.put("count", (b, v, args) -> Values.length(v));
    filters.put("abs", Filters::abs);
    filters.put("int", Filters::integer);
    filters.put("float", Filters::real);
    filters.put("round", Filters::round);
    filters.put("tojson", Filters::toJson);
    filters.put("attr", (b, v, args) -> Members.attribute(b, v, Values.string(args.one(), "attr")));
    filters.put("escape", (b, v, args) -> escape(b, v));
    filters.put("e", (b, v, args) -> escape(b, v));
    filters.put("safe", (b, v, args) -> new Markup(Printer.text(b, v)));
    filters.put("string", (b, v, args) -> Printer.text(b, v));
    TextFilters.add(filters);
    ListFilters.add(filters);
    return filters;
  }

  private static Object preset(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("default_value", "boolean");
    boolean absent =
        value instanceof Undefined
            || (bound.get(1).map(Values::truth).orElse(false) && !Values.truth(value));
    return absent ? bound.get(0).orElse("") : value;
  }

  private static Object abs(Budget budget, Object value, Arguments arguments) {
    arguments.none();
    if (!Values.isNumber(value)) {
      throw new TemplateFault("abs needs a number");
    }
    return Numbers.compare(value, 0L) < 0 ? Numbers.negate(value) : Numbers.apply("+", value, 0L);
  }

  private static Object integer(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("default", "base");
    long base = bound.get(1).map(b -> Values.integer(b, "int")).orElse(10L);
    try {
      if (value instanceof String text) {
        return base == 10 ? (Object) whole(text) : (Object) whole(text, (int) base);
      }
      if (value instanceof Double number) {
        return wholePart(number);
      }
      return Values.integer(value, "int");
    } catch (NumberFormatException | TemplateFault e) {
      return bound.get(0).orElse(0L);
    }
  }

  private static Long whole(String text) {
    String digits = Python.strip(text).replace("_", "");
    return digits.matches("[+-]?\\d+") ? Long.valueOf(digits) : wholePart(parse(text));
  }

  private static Long whole(String text, int base) {
    String digits = Python.strip(text).replace("_", "");
    String prefix = base == 16 ? "0[xX]" : base == 8 ? "0[oO]" : base == 2 ? "0[bB]" : "";
    return Long.valueOf(digits.replaceFirst("^([+-]?)" + prefix, "$1"), base);
  }

  private static Long wholePart(double number) {
    if (Double.isNaN(number) || Math.abs(number) >= 0x1p63) {
      throw new NumberFormatException();
    }
    return (long) number;
  }

  private static double parse(String text) {
    String number = Python.strip(text);
    if (!number.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      throw new NumberFormatException();
    }
    return Double.parseDouble(number);
  }

  private static Object real(Budget budget, Object value, Arguments arguments) {
    Object preset = arguments.bind("default").getFirst().orElse(0.0);
    try {
      return value instanceof String text
          ? (Object) parse(text)
          : Values.isNumber(value) ? (Object) Numbers.real(value) : preset;
    } catch (NumberFormatException e) {
      return preset;
    }
  }

  private static Object round(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("precision", "method");
    long places = bound.get(0).map(p -> Values.integer(p, "round")).orElse(0L);
    String method = bound.get(1).map(m -> Values.string(m, "round")).orElse("common");
    if (!Values.isNumber(value)) {
      throw new TemplateFault("round needs a number");
    }
    double number = Numbers.real(value);
    double scale = Math.pow(10, (double) places);
    return switch (method) {
      case "common" ->
          value instanceof Double
              ? (Object) Numbers.round(number, places)
              : roundWhole(value, places);
      case "ceil" -> Math.ceil(number * scale) / scale;
      case "floor" -> Math.floor(number * scale) / scale;
      default -> throw new TemplateFault("round knows common, ceil and floor");
    };
  }

  /// Whole numbers stay whole.
  private static Object roundWhole(Object value, long places) {
    return places >= 0
        ? Numbers.apply("+", value, 0L)
        : (Object) (long) Numbers.round(Numbers.real(value), places);
  }

  private static Object toJson(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound =
        arguments.bind("ensure_ascii", "indent", "separators", "sort_keys");
    Optional<Object> indent = bound.get(1).filter(i -> i != None.NONE);
    String step =
        indent.map(i -> i instanceof String text ? text : " ".repeat(width(budget, i))).orElse("");
    String itemSeparator = indent.isPresent() ? "," : ", ";
    String keySeparator = ": ";
    if (bound.get(2).isPresent() && bound.get(2).get() != None.NONE) {
      List<?> separators = Values.elements(budget, bound.get(2).get());
      if (separators.size() != 2) {
        throw new TemplateFault("separators are two texts");
      }
      itemSeparator = Values.string(separators.get(0), "tojson");
      keySeparator = Values.string(separators.get(1), "tojson");
    }
    boolean ascii = bound.get(0).map(Values::truth).orElse(false);
    boolean sort = bound.get(3).map(Values::truth).orElse(false);
    return new JsonPrinter(
            budget, indent.isPresent(), step, itemSeparator, keySeparator, sort, ascii)
        .print(value);
  }

  static int width(Budget budget, Object value) {
    long width = Math.max(0, Values.integer(value, "a width"));
    budget.make(width);
    return (int) width;
  }

  private static Object escape(Budget budget, Object value) {
    String text = Printer.text(budget, value);
    budget.make(5L * text.length());
    return new Markup(
        text.replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace("\"", "&#34;"));
  }

  /// The texts of a value that is made into a text first, as most text filters do.
  static String soft(Budget budget, Object value) {
    return Printer.text(budget, value);
  }

  static List<Object> copy(List<?> items) {
    return new ArrayList<>(items);
  }
}
