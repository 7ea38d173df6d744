package dev.unmask.rooms.trespass.cli;

import dev.unmask.rooms.trespass.text.ReachesUp;

/// The other half of a cycle, under a name that says nothing, with state that belongs to nobody.
public final class TrespassHelper {
  static boolean asked;

  /// Answers by asking below.
  public boolean answer(ReachesUp below) {
    return below.ask(this);
  }

  /// What was stored.
  public boolean asked() {
    return asked;
  }
}
