package dev.unmask.text.jinja;

/// Python's `None`.
enum None {
  NONE
}
