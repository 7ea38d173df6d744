package dev.unmask.job.evaluate;

import dev.unmask.job.LoadedWriter;
import dev.unmask.job.sweep.ScoredText;
import dev.unmask.measure.Distinct;
import dev.unmask.problem.Problem;
import dev.unmask.text.Tokenizer;
import java.util.Arrays;
import java.util.List;

/// What is to be said of texts that a model wrote without being asked anything.
///
/// @param texts how many
/// @param tokens of them, by the scorer
/// @param distinct share of different n-grams of words, for n = 1, 2, 3
/// @param perplexity by the scorer, tokens weighted alike; NaN without a scorer
public record WrittenTexts(int texts, int tokens, double[] distinct, double perplexity) {
  private static final int LONGEST = 3;

  /// Without a scorer.
  public static WrittenTexts of(List<String> texts) {
    return new WrittenTexts(texts.size(), 0, distinct(texts), Double.NaN);
  }

  /// With the perplexity that a model which writes left to right gives them. Texts of fewer than
  /// two tokens are left out, longer ones than it takes are cut.
  ///
  /// @see "SEDD, MDLM: generative perplexity by GPT-2 large"
  public static WrittenTexts of(List<String> texts, LoadedWriter scorer) {
    Tokenizer tokenizer = scorer.tokenizer();
    double nats = 0;
    int tokens = 0;
    for (String text : texts) {
      ScoredText scored;
      try {
        scored = ScoredText.of(tokenizer, scorer.first(), "", text, scorer.card().maxLength());
      } catch (Problem tooShort) {
        continue;
      }
      float[] logs = scorer.model().logLikelihood(List.of(scored.ids()))[0];
      for (int p = scored.from(); p < scored.ids().length; p++) {
        nats -= logs[p - 1];
        tokens++;
      }
    }
    return new WrittenTexts(
        texts.size(), tokens, distinct(texts), tokens == 0 ? Double.NaN : Math.exp(nats / tokens));
  }

  private static double[] distinct(List<String> texts) {
    List<int[]> words =
        texts.stream()
            .map(
                t ->
                    Arrays.stream(t.strip().split("\\s+", -1))
                        .filter(w -> !w.isEmpty())
                        .mapToInt(String::hashCode)
                        .toArray())
            .toList();
    double[] out = new double[LONGEST];
    Arrays.setAll(out, i -> Distinct.share(words, i + 1));
    return out;
  }
}
