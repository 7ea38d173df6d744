package dev.unmask.task.file;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Social IQa: as published (`context`, `question`, `answerA`…, labels beside it or as `correct`),
/// or in the form of a prompt, out of which the choices are read.
///
/// @see "DiffuLLaMA, evaluation, SIQA: `Question: {context} {question}\nAnswer: ` and an answer"
record SocialIqa() implements FileTask {
  private static final Pattern PROMPT =
      Pattern.compile(
          "^.*?question:\\s*(.*?)\\s*Answer1:\\s*(.*?)\\s*Answer2:\\s*(.*?)\\s*Answer3:\\s*(.*?)"
              + "\\s*Answer format:.*$",
          Pattern.DOTALL);

  @Override
  public String name() {
    return "siqa";
  }

  @Override
  public String says() {
    return "Social IQa: which of three answers fits a situation.";
  }

  @Override
  public String asPublished() {
    return "the answer is cut into tokens by itself, behind the space: no leading space of its own";
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    DataFile data = new DataFile(file, name());
    int[] number = {0};
    if (data.array()) {
      return data.jsonArray(most, entry -> prompt(entry, number[0]++, asPublished));
    }
    String stem = String.valueOf(file.getFileName()).replaceAll("\\.jsonl(\\.gz)?$", "");
    List<List<String>> labels = new java.util.ArrayList<>();
    Function<Integer, String> label =
        i -> {
          if (labels.isEmpty()) {
            labels.add(data.labels(List.of(stem + "-labels.lst")));
          }
          return i < labels.getFirst().size() ? labels.getFirst().get(i).strip() : "";
        };
    return data.jsonLines(
        most,
        entry -> {
          int i = number[0]++;
          String asked = entry.text("context") + " " + entry.text("question");
          String said = entry.has("correct") ? entry.text("correct") : label.apply(i);
          int right =
              "ABC".indexOf(said) >= 0 && said.length() == 1
                  ? "ABC".indexOf(said)
                  : "123".indexOf(said);
          if (said.length() != 1 || right < 0) {
            throw entry.bad("has no label A, B, C or 1, 2, 3");
          }
          return item(
              i,
              asked,
              List.of(entry.text("answerA"), entry.text("answerB"), entry.text("answerC")),
              right,
              asPublished);
        });
  }

  private static Item prompt(DataFile.Entry entry, int i, boolean asPublished) {
    Matcher m = PROMPT.matcher(entry.text("instruction"));
    String answer = entry.text("answer");
    if (!m.matches() || !answer.matches("answer[123]")) {
      throw entry.bad("has no question with Answer1, Answer2 and Answer3");
    }
    return item(
        i,
        m.group(1),
        List.of(m.group(2), m.group(3), m.group(4)),
        answer.charAt(6) - '1',
        asPublished);
  }

  private static Item item(
      int i, String question, List<String> answers, int right, boolean asPublished) {
    String before = "Question: " + question + "\nAnswer:" + (asPublished ? " " : "");
    return new Item.Choice(
        "siqa/" + i,
        answers.stream().map(a -> new Item.Option(before, asPublished ? a : " " + a)).toList(),
        right);
  }
}
