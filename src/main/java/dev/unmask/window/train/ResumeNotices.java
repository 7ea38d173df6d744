package dev.unmask.window.train;

import dev.unmask.train.Training;
import dev.unmask.window.workbench.Notices;

/// What a user should know of a training that goes on from a checkpoint.
final class ResumeNotices {
  private ResumeNotices() {}

  static void tell(Training.Resumed resumed, Notices notices) {
    resumed
        .otherThreads()
        .ifPresent(
            n ->
                notices.tell(
                    "The checkpoint was made with another number of threads, %d.".formatted(n),
                    "The training goes on well; its weights will differ in the last bits."));
    if (!resumed.changes().isEmpty()) {
      notices.tell(
          "The recipe has changed since the checkpoint.", String.join("; ", resumed.changes()));
    }
  }
}
