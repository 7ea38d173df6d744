package dev.unmask.text;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads files whole, and refuses one that is too large before anything of it is read.
final class BoundedFile {
  private BoundedFile() {}

  /// @param limit the largest accepted size in bytes
  /// @throws Problem if the file is no file, is larger than the limit or cannot be read
  static byte[] read(Path file, int limit) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new Problem(
            Code.TOKENIZER,
            "There is no file " + file + ".",
            "Choose the folder that holds the tokenizer's files.");
      }
      if (Files.size(file) > limit) {
        throw tooLarge(file, Files.size(file), limit);
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(limit + 1);
        if (bytes.length > limit) {
          throw tooLarge(file, bytes.length, limit);
        }
        return bytes;
      }
    } catch (IOException e) {
      throw new Problem(
          Code.READ,
          "The file " + file + " cannot be read.",
          "Check that the disk is there and that you may read the file.",
          e);
    }
  }

  private static Problem tooLarge(Path file, long size, int limit) {
    return new Problem(
        Code.TOKENIZER,
        "The file %s has %,d bytes; a file of this kind has at most %,d."
            .formatted(file, size, limit),
        "It is probably something else: fetch the tokenizer's files again.");
  }
}
