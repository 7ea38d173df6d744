package dev.unmask.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
  private final Choice choice;
  private final ObjectNode unknown;

  /// A parameter whose value names defaults of others.
  ///
  /// @param parameter the one, or null
  /// @param parts that are forgotten where another value is chosen
  /// @param defaults of others, by its value
  private record Choice(
      @Nullable Parameter<String> parameter,
      List<Parameter<?>> parts,
      Map<String, Map<Parameter<?>, Object>> defaults) {
    static final Choice NONE = new Choice(null, List.of(), Map.of());
  }

  private Values(
      List<Parameter<?>> catalogue,
      Choice choice,
      Map<Parameter<?>, Object> set,
      ObjectNode unknown) {
    this.choice = choice;
    this.catalogue = catalogue;
    this.set = Map.copyOf(set);
    this.unknown = unknown;
  }

  /// Every parameter at its default.
  public static Values defaults(List<Parameter<?>> catalogue) {
    return new Values(
        List.copyOf(catalogue), Choice.NONE, Map.of(), JsonNodeFactory.instance.objectNode());
  }

  /// Every parameter at its default, where the value of one names the defaults of others.
  ///
  /// @param chooser the one
  /// @param parts that belong to a preset: what was changed of them says nothing of another preset
  /// @param presets by its value
  public static Values defaults(
      List<Parameter<?>> catalogue,
      Parameter<String> chooser,
      List<Parameter<?>> parts,
      Map<String, Map<Parameter<?>, Object>> presets) {
    return new Values(
        List.copyOf(catalogue),
        new Choice(chooser, List.copyOf(parts), Map.copyOf(presets)),
        Map.of(),
        JsonNodeFactory.instance.objectNode());
  }

  /// The parameters, in the order in which a form shows them.
  public List<Parameter<?>> catalogue() {
    return catalogue;
  }

  /// The value of a parameter: its default where nothing was said.
  public <T> T get(Parameter<T> parameter) {
    Object value = set.get(parameter);
    if (value == null) {
      return usual(parameter);
    }
    @SuppressWarnings("unchecked") // `with` is the only way in, and it takes a T
    T typed = (T) value;
    return typed;
  }

  /// The value of a parameter where nothing is said of it: what the chosen preset says, or its
  /// default.
  public <T> T usual(Parameter<T> parameter) {
    Parameter<String> chooser = choice.parameter();
    if (chooser == null || chooser.equals(parameter)) {
      return parameter.fallback();
    }
    Object value = choice.defaults().getOrDefault(get(chooser), Map.of()).get(parameter);
    if (value == null) {
      return parameter.fallback();
    }
    @SuppressWarnings("unchecked") // a preset takes values of its parameters only
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
    if (parameter.checked(value).equals(usual(parameter))) {
      next.remove(parameter);
    } else {
      next.put(parameter, Objects.requireNonNull(value));
    }
    if (parameter.equals(choice.parameter()) && !value.equals(get(parameter))) {
      next.keySet().removeAll(choice.parts());
    }
    return new Values(catalogue, choice, next, unknown);
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
  /// @param defaults for what it does not say
  /// @throws dev.unmask.problem.Problem PARAMETER if a known value is not allowed
  static Values fromJson(Values defaults, ObjectNode json) {
    Values values = defaults;
    List<String> known = new ArrayList<>();
    for (Parameter<?> p : defaults.catalogue()) {
      JsonNode node = json.get(p.name());
      if (node != null) {
        values = values.parsed(p, node.asString());
      }
      known.add(p.name());
    }
    ObjectNode rest = json.deepCopy();
    rest.remove(known);
    return new Values(values.catalogue, values.choice, values.set, rest);
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
