package dev.unmask.task.file;

import dev.unmask.task.code.CodeTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// MBPP: a Python function from a sentence and its tests.
///
/// @see "Austin et al. 2021; the prompt of InCoder: the sentence and the tests as a docstring"
record Mbpp() implements FileTask {
  @Override
  public String name() {
    return "mbpp";
  }

  @Override
  public String says() {
    return "MBPP: a Python function from a sentence and its tests.";
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
              String text = entry.text("text");
              String solution = entry.text("code").replace("\r\n", "\n");
              JsonNode list = entry.node().get("test_list");
              if (list == null || !list.isArray() || list.isEmpty()) {
                throw entry.bad("has no list \"test_list\"");
              }
              List<String> tests = new ArrayList<>();
              list.forEach(t -> tests.add(t.asString()));
              String all = String.join("\n", tests);
              String setup = entry.has("test_setup_code") ? entry.text("test_setup_code") : "";
              return new Item.Writing(
                  "mbpp/" + entry.node().path("task_id").asInt(0),
                  "",
                  "\"\"\"\n" + text + "\n" + all + "\n\"\"\"\n",
                  "",
                  Room.rest(),
                  List.of(solution),
                  new CodeJudge(
                      new CodeTest(setup + "\n", "", "\n" + all + "\n"),
                      java.util.function.UnaryOperator.identity(),
                      solution));
            });
  }
}
