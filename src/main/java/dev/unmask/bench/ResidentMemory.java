package dev.unmask.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Physical memory that this process holds, where the system tells (Linux).
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  private ResidentMemory() {}

  /// All resident pages, mapped files included, in bytes.
  static OptionalLong all() {
    return field("VmRSS:");
  }

  /// Resident pages that belong to no file, in bytes: what a mapped checkpoint must not add to.
  static OptionalLong anonymous() {
    return field("RssAnon:");
  }

  /// The most that was resident since [#forgetPeak], in bytes.
  static OptionalLong peak() {
    return field("VmHWM:");
  }

  /// Lets [#peak] begin anew, where the system allows it.
  static void forgetPeak() {
    try {
      Files.writeString(CLEAR, "5");
    } catch (IOException e) {
      return; // not Linux, or a container that forbids it: the peak is then that of the process
    }
  }

  private static OptionalLong field(String name) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
