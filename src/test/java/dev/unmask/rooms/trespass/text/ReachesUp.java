package dev.unmask.rooms.trespass.text;

import dev.unmask.rooms.trespass.cli.TrespassHelper;

/// A lower room that knows an upper one, in a package without package-info.
public final class ReachesUp {
  /// Asks what only the upper room knows.
  public boolean ask(TrespassHelper above) {
    return above.asked();
  }
}
