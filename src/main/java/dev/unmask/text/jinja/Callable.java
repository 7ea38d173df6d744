package dev.unmask.text.jinja;

/// Something that a template can call.
interface Callable {
  /// @throws TemplateFault if the arguments do not fit
  Object call(Budget budget, Arguments arguments);
}
