package dev.unmask.task.code;

/// What a written piece of a Python program is put between, to see whether it is right.
///
/// @param before of the program
/// @param after of the program
/// @param checks that fail with an exception where it is wrong
public record CodeTest(String before, String after, String checks) {
  /// The whole program.
  public String program(String completion) {
    return before + completion + after + checks;
  }
}
