package dev.unmask.text.jinja;

/// A variable, attribute or item that is not there: prints as nothing, is false and empty; anything
/// else that is done with it is a fault.
///
/// @param what its name, for the words of a fault
record Undefined(String what) {
  TemplateFault fault() {
    return new TemplateFault("'" + what + "' is undefined");
  }
}
