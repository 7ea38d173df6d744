package dev.unmask.task.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// SQuAD 1.1: questions to a paragraph. This is what DiffuLLaMA's script for TriviaQA reads.
///
/// @see "SQuAD, dev-v1.1.json; DiffuLLaMA, evaluation, TriviaQA (issue 27)"
record Squad() implements FileTask {
  @Override
  public String name() {
    return "squad";
  }

  @Override
  public String says() {
    return "SQuAD: a question to a paragraph. The length is that of the longest answer (oracle).";
  }

  @Override
  public String asPublished() {
    return "an answer counts if it contains a right one (reported by its authors as TriviaQA)";
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    DataFile data = new DataFile(file, name());
    DataFile.Entry whole = data.json();
    List<Item> items = new ArrayList<>();
    for (JsonNode article : list(whole, whole.node(), "data")) {
      for (JsonNode paragraph : list(whole, article, "paragraphs")) {
        for (JsonNode asked : list(whole, paragraph, "qas")) {
          if (items.size() < most) {
            items.add(item(whole, paragraph, asked, items.size(), asPublished));
          }
        }
      }
    }
    return data.found(items);
  }

  private static JsonNode list(DataFile.Entry whole, JsonNode node, String key) {
    JsonNode list = node.get(key);
    if (list == null || !list.isArray()) {
      throw whole.bad("begins a file with an entry that has no list \"" + key + "\"");
    }
    return list;
  }

  private static Item item(
      DataFile.Entry whole, JsonNode paragraph, JsonNode asked, int i, boolean asPublished) {
    Set<String> right = new LinkedHashSet<>();
    for (JsonNode answer : list(whole, asked, "answers")) {
      right.add(answer.path("text").asString(""));
    }
    right.remove("");
    if (right.isEmpty() || !paragraph.has("context") || !asked.has("question")) {
      throw whole.bad("begins a file whose question %d has no answer".formatted(i + 1));
    }
    // The longest first: it sets the length.
    List<String> targets = new ArrayList<>(right);
    targets.sort(java.util.Comparator.comparingInt(String::length).reversed());
    return new Item.Writing(
        "squad/" + asked.path("id").asString(String.valueOf(i)),
        "",
        paragraph.get("context").asString()
            + "\nQuestion: "
            + asked.get("question").asString()
            + "\nAnswer:",
        "",
        Room.oracle(0),
        targets,
        written -> ShortAnswer.judge(written, targets, asPublished));
  }
}
