package dev.unmask.task;

import java.util.regex.Pattern;

/// What is left out of a text to be filled in again.
public enum Gap {
  /// A number of the question: the equations say which.
  QUESTION_NUMBER(1, "\\d+", true),
  /// A result of an equation.
  RESULT(2, "(?<==)\\d+(?=>>)", false),
  /// An equation as a whole.
  EQUATION(3, "<<[^>]*>>", false);

  private final int code;
  private final Pattern pattern;
  private final boolean inQuestion;

  Gap(int code, String pattern, boolean inQuestion) {
    this.code = code;
    this.pattern = Pattern.compile(pattern);
    this.inQuestion = inQuestion;
  }

  /// The number that enters the generator; it never changes, or infillings would.
  int code() {
    return code;
  }

  Pattern pattern() {
    return pattern;
  }

  boolean inQuestion() {
    return inQuestion;
  }
}
