package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values given to a call, a filter or a test.
///
/// @param positional in order
/// @param named by name
record Arguments(List<Object> positional, Map<String, Object> named) {
  static final Arguments NONE = new Arguments(List.of(), Map.of());

  static Arguments of(Object... positional) {
    return new Arguments(List.of(positional), Map.of());
  }

  int count() {
    return positional.size() + named.size();
  }

  /// Puts the values in the order of the parameters' names.
  ///
  /// @throws TemplateFault if there are more than parameters, or one has an unknown name
  List<Optional<Object>> bind(String... parameters) {
    List<Optional<Object>> bound = new ArrayList<>();
    int used = 0;
    for (int i = 0; i < parameters.length; i++) {
      if (i < positional.size()) {
        bound.add(Optional.of(positional.get(i)));
      } else {
        Object value = named.get(parameters[i]);
        used += value == null ? 0 : 1;
        bound.add(Optional.ofNullable(value));
      }
    }
    if (positional.size() > parameters.length || used < named.size()) {
      throw new TemplateFault("a call has arguments that do not fit");
    }
    return bound;
  }

  /// The only argument.
  Object one() {
    if (positional.size() != 1 || !named.isEmpty()) {
      throw new TemplateFault("a call needs one argument");
    }
    return positional.getFirst();
  }

  void none() {
    if (count() > 0) {
      throw new TemplateFault("a call takes no arguments");
    }
  }

  /// Without the first.
  Arguments rest() {
    return new Arguments(positional.subList(1, positional.size()), named);
  }
}
