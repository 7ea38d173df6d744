package dev.unmask.task.file;

import dev.unmask.task.code.CodeTest;
import java.util.function.UnaryOperator;

/// Judges a piece of a program by equality with the published one. Its [CodeTest] is for those who
/// asked to run what was written.
///
/// @param test that decides, where it may be run
/// @param completion what of a written text counts
/// @param solution as published
public record CodeJudge(CodeTest test, UnaryOperator<String> completion, String solution)
    implements Judge {
  @Override
  public Judgement judge(String written) {
    boolean same = completion.apply(written).strip().equals(solution.strip());
    return Judgement.of(same).with("exact_match", same ? 1 : 0);
  }
}
