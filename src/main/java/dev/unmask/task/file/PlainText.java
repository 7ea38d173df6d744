package dev.unmask.task.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A text as paragraphs: what stands between blank lines; in WikiText, whose lines are paragraphs,
/// each line.
///
/// @param name of the task
/// @param says what it is
record PlainText(String name, String says) implements FileTask {
  @Override
  public String asPublished() {
    return "";
  }

  @Override
  public Yardstick yardstick() {
    return Yardstick.NATS;
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    DataFile data = new DataFile(file, name);
    List<Item> all = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    List<String> lines = new ArrayList<>(data.lines());
    lines.add("");
    boolean wiki = name.equals("wikitext");
    for (String line : lines) {
      if (!line.isBlank()) {
        paragraph.append(paragraph.isEmpty() ? "" : "\n").append(line.strip());
      }
      if ((wiki || line.isBlank()) && !paragraph.isEmpty() && all.size() < most) {
        all.add(new Item.Passage(name + "/" + all.size(), paragraph.toString()));
        paragraph.setLength(0);
      }
    }
    return data.found(all);
  }
}
