package dev.unmask.engine;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks the version of a libtorch that the user provides (`PYTORCH_LIBRARY_PATH`) before it is
/// loaded: a library of any other version ends the process, because its binary interface differs.
final class UserLibtorch {
  private static final Pattern PIP = Pattern.compile("__version__\\s*=\\s*'([0-9.]+)[^']*'");

  private UserLibtorch() {}

  static void check() {
    String path = System.getenv("PYTORCH_LIBRARY_PATH");
    if (path == null) {
      path = System.getProperty("PYTORCH_LIBRARY_PATH");
    }
    if (path != null) {
      check(Path.of(path));
    }
  }

  /// @param library the folder that holds libtorch's shared libraries
  static void check(Path library) {
    if (!Files.isDirectory(library)) {
      throw new Problem(
          Code.ENGINE,
          "PYTORCH_LIBRARY_PATH names " + library + ", which is not a folder.",
          "Point it to the lib folder of libtorch " + Torch.LIBTORCH_VERSION + ", or unset it.");
    }
    String version = version(library);
    if (version == null || !version.equals(Torch.LIBTORCH_VERSION)) {
      throw new Problem(
          Code.ENGINE,
          "The libtorch in "
              + library
              + (version == null ? " does not say its version." : " has version " + version + "."),
          "Unmask needs exactly "
              + Torch.LIBTORCH_VERSION
              + ": install that one or unset"
              + " PYTORCH_LIBRARY_PATH.");
    }
  }

  private static @Nullable String version(Path library) {
    Path torch = library.toAbsolutePath().normalize().getParent();
    if (torch == null) {
      return null;
    }
    try {
      Path pip = torch.resolve("version.py");
      if (Files.isRegularFile(pip)) {
        Matcher m = PIP.matcher(Files.readString(pip));
        return m.find() ? m.group(1) : null;
      }
      Path zip = torch.resolve("build-version");
      if (Files.isRegularFile(zip)) {
        return Files.readString(zip).strip().replaceFirst("\\+.*", "");
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
