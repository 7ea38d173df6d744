package dev.unmask.text;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Real files that are not part of the project; tests that want them say so when they are absent.
final class Shared {
  private Shared() {}

  static Path folder(String name) {
    Path folder = Path.of(System.getProperty("unmask.shared", "../shared")).resolve(name);
    Assumptions.assumeTrue(
        Files.exists(folder), () -> "not checked, because " + folder + " is not there");
    return folder;
  }
}
