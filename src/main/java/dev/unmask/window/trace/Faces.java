package dev.unmask.window.trace;

/// How tokens are shown: from a model's tokenizer, or from the texts that a session keeps so that
/// it can be replayed without its model.
@FunctionalInterface
public interface Faces {
  /// The face of an id; [Face#unknown] where the text is not known.
  Face of(int id);
}
