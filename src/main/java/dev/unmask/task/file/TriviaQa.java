package dev.unmask.task.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// TriviaQA: `Data` with `Question`, `Answer.Value`, `Answer.Aliases`, or lines with `question` and
/// `answer.value`, `answer.aliases`.
///
/// The length is that of the usual answer and 10 more, as the paper says.
///
/// @see "DiffuLLaMA, paper: oracle length + 10; its script reads SQuAD instead: see squad"
record TriviaQa() implements FileTask {
  private static final int MORE = 10;

  @Override
  public String name() {
    return "triviaqa";
  }

  @Override
  public String says() {
    return "TriviaQA without documents. The length is that of the usual answer and 10 (oracle).";
  }

  @Override
  public String asPublished() {
    return "an answer counts if it contains a right one (the script itself reads SQuAD: use squad)";
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    DataFile data = new DataFile(file, name());
    String name = String.valueOf(file.getFileName());
    if (name.contains(".jsonl")) {
      int[] number = {0};
      return data.jsonLines(
          most,
          entry ->
              item(
                  entry,
                  number[0]++,
                  entry.text("question"),
                  entry.node().get("answer"),
                  "value",
                  "aliases",
                  asPublished));
    }
    DataFile.Entry whole = data.json();
    JsonNode all = whole.node().get("Data");
    if (all == null || !all.isArray()) {
      throw whole.bad("has no list \"Data\"");
    }
    List<Item> items = new ArrayList<>();
    for (JsonNode one : all) {
      if (items.size() == most) {
        break;
      }
      JsonNode question = one.get("Question");
      if (question == null || !question.isString()) {
        throw whole.bad("begins a list whose entry %d has no Question".formatted(items.size() + 1));
      }
      items.add(
          item(
              whole,
              items.size(),
              question.stringValue(),
              one.get("Answer"),
              "Value",
              "Aliases",
              asPublished));
    }
    return data.found(items);
  }

  private static Item item(
      DataFile.Entry entry,
      int i,
      String question,
      @org.jspecify.annotations.Nullable JsonNode answer,
      String value,
      String aliases,
      boolean asPublished) {
    if (answer == null || !answer.has(value)) {
      throw entry.bad("has no answer with a value (entry " + (i + 1) + ")");
    }
    Set<String> right = new LinkedHashSet<>();
    right.add(answer.get(value).asString());
    JsonNode more = answer.get(aliases);
    if (more != null) {
      more.forEach(a -> right.add(a.asString()));
    }
    List<String> targets = List.copyOf(right);
    return new Item.Writing(
        "triviaqa/" + i,
        "",
        "Question: " + question + "\nAnswer:",
        "",
        Room.oracle(MORE),
        targets,
        written -> ShortAnswer.judge(written, targets, asPublished));
  }
}
