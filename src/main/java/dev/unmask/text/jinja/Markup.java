package dev.unmask.text.jinja;

/// The result of `escape` and `safe`: can be printed; other texts joined to it would be escaped in
/// Python, which no chat template wants.
record Markup(String text) {}
