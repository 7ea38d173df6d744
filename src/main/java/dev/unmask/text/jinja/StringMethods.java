package dev.unmask.text.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Python's methods of texts.
final class StringMethods {
  private interface Method {
    Object call(Budget budget, String text, Arguments arguments);
  }

  private static final Map<String, Method> METHODS = methods();

  private StringMethods() {}

  static Optional<Callable> find(String text, String name) {
    Method method = METHODS.get(name);
    return method == null
        ? Optional.empty()
        : Optional.of(
            (budget, arguments) -> {
              budget.makeList(name.contains("split") ? text.length() : text.length() / 8);
              return method.call(budget, text, arguments);
            });
  }

  private static Map<String, Method> methods() {
    Map<String, Method> methods = new HashMap<>();
    methods.put("strip", (b, text, args) -> strip(text, args, true, true));
    methods.put("lstrip", (b, text, args) -> strip(text, args, true, false));
    methods.put("rstrip", (b, text, args) -> strip(text, args, false, true));
    methods.put("split", (b, text, args) -> split(text, args, false));
    methods.put("rsplit", (b, text, args) -> split(text, args, true));
    methods.put("splitlines", StringMethods::lines);
    methods.put("partition", (b, text, args) -> partition(text, args, false));
    methods.put("rpartition", (b, text, args) -> partition(text, args, true));
    methods.put("startswith", (b, text, args) -> begins(text, args, true));
    methods.put("endswith", (b, text, args) -> begins(text, args, false));
    methods.put("removeprefix", (b, text, args) -> remove(text, args, true));
    methods.put("removesuffix", (b, text, args) -> remove(text, args, false));
    methods.put("find", (b, text, args) -> place(text, args, false));
    methods.put("rfind", (b, text, args) -> place(text, args, true));
    methods.put("index", StringMethods::index);
    methods.put("count", (b, text, args) -> count(text, string(args)));
    methods.put("replace", StringMethods::replace);
    methods.put("join", StringMethods::join);
    methods.put("format", Formats::format);
    methods.put("upper", (b, text, args) -> plain(args, Python.upper(text)));
    methods.put("lower", (b, text, args) -> plain(args, Python.lower(text)));
    methods.put("capitalize", (b, text, args) -> plain(args, Python.capitalize(text)));
    methods.put("title", (b, text, args) -> plain(args, Formats.title(text)));
    methods.put("isdigit", (b, text, args) -> all(text, Character::isDigit));
    methods.put("isdecimal", (b, text, args) -> all(text, Character::isDigit));
    methods.put("isnumeric", (b, text, args) -> all(text, Character::isDigit));
    methods.put("isalpha", (b, text, args) -> all(text, Character::isLetter));
    methods.put("isalnum", (b, text, args) -> all(text, Character::isLetterOrDigit));
    methods.put("isspace", (b, text, args) -> all(text, Python::isSpace));
    methods.put("isupper", (b, text, args) -> cased(text, Python.upper(text)));
    methods.put("islower", (b, text, args) -> cased(text, Python.lower(text)));
    return methods;
  }

  private static Object plain(Arguments arguments, String result) {
    arguments.none();
    return result;
  }

  private static boolean all(String text, IntPredicate test) {
    return !text.isEmpty() && text.codePoints().allMatch(test);
  }

  private static boolean cased(String text, String changed) {
    return text.equals(changed) && !Python.upper(text).equals(Python.lower(text));
  }

  private static String string(Arguments arguments) {
    return Values.string(arguments.one(), "a method");
  }

  private static boolean isNone(Optional<Object> value) {
    return value.isEmpty() || value.get() == None.NONE;
  }

  private static Object strip(String text, Arguments arguments, boolean left, boolean right) {
    Optional<Object> characters = arguments.bind("chars").getFirst();
    if (isNone(characters)) {
      String stripped = left ? Python.stripLeft(text) : text;
      return right ? Python.stripRight(stripped) : stripped;
    }
    return Python.strip(text, Values.string(characters.orElseThrow(), "strip"), left, right);
  }

