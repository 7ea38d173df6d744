package dev.unmask.task.file;

import dev.unmask.task.code.CodeTest;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// HumanEval infilling (single line, multiple lines, random span): a piece of a function between
/// what stands before and behind it.
///
/// @see "Bavarian et al. 2022, human-eval-infilling: prompt + completion + suffix + test"
/// @see "DiffuLLaMA, evaluation: single line, oracle length, at most 1,000 tokens"
record HumanEvalInfilling() implements FileTask {
  @Override
  public String name() {
    return "humaneval-infilling";
  }

  @Override
  public String says() {
    return "HumanEval infilling: a piece of a Python function. Its length is given (oracle).";
  }

  @Override
  public String asPublished() {
    return "";
  }

  @Override
  public boolean fillsIn() {
    return true;
  }

  @Override
  public Yardstick yardstick() {
    return Yardstick.SAME_PROGRAM;
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    return new DataFile(file, name())
        .jsonLines(
            most,
            entry -> {
              String prompt = entry.text("prompt");
              String suffix = entry.text("suffix");
              String solution = entry.text("canonical_solution");
              CodeTest test =
                  new CodeTest(
                      prompt,
                      suffix,
                      HumanEval.checks(entry.text("test"), entry.text("entry_point")));
              return new Item.Writing(
                  entry.text("task_id"),
                  "",
                  prompt,
                  suffix,
                  Room.oracle(0),
                  List.of(solution),
                  new CodeJudge(test, UnaryOperator.identity(), solution));
            });
  }
}
