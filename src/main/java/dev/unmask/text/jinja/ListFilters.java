package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Filters that go through lists.
final class ListFilters {
  private ListFilters() {}

  static void add(Map<String, Filters.Filter> filters) {
    filters.put("list", (b, v, args) -> Filters.copy(counted(b, v)));
    filters.put("first", (b, v, args) -> first(counted(b, v)));
    filters.put("last", ListFilters::last);
    filters.put("join", ListFilters::join);
    filters.put("reverse", ListFilters::reverse);
    filters.put("sort", ListFilters::sort);
    filters.put("unique", ListFilters::unique);
    filters.put("sum", ListFilters::sum);
    filters.put("min", (b, v, args) -> extreme(b, v, -1));
    filters.put("max", (b, v, args) -> extreme(b, v, 1));
    filters.put("items", ListFilters::items);
    filters.put("dictsort", ListFilters::dictSort);
    filters.put("map", ListFilters::map);
    filters.put("select", (b, v, args) -> select(b, v, args, false, true));
    filters.put("reject", (b, v, args) -> select(b, v, args, false, false));
    filters.put("selectattr", (b, v, args) -> select(b, v, args, true, true));
    filters.put("rejectattr", (b, v, args) -> select(b, v, args, true, false));
    filters.put("batch", ListFilters::batch);
  }

  private static List<?> counted(Budget budget, Object value) {
    List<?> items = Values.elements(budget, value);
    budget.makeList(items.size());
    return items;
  }

  private static Object first(List<?> items) {
    return items.isEmpty() ? new Undefined("the first of nothing") : items.getFirst();
  }

  private static Object last(Budget budget, Object value, Arguments arguments) {
    if (value instanceof Stream stream && !stream.isView()) {
      throw new TemplateFault("a generator has no last element: make it a list first");
    }
    List<?> items = counted(budget, value);
    return items.isEmpty() ? new Undefined("the last of nothing") : items.getLast();
  }

  private static Object join(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("d", "attribute");
    String separator = bound.get(0).map(d -> Printer.text(budget, d)).orElse("");
    List<Object> parts = new ArrayList<>();
    for (Object item : counted(budget, value)) {
      parts.add(bound.get(1).isPresent() ? path(budget, item, bound.get(1).get()) : item);
    }
    return StringMethods.join(budget, separator, parts, false);
  }

  private static Object reverse(Budget budget, Object value, Arguments arguments) {
    if (value instanceof String text) {
      budget.make(text.length());
      return new StringBuilder(text).reverse().toString();
    }
    List<Object> reversed = Filters.copy(counted(budget, value));
    Collections.reverse(reversed);
    return Stream.generator(reversed);
  }

  private static Object sort(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("reverse", "case_sensitive", "attribute");
    boolean caseSensitive = bound.get(1).map(Values::truth).orElse(false);
    Comparator<Object> order =
        (a, b) ->
            Values.compare(
                budget,
                key(budget, a, bound.get(2), caseSensitive),
                key(budget, b, bound.get(2), caseSensitive));
    List<Object> sorted = Filters.copy(counted(budget, value));
    sorted.sort(bound.get(0).map(Values::truth).orElse(false) ? order.reversed() : order);
    return sorted;
  }

  private static Object key(
      Budget budget, Object item, Optional<Object> attribute, boolean caseSensitive) {
    Object key = attribute.isPresent() ? path(budget, item, attribute.get()) : item;
    return !caseSensitive && key instanceof String text ? Python.lower(text) : key;
  }

  private static Object unique(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("case_sensitive", "attribute");
    boolean caseSensitive = bound.get(0).map(Values::truth).orElse(false);
    List<Object> keys = new ArrayList<>();
    List<Object> unique = new ArrayList<>();
    for (Object item : counted(budget, value)) {
      Object key = key(budget, item, bound.get(1), caseSensitive);
      if (!Values.contains(budget, keys, key)) {
        keys.add(key);
        unique.add(item);
      }
    }
    return Stream.generator(unique);
  }

  private static Object sum(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("attribute", "start");
    Object sum = bound.get(1).orElse(0L);
    for (Object item : counted(budget, value)) {
      Object part = bound.get(0).isPresent() ? path(budget, item, bound.get(0).get()) : item;
      sum = Operators.apply(budget, "+", sum, part);
    }
    return sum;
  }

