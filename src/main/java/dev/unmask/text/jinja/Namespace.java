package dev.unmask.text.jinja;

import java.util.LinkedHashMap;
import java.util.Map;

/// `namespace(...)`: the one value that a template may change.
final class Namespace {
  private final Map<String, Object> attributes = new LinkedHashMap<>();

  Namespace(Map<String, Object> attributes) {
    this.attributes.putAll(attributes);
  }

  Object get(String name) {
    Object value = attributes.get(name);
    return value == null ? new Undefined(name) : value;
  }

  void set(String name, Object value) {
    attributes.put(name, value);
  }
}
