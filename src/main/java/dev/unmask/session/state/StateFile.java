package dev.unmask.session.state;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A small text file that is replaced as a whole: whoever reads it finds the old text or the new
/// one, never a part.
///
/// @param path where it lies; its folder is made when it is first written
public record StateFile(Path path) {
  /// Its text, or empty if there is none.
  ///
  /// @throws Problem READ if it is there but cannot be read
  public Optional<String> read() {
    try {
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Problem(
          Code.READ,
          "The file " + path + " cannot be read.",
          "Check its permissions, or delete it to begin anew.",
          e);
    }
  }

  /// Replaces its text.
  ///
  /// @throws Problem WRITE if it cannot be written; the old text then stays
  public void write(String text) {
    Path beside = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      try (FileChannel out =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Problem(
          Code.WRITE,
          "The file " + path + " cannot be written.",
          "Check the disk and the permissions of its folder.",
          e);
    }
  }
}