  private static Object extreme(Budget budget, Object value, int sign) {
    List<?> items = counted(budget, value);
    Object best = first(items);
    for (Object item : items) {
      Object key = key(budget, item, Optional.empty(), false);
      Object bestKey = key(budget, best, Optional.empty(), false);
      best = Integer.signum(Values.compare(budget, key, bestKey)) == sign ? item : best;
    }
    return best;
  }

  private static Object items(Budget budget, Object value, Arguments arguments) {
    if (value instanceof Undefined) {
      return Stream.generator(List.of());
    }
    if (value instanceof Map<?, ?> map) {
      return Stream.generator(Members.pairs(map));
    }
    throw new TemplateFault("items needs a dict");
  }

  private static Object dictSort(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("case_sensitive", "by", "reverse");
    if (!(value instanceof Map<?, ?> map)) {
      throw new TemplateFault("dictsort needs a dict");
    }
    int part = bound.get(1).orElse("key").equals("value") ? 1 : 0;
    boolean caseSensitive = bound.get(0).map(Values::truth).orElse(false);
    Comparator<Object> order =
        Comparator.comparing(
            pair -> key(budget, ((Tuple) pair).items().get(part), Optional.empty(), caseSensitive),
            (a, b) -> Values.compare(budget, a, b));
    List<Object> sorted = Members.pairs(map);
    sorted.sort(bound.get(2).map(Values::truth).orElse(false) ? order.reversed() : order);
    return sorted;
  }

  /// `a.b.0`: attributes and places, one after the other.
  private static Object path(Budget budget, Object item, Object path) {
    if (path instanceof Long place) {
      return Members.item(budget, item, place);
    }
    Object value = item;
    for (String name : Values.string(path, "an attribute").split("\\.", -1)) {
      value = Members.item(budget, value, name.matches("\\d{1,9}") ? Long.valueOf(name) : name);
    }
    return value;
  }

  private static Object map(Budget budget, Object value, Arguments arguments) {
    List<Object> mapped = new ArrayList<>();
    Object attribute = arguments.named().get("attribute");
    Object preset = arguments.named().get("default");
    for (Object item : counted(budget, value)) {
      if (attribute != null) {
        Object found = path(budget, item, attribute);
        mapped.add(found instanceof Undefined && preset != null ? preset : found);
      } else {
        String name = Values.string(head(arguments, "map"), "map");
        mapped.add(Filters.apply(budget, name, item, arguments.rest()));
      }
    }
    return Stream.generator(mapped);
  }

  private static Object head(Arguments arguments, String what) {
    if (arguments.positional().isEmpty()) {
      throw new TemplateFault(what + " needs a name");
    }
    return arguments.positional().getFirst();
  }

  private static Object select(
      Budget budget, Object value, Arguments arguments, boolean attribute, boolean wanted) {
    Object path = attribute ? head(arguments, "selectattr") : "";
    Arguments rest = attribute ? arguments.rest() : arguments;
    Predicate<Object> test =
        rest.positional().isEmpty()
            ? Values::truth
            : item ->
                Tests.holds(
                    budget,
                    Values.string(rest.positional().getFirst(), "a test"),
                    item,
                    rest.rest());
    List<Object> selected = new ArrayList<>();
    for (Object item : counted(budget, value)) {
      if (test.test(attribute ? path(budget, item, path) : item) == wanted) {
        selected.add(item);
      }
    }
    return Stream.generator(selected);
  }

  private static Object batch(Budget budget, Object value, Arguments arguments) {
    List<Optional<Object>> bound = arguments.bind("linecount", "fill_with");
    long size = bound.get(0).map(n -> Values.integer(n, "batch")).orElse(0L);
    if (size < 1) {
      throw new TemplateFault("batch needs a size");
    }
    List<Object> batches = new ArrayList<>();
    List<Object> batch = new ArrayList<>();
    for (Object item : counted(budget, value)) {
      if (batch.size() == size) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      Optional<Object> filling = bound.get(1).filter(f -> f != None.NONE);
      while (filling.isPresent() && batch.size() < size) {
        budget.makeList(1);
        batch.add(filling.get());
      }
      batches.add(batch);
    }
    return Stream.generator(batches);
  }
}
