package dev.unmask.task.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Short answers compared as in SQuAD: lower case, without punctuation and articles.
///
/// @see "SQuAD, evaluate-v1.1.py, normalize_answer, f1_score"
final class ShortAnswer {
  private static final Pattern ARTICLES = Pattern.compile("\\b(a|an|the)\\b");
  private static final Pattern PUNCTUATION =
      Pattern.compile("[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~]");

  private ShortAnswer() {}

  static String normalized(String text) {
    String plain = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    return ARTICLES.matcher(plain).replaceAll(" ").replaceAll("\\s+", " ").strip();
  }

  /// Exact match, F1 and containment against any of the right answers.
  ///
  /// @param contained whether containment counts as right
  static Judgement judge(String written, List<String> targets, boolean contained) {
    String said = normalized(written);
    boolean exact = targets.stream().map(ShortAnswer::normalized).anyMatch(said::equals);
    boolean within =
        targets.stream()
            .map(ShortAnswer::normalized)
            .anyMatch(t -> !t.isEmpty() && said.contains(t));
    double f1 = targets.stream().mapToDouble(t -> f1(said, normalized(t))).max().orElse(0);
    return Judgement.of(contained ? within : exact)
        .with("em", exact ? 1 : 0)
        .with("contains", within ? 1 : 0)
        .with("f1", f1);
  }

  private static double f1(String said, String target) {
    List<String> a = words(said);
    List<String> b = new ArrayList<>(words(target));
    int total = a.size() + b.size();
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() && b.isEmpty() ? 1 : 0;
    }
    int common = 0;
    for (String word : a) {
      common += b.remove(word) ? 1 : 0;
    }
    return 2.0 * common / total;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
  }
}
