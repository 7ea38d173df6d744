package dev.unmask.window.form;

import dev.unmask.diffusion.Role;
import dev.unmask.job.StartCanvas;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The canvas that a run would begin with, as the form makes it and as it was painted over.
///
/// @param base what the texts and numbers of the form give
/// @param painted given positions that the user put under a mask
record Draft(StartCanvas base, BitSet painted) {
  /// The canvas with the painted masks.
  ///
  /// @param maskId the id that stands for a masked position
  StartCanvas canvas(int maskId) {
    int[] ids = base.ids().clone();
    int[] roles = base.roles().clone();
    for (int p = painted.nextSetBit(0); p >= 0; p = painted.nextSetBit(p + 1)) {
      ids[p] = maskId;
      roles[p] = Role.MASKED.code();
    }
    return new StartCanvas(ids, roles);
  }

  /// Puts given positions under a mask or, if all of them are already, takes the masks away again.
  ///
  /// @return null if none of the positions can be painted: nothing was given there
  @Nullable Draft toggled(int from, int to) {
    BitSet given = new BitSet();
    for (int p = from; p <= to; p++) {
      given.set(p, base.roles()[p] == Role.GIVEN.code());
    }
    if (given.isEmpty()) {
      return null;
    }
    BitSet next = (BitSet) painted.clone();
    BitSet already = (BitSet) given.clone();
    already.and(painted);
    if (already.equals(given)) {
      next.andNot(given);
    } else {
      next.or(given);
    }
    return new Draft(base, next);
  }

  /// The same painting on a changed base, as far as the same tokens still stand in its places.
  Draft over(StartCanvas changed) {
    BitSet kept = (BitSet) painted.clone();
    int same = Math.max(0, Arrays.mismatch(base.ids(), changed.ids()));
    if (Arrays.equals(base.ids(), changed.ids())) {
      same = changed.length();
    }
    kept.clear(same, Math.max(same, kept.length()));
    for (int p = kept.nextSetBit(0); p >= 0; p = kept.nextSetBit(p + 1)) {
      kept.set(p, changed.roles()[p] == Role.GIVEN.code());
    }
    return new Draft(changed, kept);
  }
}
