package dev.unmask.engine;

import java.lang.foreign.MemorySegment;

/// Writes the elements of a new tensor.
@FunctionalInterface
public interface Filling {
  /// Elements of one part: a buffer of the platform holds less than 2 GiB, a tensor may be larger.
  long PART = 1L << 26;

  /// Writes some elements, in the byte order of the machine.
  ///
  /// @param first index of the first of them, a multiple of [#PART]
  /// @param part memory for them; not to be used after the call
  void fill(long first, MemorySegment part);
}
