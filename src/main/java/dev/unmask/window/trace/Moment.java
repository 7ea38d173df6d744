package dev.unmask.window.trace;

import dev.unmask.diffusion.Role;
import java.util.Arrays;

/// The canvas at one moment of a run, with what the model believed last at each position.
///
/// At a masked position the beliefs are those of the step just made (the guess that shows through
/// the mask); at a revealed one those of the step that wrote it last; given positions have none.
///
/// @param step 0 before the first step, otherwise 1 to `steps`
/// @param steps `T`
/// @param ids `[length]` token ids; of no meaning where masked
/// @param roles `[length]` codes of [Role]
/// @param guess `[length]` the current guess (`x0_hat`), -1 where there is none yet
/// @param probability `[length]` of the guess or revealed token, NaN where nothing is believed
/// @param entropy `[length]` nats, NaN where nothing is believed
/// @param believedAt `[length]` the step whose beliefs hold here, 0 where there are none
/// @param changed positions that this step changed, ascending
/// @param before `[length]` codes of [Role] before this step
/// @param remaskedAt `[length]` the last step that masked the position again, 0 if none did
/// @param approximate whether a cache stood in for parts of the canvas that had changed since
public record Moment(
    int step,
    int steps,
    int[] ids,
    byte[] roles,
    int[] guess,
    float[] probability,
    float[] entropy,
    int[] believedAt,
    int[] changed,
    byte[] before,
    int[] remaskedAt,
    boolean approximate) {

  /// Length of the canvas.
  public int length() {
    return ids.length;
  }

  /// Whether a position is still to be written.
  public boolean masked(int position) {
    return roles[position] == Role.MASKED.code();
  }

  /// Whether a position was written by the model.
  public boolean revealed(int position) {
    return roles[position] == Role.REVEALED.code();
  }

  /// What this step did to a position.
  public Change change(int position) {
    if (Arrays.binarySearch(changed, position) < 0) {
      return Change.NONE;
    }
    boolean was = before[position] == Role.REVEALED.code();
    if (masked(position)) {
      // Noise of random tokens changes under the mask; nobody wrote those.
      return was ? Change.REMASKED : Change.NONE;
    }
    return was ? Change.REWRITTEN : Change.WRITTEN;
  }

  /// How many positions this step changed in some way.
  public int count(Change kind) {
    return (int) Arrays.stream(changed).filter(p -> change(p) == kind).count();
  }

  /// How many positions are masked.
  public int maskedLeft() {
    int n = 0;
    for (byte role : roles) {
      if (role == Role.MASKED.code()) {
        n++;
      }
    }
    return n;
  }

  /// A canvas before any step: nothing is believed yet.
  ///
  /// @param steps `T` of the run to come, 0 if not known
  /// @param ids `[length]` token ids
  /// @param roles `[length]` codes of [Role]
  public static Moment before(int steps, int[] ids, byte[] roles) {
    int n = ids.length;
    int[] guess = new int[n];
    float[] nothing = new float[n];
    for (int i = 0; i < n; i++) {
      guess[i] = roles[i] == Role.MASKED.code() ? -1 : ids[i];
      nothing[i] = Float.NaN;
    }
    int[] never = new int[n];
    return new Moment(
        0, steps, ids, roles, guess, nothing, nothing, never, new int[0], roles, never, false);
  }
}
