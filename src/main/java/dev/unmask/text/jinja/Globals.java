package dev.unmask.text.jinja;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The functions that every template can call.
final class Globals {
  /// As in jinja2's sandbox.
  private static final long LONGEST_RANGE = 100_000;

  private Globals() {}

  static Map<String, Object> functions(Clock clock) {
    Map<String, Object> functions = new HashMap<>();
    functions.put("range", (Callable) Globals::range);
    functions.put("namespace", (Callable) Globals::namespace);
    functions.put("dict", (Callable) (b, args) -> new LinkedHashMap<Object, Object>(named(args)));
    functions.put("raise_exception", (Callable) Globals::raise);
    functions.put(
        "strftime_now",
        (Callable)
            (b, args) ->
                Strftime.format(
                    LocalDateTime.now(clock), Values.string(args.one(), "strftime_now")));
    return functions;
  }

  private static Map<String, Object> named(Arguments arguments) {
    if (!arguments.positional().isEmpty()) {
      throw new TemplateFault("only values with names are supported here");
    }
    return arguments.named();
  }

  private static Object raise(Budget budget, Arguments arguments) {
    throw new TemplateFault(Printer.text(budget, arguments.one()), true);
  }

  private static Object range(Budget budget, Arguments arguments) {
    List<Long> given =
        arguments.positional().stream().map(value -> Values.integer(value, "range")).toList();
    if (given.isEmpty() || given.size() > 3 || !arguments.named().isEmpty()) {
      throw new TemplateFault("range needs one to three whole numbers");
    }
    long from = given.size() > 1 ? given.get(0) : 0;
    long to = given.size() > 1 ? given.get(1) : given.get(0);
    long step = given.size() > 2 ? given.get(2) : 1;
    if (step == 0) {
      throw new TemplateFault("range cannot have the step 0");
    }
    List<Object> range = new ArrayList<>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      if (range.size() == LONGEST_RANGE) {
        throw new TemplateFault("a range has more than %,d numbers".formatted(LONGEST_RANGE));
      }
      budget.makeList(1);
      range.add(i);
    }
    return range;
  }

  private static Object namespace(Budget budget, Arguments arguments) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (Object given : arguments.positional()) {
      if (!(given instanceof Map<?, ?> map)) {
        throw new TemplateFault("a namespace is made from a dict or from names");
      }
      map.forEach((key, value) -> attributes.put(Values.string(key, "namespace"), value));
    }
    attributes.putAll(arguments.named());
    return new Namespace(attributes);
  }
}
