package dev.unmask.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values of the parameters of one catalogue, all allowed. Immutable.
///
/// Keys of a JSON object that the catalogue does not know are carried along and written again, so
/// that a file of a newer version loses nothing here.
public final class Values {
  private final List<Parameter<?>> catalogue;
  private final Map<Parameter<?>, Object> set;
  private final ObjectNode unknown;

  private Values(List<Parameter<?>> catalogue, Map<Parameter<?>, Object> set, ObjectNode unknown) {
    this.catalogue = catalogue;
    this.set = Map.copyOf(set);
    this.unknown = unknown;
  }

  /// Every parameter at its default.
  public static Values defaults(List<Parameter<?>> catalogue) {
    return new Values(List.copyOf(catalogue), Map.of(), JsonNodeFactory.instance.objectNode());
  }

  /// The parameters, in the order in which a form shows them.
  public List<Parameter<?>> catalogue() {
    return catalogue;
  }

  /// The value of a parameter: its default where nothing was said.
  public <T> T get(Parameter<T> parameter) {
    Object value = set.get(parameter);
    if (value == null) {
      return parameter.fallback();
    }
    @SuppressWarnings("unchecked") // `with` is the only way in, and it takes a T
    T typed = (T) value;
    return typed;
  }

  /// A whole number that fits an `int`.
  public int whole(Parameter<Long> parameter) {
    return Math.toIntExact(get(parameter));
  }

  /// Whether the value differs from the default.
  public boolean changed(Parameter<?> parameter) {
    return set.containsKey(parameter);
  }

  /// The same values but one.
  ///
  /// @throws dev.unmask.problem.Problem PARAMETER if the value is not allowed
  public <T> Values with(Parameter<T> parameter, T value) {
    if (!catalogue.contains(parameter)) {
      throw new IllegalArgumentException(parameter.name());
    }
    Map<Parameter<?>, Object> next = new LinkedHashMap<>(set);
    if (parameter.checked(value).equals(parameter.fallback())) {
      next.remove(parameter);
    } else {
      next.put(parameter, Objects.requireNonNull(value));
    }
    return new Values(catalogue, next, unknown);
  }

  /// The same values but one, read from text.
  ///
  /// @throws dev.unmask.problem.Problem PARAMETER if the text is not an allowed value
  public <T> Values parsed(Parameter<T> parameter, String text) {
    return with(parameter, parameter.parse(text));
  }

  /// All values as a JSON object, defaults included: a default may change with a later version, a
  /// finished run may not.
  ObjectNode toJson() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    for (Parameter<?> p : catalogue) {
      switch (get(p)) {
        case Long n -> out.put(p.name(), n);
        case Double d -> out.put(p.name(), d);
        case Boolean b -> out.put(p.name(), b);
        case Object text -> out.put(p.name(), text.toString());
      }
    }
    out.setAll(unknown);
    return out;
  }

  /// The values of a JSON object.
  ///
  /// @throws dev.unmask.problem.Problem PARAMETER if a known value is not allowed
  static Values fromJson(List<Parameter<?>> catalogue, ObjectNode json) {
    Values values = defaults(catalogue);
    List<String> known = new ArrayList<>();
    for (Parameter<?> p : catalogue) {
      JsonNode node = json.get(p.name());
      if (node != null) {
        values = values.parsed(p, node.asString());
      }
      known.add(p.name());
    }
    ObjectNode rest = json.deepCopy();
    rest.remove(known);
    return new Values(values.catalogue, values.set, rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Values v && set.equals(v.set) && unknown.equals(v.unknown);
  }

  @Override
  public int hashCode() {
    return Objects.hash(set, unknown);
  }

  @Override
  public String toString() {
    return toJson().toString();
  }
}
