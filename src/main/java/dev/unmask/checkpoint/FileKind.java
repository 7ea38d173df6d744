package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a file is, judged by its bytes and never by its name.
enum FileKind {
  /// Begins as a safetensors file does; may still break its rules.
  SAFETENSORS,
  /// A Python pickle, bare or in the zip archive that `torch.save` makes.
  PICKLE,
  /// Another zip archive.
  ARCHIVE,
  /// Begins as a GGUF file does; may still break its rules.
  GGUF,
  /// Model of llama2.c in its first format, certain by its exact size.
  LLAMA2C,
  /// What Git leaves in place of a large file that was not fetched.
  LFS_POINTER,
  HTML,
  HDF5,
  EMPTY,
  /// None of these.
  OTHER;

  private static final int HEAD = 4_096;
  private static final int TAIL = 65_536;

  /// Text pickles (protocols 0 and 1) begin with a mark and a container, or name a function.
  private static final Pattern TEXT_PICKLE =
      Pattern.compile("^(?:\\((?:dp|lp|i|d|l)|[\\]}]q|c[A-Za-z_][\\w.]*\\n\\w+\\n)");

  /// Looks at the first bytes of a regular file, and at the last ones of an archive.
  static FileKind of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer head = part(channel, 0, HEAD);
      if (head.limit() == 0) {
        return EMPTY;
      }
      if (head.limit() > 8 && head.get(8) == '{') {
        long n = head.getLong(0);
        if (n >= 2 && n <= SafetensorsHeader.LONGEST) {
          return SAFETENSORS;
        }
      }
      if (Llama2cFile.of(head, channel.size()) != null) {
        return LLAMA2C;
      }
      int first = head.limit() < 4 ? 0 : head.getInt(0);
      if (first == 0x04034B50) { // "PK\3\4"
        ByteBuffer tail = part(channel, Math.max(0, channel.size() - TAIL), TAIL);
        boolean pickle = latin(head).contains(".pkl") || latin(tail).contains(".pkl");
        return pickle ? PICKLE : ARCHIVE;
      }
      if (first == 0x46554747) { // "GGUF"
        return GGUF;
      }
      if (first == 0x46444889) { // "\x89HDF"
        return HDF5;
      }
      if ((first & 0xFF) == 0x80 && head.get(1) >= 2 && head.get(1) <= 5) {
        return PICKLE; // PROTO opcode and its version
      }
      return text(latin(head));
    }
  }

  private static FileKind text(String head) {
    String start = head.stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("version https://git-lfs.github.com/spec")) {
      return LFS_POINTER;
    }
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return HTML;
    }
    return TEXT_PICKLE.matcher(head).find() ? PICKLE : OTHER;
  }

  /// Refuses files that are certainly something else, and says what to do about it.
  ///
  /// @throws Problem FORMAT unless this is [#SAFETENSORS] or [#OTHER]
  void refuseIfForeign(Path file) {
    String name = Words.name(file);
    switch (this) {
      case SAFETENSORS, OTHER -> {}
      case PICKLE ->
          throw refusal(
              name
                  + " is a Python pickle, which can run any program when it is opened, so it is"
                  + " not read.",
              "Convert it to safetensors in Python, where you trust it: load the model and call"
                  + " save_pretrained(folder, safe_serialization=True), or use the convert script"
                  + " of the safetensors package; then open the new folder.");
      case ARCHIVE ->
          throw refusal(
              name + " is a zip archive, not a weights file.",
              "Unpack it and open the folder that holds config.json and model.safetensors.");
      case GGUF ->
          throw refusal(
              name + " is a GGUF file under the name of another kind of file.",
              "Give it a name that ends in .gguf and open it by that name, or open a folder with"
                  + " config.json and model.safetensors.");
      case LLAMA2C ->
          throw refusal(
              name + " is a model of llama2.c under the name of another kind of file.",
              "Give it a name that ends in .bin and open it by that name.");
      case LFS_POINTER ->
          throw refusal(
              name + " is only a Git LFS pointer: the real file has not been downloaded.",
              "Run git lfs pull in that folder, or download the file itself.");
      case HTML ->
          throw refusal(
              name + " is a web page, not the file it should be: the download went wrong.",
              "Download the file itself (the link behind the download button), then try again.");
      case HDF5 ->
          throw refusal(
              name + " is an HDF5 file (TensorFlow or Keras), which is not supported.",
              "Open the same model as a folder with config.json and model.safetensors.");
      case EMPTY -> throw refusal(name + " is empty.", "Download or copy it again.");
    }
  }

  private static Problem refusal(String sentence, String remedy) {
    return new Problem(Code.FORMAT, sentence, remedy);
  }

  private static ByteBuffer part(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (part.hasRemaining() && channel.read(part, from + part.position()) > 0) {
      // a channel may give less than asked
    }
    return part.flip();
  }

  private static String latin(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
  }
}
