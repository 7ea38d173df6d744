package dev.unmask.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/// One weights file whose header has been read and fully checked: safetensors, or what a GGUF or
/// llama2.c file holds.
///
/// @param tensors by name, in the order of the file
/// @param metadata its notes (`__metadata__`), often `format` = `pt`
/// @param stamp what the file was like; its head is the whole header
public record WeightsFile(
    Path file, Map<String, TensorEntry> tensors, Map<String, String> metadata, FileStamp stamp) {

  /// Reads and checks a header. Memory and time are bounded whatever the file holds.
  ///
  /// @throws dev.unmask.problem.Problem WEIGHTS_FILE if a rule is broken, FORMAT if it is another
  ///     kind of file, NOT_FOUND or READ if it cannot be read
  public static WeightsFile open(Path file) {
    return open(file, new HeaderBudget());
  }

  static WeightsFile open(Path file, HeaderBudget budget) {
    try {
      BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
      if (!before.isRegularFile()) {
        throw Words.notAFile(file); // a pipe would block, a device never end
      }
      FileKind.of(file).refuseIfForeign(file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        SafetensorsHeader h = SafetensorsHeader.read(file, channel, before.size(), budget);
        FileStamp stamp =
            new FileStamp(
                file, before.size(), before.lastModifiedTime(), 8 + h.bytes(), h.sha256());
        return new WeightsFile(file, h.tensors(), h.metadata(), stamp);
      }
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
  }

  /// A tensor that must be there.
  ///
  /// @throws dev.unmask.problem.Problem TENSOR if there is none of this name
  public TensorEntry require(String name) {
    TensorEntry t = tensors.get(name);
    if (t == null) {
      throw Words.noTensor(Words.name(file), name);
    }
    return t;
  }

  /// Size of the file in bytes.
  public long size() {
    return stamp.size();
  }
}
