package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `value.name` and `value[key]`: what can be reached from a value. The list is closed: nothing of
/// Java is ever looked up by name.
final class Members {
  private Members() {}

  /// @throws TemplateFault if the value is undefined
  static Object attribute(Budget budget, Object value, String name) {
    if (value instanceof Undefined undefined) {
      throw undefined.fault();
    }
    Optional<Callable> method =
        switch (value) {
          case String text -> StringMethods.find(text, name);
          case Map<?, ?> map -> mapMethod(map, name);
          case List<?> list -> listMethod(list, name);
          case Tuple tuple -> listMethod(tuple.items(), name);
          default -> Optional.empty();
        };
    if (method.isPresent()) {
      return method.get();
    }
    return switch (value) {
      case Map<?, ?> map -> get(map, name);
      case Namespace namespace -> namespace.get(name);
      case Loop loop -> loop.attribute(name);
      default -> new Undefined(name);
    };
  }

  private static Object get(Map<?, ?> map, Object key) {
    Object found = map.get(key);
    return found == null ? new Undefined(String.valueOf(key)) : found;
  }

  /// @throws TemplateFault if the value is undefined
  static Object item(Budget budget, Object value, Object key) {
    if (value instanceof Undefined undefined) {
      throw undefined.fault();
    }
    if (value instanceof Map<?, ?> map && map.containsKey(key)) {
      return get(map, key);
    }
    if (key instanceof Long || key instanceof Boolean) {
      long place = Values.integer(key, "a place");
      if (value instanceof List<?> list) {
        return at(list, place);
      }
      if (value instanceof Tuple tuple) {
        return at(tuple.items(), place);
      }
      if (value instanceof String text) {
        budget.makeList(text.length());
        return at(Python.characters(text), place);
      }
    }
    return key instanceof String name
        ? attribute(budget, value, name)
        : new Undefined(Printer.text(budget, key));
  }

  private static Object at(List<?> list, long place) {
    long index = place < 0 ? place + list.size() : place;
    return index >= 0 && index < list.size()
        ? list.get((int) index)
        : new Undefined("item " + place);
  }

  /// `value[from:to:step]`.
  static Object slice(
      Budget budget, Object value, Optional<Long> from, Optional<Long> to, Optional<Long> step) {
    return switch (value) {
      case String text -> {
        budget.makeList(text.length());
        StringBuilder joined = new StringBuilder();
        slice(Python.characters(text), from, to, step).forEach(joined::append);
        yield joined.toString();
      }
      case List<?> list -> {
        budget.makeList(list.size());
        yield slice(list, from, to, step);
      }
      case Tuple tuple -> new Tuple(slice(tuple.items(), from, to, step));
      case Undefined undefined -> throw undefined.fault();
      default -> throw new TemplateFault(Values.type(value) + " has no parts");
    };
  }

  private static List<Object> slice(
      List<?> items, Optional<Long> from, Optional<Long> to, Optional<Long> step) {
    long stride = step.orElse(1L);
    if (stride == 0) {
      throw new TemplateFault("a slice cannot have the step 0");
    }
    int size = items.size();
    boolean forward = stride > 0;
    long first = bound(from, size, forward ? 0 : size - 1, forward);
    long last = bound(to, size, forward ? size : -1, forward);
    List<Object> part = new ArrayList<>();
    for (long i = first; forward ? i < last : i > last; i += stride) {
      part.add(items.get((int) i));
    }
    return part;
  }

  private static long bound(Optional<Long> given, int size, long preset, boolean forward) {
    if (given.isEmpty()) {
      return preset;
    }
    long place = given.get() < 0 ? Math.max(given.get(), -(long) size - 1) + size : given.get();
    long low = forward ? 0 : -1;
    long high = forward ? size : size - 1L;
    return Math.max(low, Math.min(high, place));
  }

  private static Optional<Callable> mapMethod(Map<?, ?> map, String name) {
    return switch (name) {
      case "items" -> method(() -> Stream.view(pairs(map)));
      case "keys" -> method(() -> Stream.view(List.copyOf(map.keySet())));
      case "values" -> method(() -> Stream.view(List.copyOf(map.values())));
      case "get" ->
          Optional.of(
              (budget, arguments) -> {
                List<Optional<Object>> bound = arguments.bind("key", "default");
                Object key = bound.get(0).orElseThrow(() -> new TemplateFault("get needs a key"));
                Object found = map.get(key);
                return found == null ? bound.get(1).orElse(None.NONE) : found;
              });
      default -> refuseChange(name, "pop", "update", "clear", "setdefault", "popitem");
    };
  }

  /// Keys and values of a map as tuples.
  static List<Object> pairs(Map<?, ?> map) {
    List<Object> pairs = new ArrayList<>();
    map.forEach((key, value) -> pairs.add(Tuple.of(key, value)));
    return pairs;
  }

  private static Optional<Callable> listMethod(List<?> list, String name) {
    return switch (name) {
      case "index" ->
          Optional.of(
              (budget, arguments) -> {
                for (int i = 0; i < list.size(); i++) {
                  if (Values.equal(budget, list.get(i), arguments.one())) {
                    return (long) i;
                  }
                }
                throw new TemplateFault("the list does not have this element");
              });
      case "count" ->
          Optional.of(
              (budget, arguments) ->
                  list.stream()
                      .filter(item -> Values.equal(budget, item, arguments.one()))
                      .count());
      default -> refuseChange(name, "append", "extend", "insert", "pop", "remove", "clear", "sort");
    };
  }

  /// Transformers renders in a sandbox whose lists and maps cannot be changed.
  private static Optional<Callable> refuseChange(String name, String... changing) {
    return List.of(changing).contains(name)
        ? Optional.of(
            (budget, arguments) -> {
              throw new TemplateFault("a template cannot change its input ('" + name + "')");
            })
        : Optional.empty();
  }

  private static Optional<Callable> method(Supplier<Object> result) {
    return Optional.of(
        (budget, arguments) -> {
          arguments.none();
          return result.get();
        });
  }
}
