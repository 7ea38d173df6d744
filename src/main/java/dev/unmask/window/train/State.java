package dev.unmask.window.train;

/// Where a training is.
public enum State {
  /// Nothing was started in this folder since the page was opened.
  IDLE,
  /// The model is being opened.
  OPENING,
  /// Steps are made.
  TRAINING,
  /// The last step and its checkpoint are awaited.
  STOPPING,
  /// The user stopped it.
  STOPPED,
  /// All steps were made and the model is written.
  FINISHED,
  /// Something went wrong.
  FAILED;

  /// Whether a training is under way.
  public boolean busy() {
    return this == OPENING || this == TRAINING || this == STOPPING;
  }
}
