package dev.unmask.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Physical memory that this process holds, where the system tells (Linux).
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /// All resident pages, mapped files included, in bytes.
  static OptionalLong all() {
    return field("VmRSS:");
  }

  /// Resident pages that belong to no file, in bytes: what a mapped checkpoint must not add to.
  static OptionalLong anonymous() {
    return field("RssAnon:");
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
