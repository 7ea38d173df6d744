package dev.unmask.text.jinja;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Variables that can be seen from one place of a template.
final class Scope {
  private final @Nullable Scope outer;
  private final Map<String, Object> variables = new HashMap<>();

  Scope(Map<String, Object> variables) {
    this.outer = null;
    this.variables.putAll(variables);
  }

  private Scope(Scope outer) {
    this.outer = outer;
  }

  /// A scope inside this one: what it sets is forgotten with it.
  Scope inner() {
    return new Scope(this);
  }

  Object get(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Object value = scope.variables.get(name);
      if (value != null) {
        return value;
      }
    }
    return new Undefined(name);
  }

  void set(String name, Object value) {
    variables.put(name, value);
  }
}
