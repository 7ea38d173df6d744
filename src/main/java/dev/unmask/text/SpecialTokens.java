package dev.unmask.text;

import java.util.OptionalInt;
import java.util.Set;

/// Special ids by role, where the files name them.
///
/// @param bos beginning of a sequence
/// @param eos end of a sequence
/// @param pad filling
/// @param sep between question and answer
/// @param mask the mask
/// @param all every id that is marked as special (shown as a chip, left out of plain text)
public record SpecialTokens(
    OptionalInt bos,
    OptionalInt eos,
    OptionalInt pad,
    OptionalInt sep,
    OptionalInt mask,
    Set<Integer> all) {

  public SpecialTokens {
    all = Set.copyOf(all);
  }

  /// No special token known.
  public static SpecialTokens none() {
    OptionalInt no = OptionalInt.empty();
    return new SpecialTokens(no, no, no, no, no, Set.of());
  }
}
