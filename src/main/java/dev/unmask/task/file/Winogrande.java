package dev.unmask.task.file;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Winogrande: as published (`sentence` with `_`, `option1`, `option2`, `answer`), or in the form
/// of a prompt. What stands before the blank is given; the option and the rest are scored.
///
/// @see "DiffuLLaMA, evaluation, Winogrande (xl, validation)"
record Winogrande() implements FileTask {
  private static final Pattern PROMPT =
      Pattern.compile(
          "^.*?sentence:\\s*(.*?)\\s*Option1:\\s*(.*?)\\s*Option2:\\s*(.*?)\\s*Answer format:.*$",
          Pattern.DOTALL);

  @Override
  public String name() {
    return "winogrande";
  }

  @Override
  public String says() {
    return "Winogrande: which of two names belongs into a sentence.";
  }

  @Override
  public String asPublished() {
    return "the option is cut into tokens without the space before it";
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    DataFile data = new DataFile(file, name());
    int[] number = {0};
    if (data.array()) {
      return data.jsonArray(
          most,
          entry -> {
            Matcher m = PROMPT.matcher(entry.text("instruction"));
            if (!m.matches()) {
              throw entry.bad("has no sentence with Option1 and Option2");
            }
            String answer = entry.text("answer").replace("option", "");
            return item(
                entry, number[0]++, m.group(1), m.group(2), m.group(3), answer, asPublished);
          });
    }
    return data.jsonLines(
        most,
        entry ->
            item(
                entry,
                number[0]++,
                entry.text("sentence"),
                entry.text("option1"),
                entry.text("option2"),
                entry.text("answer"),
                asPublished));
  }

  private static Item item(
      DataFile.Entry entry,
      int i,
      String sentence,
      String first,
      String second,
      String answer,
      boolean asPublished) {
    int blank = sentence.indexOf('_');
    if (blank < 0 || !answer.matches("[12]")) {
      throw entry.bad("has no sentence with a blank and an answer 1 or 2");
    }
    String before = sentence.substring(0, blank);
    String rest = sentence.substring(blank + 1);
    // The space belongs to the word that follows it, as in running text.
    boolean spaced = !asPublished && before.endsWith(" ");
    String given = spaced ? before.substring(0, before.length() - 1) : before;
    String space = spaced ? " " : "";
    return new Item.Choice(
        "winogrande/" + i,
        List.of(
            new Item.Option(given, space + first + rest),
            new Item.Option(given, space + second + rest)),
        answer.charAt(0) - '1');
  }
}