  private static Object split(String text, Arguments arguments, boolean fromRight) {
    List<Optional<Object>> bound = arguments.bind("sep", "maxsplit");
    long most = bound.get(1).map(n -> Values.integer(n, "split")).orElse(-1L);
    if (isNone(bound.get(0))) {
      if (fromRight && most >= 0) {
        throw new TemplateFault("rsplit at white space with a limit is not supported");
      }
      return Python.words(text, most);
    }
    String separator = Values.string(bound.get(0).orElseThrow(), "split");
    if (separator.isEmpty()) {
      throw new TemplateFault("split needs a separator that is not empty");
    }
    return fromRight
        ? Python.splitFromRight(text, separator, most)
        : Python.split(text, separator, most);
  }

  private static Object lines(Budget budget, String text, Arguments arguments) {
    boolean keep = arguments.bind("keepends").getFirst().map(Values::truth).orElse(false);
    return Python.lines(text, keep);
  }

  private static Object partition(String text, Arguments arguments, boolean fromRight) {
    String separator = string(arguments);
    int found = fromRight ? text.lastIndexOf(separator) : text.indexOf(separator);
    if (separator.isEmpty()) {
      throw new TemplateFault("partition needs a separator that is not empty");
    }
    if (found < 0) {
      return fromRight ? Tuple.of("", "", text) : Tuple.of(text, "", "");
    }
    return Tuple.of(
        text.substring(0, found), separator, text.substring(found + separator.length()));
  }

  private static Object begins(String text, Arguments arguments, boolean start) {
    Object given = arguments.one();
    List<?> parts = given instanceof Tuple tuple ? tuple.items() : List.of(given);
    return parts.stream()
        .map(part -> Values.string(part, "startswith"))
        .anyMatch(part -> start ? text.startsWith(part) : text.endsWith(part));
  }

  private static Object remove(String text, Arguments arguments, boolean start) {
    String part = string(arguments);
    if (start) {
      return text.startsWith(part) ? text.substring(part.length()) : text;
    }
    return text.endsWith(part) ? text.substring(0, text.length() - part.length()) : text;
  }

  private static Object place(String text, Arguments arguments, boolean fromRight) {
    String part = string(arguments);
    int found = fromRight ? text.lastIndexOf(part) : text.indexOf(part);
    return found < 0 ? -1L : (long) text.codePointCount(0, found);
  }

  private static Object index(Budget budget, String text, Arguments arguments) {
    Object found = place(text, arguments, false);
    if (found.equals(-1L)) {
      throw new TemplateFault("the text does not have this part");
    }
    return found;
  }

  private static Object count(String text, String part) {
    if (part.isEmpty()) {
      return Python.length(text) + 1L;
    }
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static Object replace(Budget budget, String text, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("old", "new", "count");
    if (bound.get(0).isEmpty() || bound.get(1).isEmpty()) {
      throw new TemplateFault("replace needs two texts");
    }
    return replace(
        budget,
        text,
        Values.string(bound.get(0).get(), "replace"),
        Values.string(bound.get(1).get(), "replace"),
        bound.get(2).map(n -> Values.integer(n, "replace")).orElse(-1L));
  }

  /// `str.replace`, at most `most` times if that is not negative.
  static String replace(Budget budget, String text, String from, String to, long most) {
    StringBuilder replaced = new StringBuilder();
    int copied = 0;
    long done = 0;
    int at = text.indexOf(from);
    while (at >= 0 && (most < 0 || done < most)) {
      budget.step();
      budget.make(at - copied + (long) to.length());
      replaced.append(text, copied, at).append(to);
      copied = at + from.length();
      done++;
      // An empty text stands before every character and at the end.
      int next = from.isEmpty() ? at + 1 : copied;
      if (from.isEmpty() && at < text.length()) {
        replaced.append(text.charAt(at));
        copied = at + 1;
      }
      at = next > text.length() ? -1 : text.indexOf(from, next);
    }
    budget.make(text.length() - copied);
    return replaced.append(text, Math.min(copied, text.length()), text.length()).toString();
  }

  private static Object join(Budget budget, String text, Arguments arguments) {
    return join(budget, text, Values.elements(budget, arguments.one()), true);
  }

  /// @param strict whether every element must be a text
  static String join(Budget budget, String separator, List<?> parts, boolean strict) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      Object part = parts.get(i);
      String text = strict ? Values.string(part, "join") : Printer.text(budget, part);
      budget.make(text.length() + (long) separator.length());
      joined.append(i > 0 ? separator : "").append(text);
    }
    return joined.toString();
  }
}
