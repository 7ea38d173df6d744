package dev.unmask.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// One GGUF file whose header has been read and fully checked; its vocabulary and its tensors stay
/// in the file until somebody asks.
///
/// @param notes its keys and values
/// @param tensors in the order of the file, under ggml's names
/// @param stamp what the file was like; its head is the whole header
public record GgufFile(Path file, GgufNotes notes, List<GgufTensor> tensors, FileStamp stamp) {
  /// Reads and checks a header. Memory and time are bounded whatever the file holds.
  ///
  /// @throws dev.unmask.problem.Problem WEIGHTS_FILE if a rule is broken, FORMAT if it is another
  ///     kind of file or one that this program does not read, NOT_FOUND or READ if it cannot be
  ///     read
  public static GgufFile open(Path file) {
    return open(file, new HeaderBudget());
  }

  static GgufFile open(Path file, HeaderBudget budget) {
    try {
      BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
      if (!before.isRegularFile()) {
        throw Words.notAFile(file);
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        GgufHeader h = GgufHeader.read(file, channel, before.size(), budget);
        FileStamp stamp =
            new FileStamp(file, before.size(), before.lastModifiedTime(), h.bytes(), h.sha256());
        return new GgufFile(file, new GgufNotes(file, h.notes()), h.tensors(), stamp);
      }
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
  }
}
