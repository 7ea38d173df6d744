package dev.unmask.text.jinja;

import java.util.List;

/// What filters such as `map` and methods such as `items` give: something to go through, without
/// places. A generator can be gone through once.
final class Stream {
  private final List<Object> items;
  private final boolean once;
  private boolean used;

  private Stream(List<Object> items, boolean once) {
    this.items = items;
    this.once = once;
  }

  static Stream generator(List<Object> items) {
    return new Stream(items, true);
  }

  static Stream view(List<Object> items) {
    return new Stream(items, false);
  }

  List<Object> take() {
    if (once && used) {
      return List.of();
    }
    used = true;
    return items;
  }

  /// Whether it has a length and an order backwards.
  boolean isView() {
    return !once;
  }
}
