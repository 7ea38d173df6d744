package dev.unmask.job;

import dev.unmask.engine.SystemMemory;

/// Main memory of the machine at one moment.
///
/// @param used bytes that cannot be given to another program
/// @param total bytes in all
public record MachineMemory(long used, long total) {
  /// As it is now.
  public static MachineMemory now() {
    long total = SystemMemory.total();
    return new MachineMemory(total - SystemMemory.available(), total);
  }
}
