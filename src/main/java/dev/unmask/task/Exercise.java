package dev.unmask.task;

import java.util.Arrays;

/// A question with one right answer, written out.
///
/// @param kind what is asked for
/// @param family of its grammar that made it, for example `story`
/// @param question as a person asks it
/// @param answer equations and result: `<<12/3=4>> <<4*5=20>> #### 20`; a worksheet has no result.
///     Of a countdown there may be other right answers
public record Exercise(Kind kind, String family, String question, String answer) {
  /// What identifies it: the question, without the order of things where order means nothing.
  public String asked() {
    if (kind == Kind.WORD_PROBLEM) {
      return question;
    }
    String[] parts = question.split("[ ,.]+");
    if (kind == Kind.COUNTDOWN) {
      // `Use 3, 7 and 12 to make 33.` asks the same as `Use 12, 3 and 7 to make 33.`
      String target = parts[parts.length - 1];
      parts[parts.length - 1] = "";
      Arrays.sort(parts);
      return String.join(" ", parts) + " = " + target;
    }
    Arrays.sort(parts);
    return String.join(" ", parts);
  }

  /// The split to which it belongs.
  public Split split() {
    return Split.of(asked());
  }
}
