package dev.unmask.window.train;

import dev.unmask.session.StoredTrainings;
import dev.unmask.window.workbench.Sizes;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a training is, in words.
///
/// @param state of the page
/// @param now how far the training is
/// @param before steps of earlier sittings
/// @param complete whether all steps were made and the model lies in the folder
/// @param stored the training of the session that is shown; null if it is another one
record StateWords(
    State state,
    Standing now,
    long before,
    boolean complete,
    StoredTrainings.@Nullable Summary stored) {

  /// For the status bar: how far the training is; empty while none is under way.
  String brief() {
    if (!state.busy()) {
      return "";
    }
    Duration left = now.left();
    return String.format(Locale.ROOT, "training: step %,d of %,d", now.step(), now.total())
        + (left == null ? "" : " \u00b7 " + Sizes.time(left) + " left");
  }

  /// The state in a sentence; empty where there is nothing to say.
  String sentence() {
    return switch (state) {
      case IDLE -> idle();
      case OPENING -> "Opening the model\u2026";
      case TRAINING -> before == 0 ? "Training from step 1." : after("Goes on", before);
      case STOPPING -> "Stops after this step, and keeps a checkpoint.";
      case STOPPED -> after("Stopped", now.step()) + " Train goes on from there.";
      case FINISHED -> "Finished: the model is in the folder.";
      case FAILED ->
          now.saved() == 0
              ? "Stopped by a problem; no checkpoint had been written."
              : String.format(
                  Locale.ROOT,
                  "Stopped by a problem; the checkpoint of step %,d is kept.",
                  now.saved());
    };
  }

  private static String after(String what, long step) {
    return String.format(Locale.ROOT, "%s after step %,d.", what, step);
  }

  private String idle() {
    if (stored != null) {
      return stored(stored);
    }
    if (now.step() == 0) {
      return "";
    }
    return complete
        ? "All steps were made: the model is in this folder."
        : after("Goes on", now.step());
  }

  private static String stored(StoredTrainings.Summary s) {
    String how =
        s.outcome()
            .map(
                o ->
                    switch (o) {
                      case FINISHED -> "All steps were made";
                      case CANCELLED -> "It was stopped";
                      case FAILED -> "A problem ended it";
                    })
            .orElse("It was interrupted");
    return "As it is in the session. "
        + after(how, s.steps())
        + (s.here() ? "" : " Its folder is not on this computer.");
  }
}
