package dev.unmask.session.export;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

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
      remove(part);
      throw unwritable(e);
    }
  }

  /// Refuses, before any work is done for it, what can be seen not to be writable.
  ///
  /// @throws Problem WRITE
  public void check() {
    Path target = path.toAbsolutePath();
    Path folder = target.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null
        || !Files.isDirectory(folder)
        || !Files.isWritable(folder)
        || Files.isDirectory(target)) {
      throw unwritable(null);
    }
  }

  private Problem unwritable(@Nullable IOException e) {
    return Files.isDirectory(path)
        ? new Problem(
            Code.WRITE, path + " is a folder, not a file.", "Choose the name of a file.", e)
        : new Problem(
            Code.WRITE,
            path + " cannot be written.",
            "Check the rights and space of its folder, or choose another one.",
            e);
  }

  private static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // What failed first is reported; a part that stays is replaced the next time.
      return;
    }
  }
}
