package dev.unmask.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Main memory of the machine, or of the container that this process runs in.
public final class SystemMemory {
  private static final Path MEMINFO = Path.of("/proc/meminfo");

  private SystemMemory() {}

  /// Bytes that the machine can give without swapping; file caches count as free, since the system
  /// gives them up.
  public static long available() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // The total is that of the container where there is one.
    return Math.min(system.getTotalMemorySize(), linux().orElseGet(system::getFreeMemorySize));
  }

  /// Bytes in all.
  public static long total() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /// Java's own answer leaves the file caches out, which on Linux is most of what is free.
  private static OptionalLong linux() {
    try {
      return Files.readAllLines(MEMINFO).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
