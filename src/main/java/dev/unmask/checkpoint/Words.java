package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Sentences that several classes of this room say.
final class Words {
  private static final int LONGEST = 120;

  private Words() {}

  /// A name out of a file, fit to be shown: in quotes, cut where long, without characters that
  /// would change a terminal or the direction of text.
  static String quote(String name) {
    StringBuilder out = new StringBuilder("\"");
    int end = Math.min(name.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      boolean shown =
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.SURROGATE,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.UNASSIGNED ->
                false;
            default -> true;
          };
      out.append(shown ? c : '\uFFFD');
    }
    return out.append(end < name.length() ? "…\"" : "\"").toString();
  }

  /// The file's own name, for sentences.
  static String name(Path file) {
    Path last = file.getFileName();
    return quote(last == null ? file.toString() : last.toString());
  }

  /// A safetensors file that breaks the rules.
  static Problem malformed(Path file, String what, @Nullable Throwable cause) {
    return new Problem(
        Code.WEIGHTS_FILE,
        "The weights file " + name(file) + " is not valid: " + what + ".",
        "Download or copy it again; if it stays like this, ask whoever made it.",
        cause);
  }

  static Problem malformed(Path file, String what) {
    return malformed(file, what, null);
  }

  /// A file that exists but cannot be read.
  static Problem unreadable(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return missing(file);
    }
    if (Files.isDirectory(file)) {
      return notAFile(file);
    }
    boolean denied = cause instanceof AccessDeniedException;
    return new Problem(
        Code.READ,
        denied
            ? "You have no permission to read " + name(file) + "."
            : "The file " + name(file) + " cannot be read.",
        denied
            ? "Change its permissions, or copy it to a place of your own."
            : "Check that the disk is connected and sound, then try again.",
        cause);
  }

  /// A path where nothing is.
  static Problem missing(Path file) {
    return new Problem(
        Code.NOT_FOUND,
        "There is nothing at " + quote(file.toString()) + ".",
        "Check the spelling, or choose another model folder.");
  }

  /// A folder, pipe or device where a file has to be.
  static Problem notAFile(Path file) {
    return new Problem(
        Code.NOT_FOUND,
        name(file) + " is not an ordinary file.",
        "Choose the model folder, or a .safetensors file in it.");
  }

  /// A tensor that the weights lack; `where` is already quoted.
  static Problem noTensor(String where, String tensor) {
    return new Problem(
        Code.TENSOR,
        "The weights in " + where + " lack the tensor " + quote(tensor) + ".",
        "Check that the whole model was downloaded and that config.json belongs to it.");
  }

  /// A number of bytes as people say it: powers of 1,000, one decimal.
  static String size(long bytes) {
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    double value = bytes;
    String unit = "";
    for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
      if (value >= 999.95) {
        value /= 1_000;
        unit = next;
      }
    }
    return String.format(Locale.ROOT, "%.1f %s", value, unit);
  }
}
