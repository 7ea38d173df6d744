package dev.unmask.task.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// LAMBADA, plain text with one passage a line: the last word from all before it.
///
/// @see "DiffuLLaMA, evaluation, LAMBADA: oracle length, one step for each token, sampled"
record Lambada() implements FileTask {
  @Override
  public String name() {
    return "lambada";
  }

  @Override
  public String says() {
    return "LAMBADA: the last word of a passage. Its length in tokens is given (oracle).";
  }

  @Override
  public String asPublished() {
    return "the word is sampled at temperature 1 rather than the most probable one";
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    DataFile data = new DataFile(file, name());
    List<Item> all = new ArrayList<>();
    List<String> lines = data.lines();
    for (int i = 0; i < lines.size() && all.size() < most; i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) {
        continue;
      }
      int space = line.lastIndexOf(' ');
      if (space < 0 || line.startsWith("{")) {
        throw data.bad(i + 1, "is no passage of several words", null);
      }
      String word = line.substring(space + 1);
      all.add(
          new Item.Writing(
              name() + "/" + i,
              "",
              line.substring(0, space),
              "",
              Room.oracle(0),
              List.of(" " + word),
              written -> Judgement.of(written.strip().equals(word))));
    }
    return data.found(all);
  }
}
