package dev.unmask.text.jinja;

import java.util.List;

/// Python's tuple: a list that prints with round brackets.
record Tuple(List<Object> items) {
  Tuple {
    items = List.copyOf(items);
  }

  static Tuple of(Object... items) {
    return new Tuple(List.of(items));
  }
}
