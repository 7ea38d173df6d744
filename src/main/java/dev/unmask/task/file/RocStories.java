package dev.unmask.task.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// ROCStories: the third sentence of a story of five from the other four. Reads the cloze test
/// (`InputSentence1`…, `AnswerRightEnding`) and the stories (`sentence1`…`sentence5`), as CSV.
///
/// @see "DiffuLLaMA, evaluation, ROCStories: Spring 2016 cloze validation, oracle length, ROUGE"
record RocStories() implements FileTask {
  @Override
  public String name() {
    return "rocstories";
  }

  @Override
  public String says() {
    return "ROCStories: the third of five sentences. Its length in tokens is given (oracle).";
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
    return Yardstick.ROUGE;
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    DataFile data = new DataFile(file, name());
    List<Item> all = new ArrayList<>();
    for (Csv.Row row : Csv.read(data)) {
      if (all.size() == most) {
        break;
      }
      List<String> story = story(data, row);
      String target = " " + story.get(2);
      all.add(
          new Item.Writing(
              name() + "/" + all.size(),
              "",
              story.get(0) + " " + story.get(1),
              " " + story.get(3) + " " + story.get(4),
              Room.oracle(0),
              List.of(target),
              written -> Rouge.judge(written, target)));
    }
    return data.found(all);
  }

  private static List<String> story(DataFile data, Csv.Row row) {
    Map<String, String> cells = row.cells();
    List<String> story = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      String cell = cells.get("sentence" + i);
      if (cell == null && i < 5) {
        cell = cells.get("inputsentence" + i);
      } else if (cell == null) {
        String right = cells.getOrDefault("answerrightending", "");
        cell = cells.get("randomfifthsentencequiz" + right);
      }
      if (cell == null || cell.isBlank()) {
        throw data.bad(row.line(), "has no sentence " + i, null);
      }
      story.add(cell.strip());
    }
    return story;
  }
}
