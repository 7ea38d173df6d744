package dev.unmask.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The text of a program: methods of the class `Network`, each line indented by two spaces, in the
/// form in which TorchScript prints itself.
///
/// @param text the methods
public record ProgramSource(String text) {
  /// Reads and joins files of `resources/programs`.
  ///
  /// @param names file names, for example `gpt2.py`
  public static ProgramSource of(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(read("/programs/" + name));
    }
    return new ProgramSource(text.toString());
  }

  /// These methods and more of the same class.
  public ProgramSource and(ProgramSource more) {
    return new ProgramSource(text + more.text());
  }

  private static String read(String resource) {
    try (InputStream in = ProgramSource.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no program " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
