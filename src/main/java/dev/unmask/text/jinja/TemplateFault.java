package dev.unmask.text.jinja;

/// A template that cannot be read or rendered, or that refuses its input.
public final class TemplateFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What a template says itself, by `raise_exception`.
  private final boolean raised;

  TemplateFault(String message) {
    this(message, false);
  }

  TemplateFault(String message, boolean raised) {
    super(message);
    this.raised = raised;
  }

  /// Whether the template itself refused its input by `raise_exception`.
  public boolean raised() {
    return raised;
  }

  TemplateFault atLine(int line) {
    String message = getMessage();
    if (raised || message == null || message.startsWith("line ")) {
      return this;
    }
    TemplateFault placed = new TemplateFault("line " + line + ": " + message);
    placed.initCause(this);
    return placed;
  }
}
