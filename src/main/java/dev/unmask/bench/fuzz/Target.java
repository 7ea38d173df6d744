package dev.unmask.bench.fuzz;

import java.nio.file.Path;
import java.util.Map;

/// A kind of file that is broken, and how a folder that holds it is opened.
///
/// @param name for the reports
/// @param file the one that is changed
/// @param seed what it holds when it is right
/// @param tail bytes of zeros after it, which are data and not changed
/// @param layout how the file is put together after a change
/// @param others the other files of the folder, by name
/// @param opening what a user's opening does; throws a Problem where it refuses
record Target(
    String name,
    String file,
    byte[] seed,
    long tail,
    Layout layout,
    Map<String, Content> others,
    Opening opening) {

  /// How a changed file is put together.
  enum Layout {
    /// As it is, with the tail.
    PLAIN,
    /// The length of the JSON before it, mostly the right one.
    SAFETENSORS,
    /// Mostly as long as llama2.c's seven numbers say.
    LLAMA2C
  }

  /// A file that is left alone.
  ///
  /// @param head its bytes
  /// @param tail zeros after them
  record Content(byte[] head, long tail) {}

  /// What is done with a folder.
  @FunctionalInterface
  interface Opening {
    /// @throws dev.unmask.problem.Problem if it is refused
    void open(Path folder);
  }
}
