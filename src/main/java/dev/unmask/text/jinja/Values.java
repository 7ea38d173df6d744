package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Python's operators see in values: truth, equality, order, elements.
final class Values {
  private Values() {}

  /// Takes a plain Java value in: text, number, truth value, list, map or null.
  ///
  /// @throws IllegalArgumentException for any other object: no other may enter a template
  static Object of(@Nullable Object value) {
    return switch (value) {
      case null -> None.NONE;
      case String text -> text;
      case Boolean truth -> truth;
      case Long number -> number;
      case Integer number -> number.longValue();
      case Double number -> number;
      case List<?> list -> {
        List<Object> items = new ArrayList<>();
        list.forEach(item -> items.add(of(item)));
        yield items;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> items = new LinkedHashMap<>();
        map.forEach((key, item) -> items.put(of(key), of(item)));
        yield items;
      }
      default -> throw new IllegalArgumentException("no plain value: " + value.getClass());
    };
  }

  static boolean truth(Object value) {
    return switch (value) {
      case Boolean truth -> truth;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case Markup markup -> !markup.text().isEmpty();
      case List<?> list -> !list.isEmpty();
      case Tuple tuple -> !tuple.items().isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      case Stream stream -> !stream.isView() || !stream.take().isEmpty();
      case None none -> false;
      case Undefined undefined -> false;
      default -> true;
    };
  }

  static String type(Object value) {
    return switch (value) {
      case Boolean truth -> "bool";
      case Long number -> "int";
      case Double number -> "float";
      case String text -> "str";
      case List<?> list -> "list";
      case Tuple tuple -> "tuple";
      case Map<?, ?> map -> "dict";
      case None none -> "none";
      case Undefined undefined -> "undefined";
      default -> "object";
    };
  }

  static boolean equal(Budget budget, Object a, Object b) {
    budget.step();
    budget.enter();
    try {
      if (isNumber(a) && isNumber(b)) {
        return Numbers.compare(a, b) == 0;
      }
      if (a instanceof Undefined || b instanceof Undefined) {
        return a instanceof Undefined && b instanceof Undefined;
      }
      if (a instanceof List<?> x && b instanceof List<?> y) {
        return equalItems(budget, x, y);
      }
      if (a instanceof Tuple x && b instanceof Tuple y) {
        return equalItems(budget, x.items(), y.items());
      }
      if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
        return equalMaps(budget, x, y);
      }
      return a == b || (a instanceof String && a.equals(b));
    } finally {
      budget.leave();
    }
  }

  private static boolean equalItems(Budget budget, List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(budget, a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalMaps(Budget budget, Map<?, ?> a, Map<?, ?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      Object other = b.get(entry.getKey());
      if (other == null || !equal(budget, entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  /// Order of numbers, of texts, of lists.
  ///
  /// @throws TemplateFault for values that have no order
  static int compare(Budget budget, Object a, Object b) {
    budget.step();
    if (isNumber(a) && isNumber(b)) {
      return Numbers.compare(a, b);
    }
    if (a instanceof String x && b instanceof String y) {
      return compareTexts(x, y);
    }
    List<?> x = a instanceof Tuple tuple ? tuple.items() : a instanceof List<?> l ? l : null;
    List<?> y = b instanceof Tuple tuple ? tuple.items() : b instanceof List<?> l ? l : null;
    if (x == null || y == null || !type(a).equals(type(b))) {
      throw a instanceof Undefined u
          ? u.fault()
          : new TemplateFault(type(a) + " and " + type(b) + " have no order");
    }
    budget.enter();
    for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
      if (!equal(budget, x.get(i), y.get(i))) {
        int order = compare(budget, x.get(i), y.get(i));
        budget.leave();
        return order;
      }
    }
    budget.leave();
    return Integer.compare(x.size(), y.size());
  }

  /// By code points; UTF-16 order differs above U+FFFF.
  private static int compareTexts(String a, String b) {
    int at = 0;
    while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) {
      at++;
    }
    if (at == a.length() || at == b.length()) {
      return Integer.compare(a.length(), b.length());
    }
    return Character.isSurrogate(a.charAt(at)) == Character.isSurrogate(b.charAt(at))
        ? Character.compare(a.charAt(at), b.charAt(at))
        : Character.isSurrogate(a.charAt(at)) ? 1 : -1;
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  /// What a loop goes through: elements, keys of a map, characters of a text.
  ///
  /// @throws TemplateFault for values without elements
  static List<?> elements(Budget budget, Object value) {
    return switch (value) {
      case List<?> list -> list;
      case Tuple tuple -> tuple.items();
      case Stream stream -> stream.take();
      case Map<?, ?> map -> List.copyOf(map.keySet());
      case Undefined undefined -> List.of();
      case String text -> {
        budget.makeList(text.length());
        yield Python.characters(text);
      }
      default -> throw new TemplateFault(type(value) + " has no elements");
    };
  }

  static long length(Object value) {
    return switch (value) {
      case String text -> Python.length(text);
      case List<?> list -> list.size();
      case Tuple tuple -> tuple.items().size();
      case Map<?, ?> map -> map.size();
      case Undefined undefined -> 0;
      case Stream stream when stream.isView() -> stream.take().size();
      default -> throw new TemplateFault(type(value) + " has no length");
    };
  }

  static boolean contains(Budget budget, Object container, Object value) {
    if (container instanceof String text) {
      if (value instanceof String part) {
        return text.contains(part);
      }
      throw new TemplateFault("only a text can be in a text");
    }
    if (container instanceof Map<?, ?> map) {
      return map.containsKey(value);
    }
    for (Object element : elements(budget, container)) {
      if (equal(budget, element, value)) {
        return true;
      }
    }
    return false;
  }

  /// A text that is not made from another value.
  ///
  /// @throws TemplateFault if it is something else
  static String string(Object value, String where) {
    if (value instanceof String text) {
      return text;
    }
    throw value instanceof Undefined undefined
        ? undefined.fault()
        : new TemplateFault(where + " needs a text and got " + type(value));
  }

  /// A whole number.
  ///
  /// @throws TemplateFault if it is something else
  static long integer(Object value, String where) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    throw value instanceof Undefined undefined
        ? undefined.fault()
        : new TemplateFault(where + " needs a whole number and got " + type(value));
  }
}
