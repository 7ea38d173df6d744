package dev.unmask.task.file;

import java.nio.file.Path;
import java.util.List;

/// PIQA: `goal`, `sol1`, `sol2`; labels in the line or in `<name>-labels.lst` beside the file.
///
/// @see "DiffuLLaMA, evaluation, PIQA: `Question: {goal}\nAnswer: ` and a solution"
record Piqa() implements FileTask {
  @Override
  public String name() {
    return "piqa";
  }

  @Override
  public String says() {
    return "PIQA: which of two solutions reaches a goal.";
  }

  @Override
  public String asPublished() {
    return "two spaces stand before the solution";
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    DataFile data = new DataFile(file, name());
    String stem = String.valueOf(file.getFileName()).replaceAll("\\.jsonl(\\.gz)?$", "");
    int[] number = {0};
    List<List<String>> labels = new java.util.ArrayList<>();
    return data.jsonLines(
        most,
        entry -> {
          int i = number[0]++;
          String goal = entry.text("goal");
          String first = entry.text("sol1");
          String second = entry.text("sol2");
          int right;
          if (entry.has("label")) {
            right = entry.node().get("label").asInt(-1);
          } else {
            if (labels.isEmpty()) {
              labels.add(data.labels(List.of(stem + "-labels.lst", stem + ".lst")));
            }
            List<String> all = labels.getFirst();
            right =
                i < all.size() && all.get(i).strip().matches("[01]")
                    ? all.get(i).strip().charAt(0) - '0'
                    : -1;
          }
          if (right != 0 && right != 1) {
            throw entry.bad("has no label 0 or 1");
          }
          String before = "Question: " + goal + "\nAnswer:" + (asPublished ? " " : "");
          return new Item.Choice(
              name() + "/" + i,
              List.of(new Item.Option(before, " " + first), new Item.Option(before, " " + second)),
              right);
        });
  }
}
