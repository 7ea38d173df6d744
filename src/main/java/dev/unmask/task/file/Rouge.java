package dev.unmask.task.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// ROUGE-1, -2 and -L as F1, without stemming.
///
/// @see "Lin 2004; rouge_score 0.1.2, tokenize and rouge_scorer"
final class Rouge {
  private static final Pattern WORD = Pattern.compile("[a-z0-9]+");

  private Rouge() {}

  static Judgement judge(String written, String target) {
    List<String> a = words(written);
    List<String> b = words(target);
    return Judgement.of(a.equals(b))
        .with("rouge1", f1(overlap(grams(a, 1), grams(b, 1)), a.size(), b.size()))
        .with("rouge2", f1(overlap(grams(a, 2), grams(b, 2)), a.size() - 1, b.size() - 1))
        .with("rougeL", f1(longest(a, b), a.size(), b.size()));
  }

  private static List<String> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList();
  }

  private static List<List<String>> grams(List<String> words, int n) {
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i + n <= words.size(); i++) {
      all.add(words.subList(i, i + n));
    }
    return all;
  }

  private static int overlap(List<List<String>> a, List<List<String>> b) {
    Map<List<String>, Integer> left = new HashMap<>();
    b.forEach(g -> left.merge(g, 1, Integer::sum));
    int common = 0;
    for (List<String> gram : a) {
      int n = left.getOrDefault(gram, 0);
      if (n > 0) {
        left.put(gram, n - 1);
        common++;
      }
    }
    return common;
  }

  private static int longest(List<String> a, List<String> b) {
    int[] row = new int[b.size() + 1];
    for (String word : a) {
      int corner = 0;
      for (int j = 1; j <= b.size(); j++) {
        int above = row[j];
        row[j] = word.equals(b.get(j - 1)) ? corner + 1 : Math.max(above, row[j - 1]);
        corner = above;
      }
    }
    return row[b.size()];
  }

  private static double f1(int common, int a, int b) {
    return common == 0 ? 0 : 2.0 * common / (a + b);
  }
}
