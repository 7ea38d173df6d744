package dev.unmask.task.file;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// GSM8K: `question`, `answer` with `<<a*b=c>>` marks and `#### n`.
///
/// The chain form (GSM8K-Aug, "implicit chain of thought") asks for the equations alone:
/// `<<48/2=24>> <<48+24=72>> #### 72`.
///
/// @param chain whether the chain form is meant
/// @see "DiffuLLaMA, evaluation of GSM8K: text after ####, stripped, commas removed, string
///     equality"
record Gsm8k(boolean chain) implements FileTask {
  private static final Pattern MARK = Pattern.compile("<<[^<>]*>>");
  private static final Pattern EQUATION = Pattern.compile("<<([^<>=]*)=([^<>=]*)>>");
  private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(?:\\.\\d+)?");

  @Override
  public String name() {
    return chain ? "gsm8k-chain" : "gsm8k";
  }

  @Override
  public String says() {
    return chain
        ? "GSM8K, the answer as a chain of equations and its result."
        : "GSM8K, the answer in words and its result after ####.";
  }

  @Override
  public String asPublished() {
    return "the answers are compared as texts, so 18.0 and $18 are not 18";
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    int[] number = {0};
    return new DataFile(file, name())
        .jsonLines(
            most,
            entry -> {
              String question = entry.text("question");
              String answer = entry.text("answer");
              if (!answer.contains("####")) {
                throw entry.bad("has an answer without ####");
              }
              String target = chain ? chained(answer) : answer;
              String right = after(answer);
              return new Item.Writing(
                  name() + "/" + number[0]++,
                  question,
                  "",
                  "",
                  Room.rest(),
                  List.of(target),
                  written -> judge(written, right, asPublished));
            });
  }

  /// The marks of an answer, and its result.
  static String chained(String answer) {
    String marks =
        MARK.matcher(answer).results().map(MatchResult::group).collect(Collectors.joining(" "));
    return (marks + " #### " + after(answer)).strip();
  }

  private Judgement judge(String written, String right, boolean asPublished) {
    String said = after(written);
    boolean same = asPublished ? said.equals(right) : number(said).equals(number(right));
    Judgement judgement = Judgement.of(same);
    return chain ? judgement.with("chain", same && holds(written) ? 1 : 0) : judgement;
  }

  /// What stands after the last `####`, without commas.
  private static String after(String text) {
    int at = text.lastIndexOf("####");
    return at < 0 ? "" : text.substring(at + 4).strip().replace(",", "");
  }

  /// The first number of a text in its shortest form; the text itself if it has none, so that
  /// nothing equals nothing only by chance.
  private static String number(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.find()
        ? new java.math.BigDecimal(number.group().replace(",", ""))
            .stripTrailingZeros()
            .toPlainString()
        : "none: " + text;
  }

  /// Whether every equation is true.
  static boolean holds(String written) {
    List<MatchResult> equations = EQUATION.matcher(written).results().toList();
    return !equations.isEmpty()
        && equations.stream().allMatch(e -> Arithmetic.equal(e.group(1), e.group(2)));
  }
}
