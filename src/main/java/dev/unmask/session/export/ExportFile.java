package dev.unmask.session.export;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that is written whole or not at all; what stood there before stays until then.
///
/// @param path where it goes; folders above it are made
public record ExportFile(Path path) {
  /// Writes a text in UTF-8.
  ///
  /// @throws Problem WRITE if it cannot be written
  public void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes bytes.
  ///
  /// @throws Problem WRITE if they cannot be written
  public void write(byte[] bytes) {
    Path target = path.toAbsolutePath();
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      Files.createDirectories(target.getParent());
      Files.write(part, bytes);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Problem(
          Code.WRITE,
          path + " cannot be written.",
          "Check the rights and space of its folder, or choose another one.",
          e);
    }
  }
}
