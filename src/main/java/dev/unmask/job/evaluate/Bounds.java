package dev.unmask.job.evaluate;

import dev.unmask.job.ModelCard;
import dev.unmask.measure.Estimate;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Bounds of several texts.
///
/// @param title what was measured
/// @param card of the diffusion model
/// @param control name of the model that writes left to right; empty for none
/// @param options how it was estimated
/// @param texts one for each text
public record Bounds(
    String title, ModelCard card, String control, BoundOptions options, List<TextBound> texts) {
  public Bounds {
    texts = List.copyOf(texts);
  }

  /// Tokens that are scored, in all.
  public int tokens() {
    return texts.stream().mapToInt(TextBound::targets).sum();
  }

  /// Bytes of them.
  public int bytes() {
    return texts.stream().mapToInt(TextBound::bytes).sum();
  }

  /// The bound by times, nats for a token.
  public Estimate time() {
    return perToken(texts.stream().map(TextBound::time).toList());
  }

  /// The bound by exact counts, nats for a token.
  public Estimate count() {
    return perToken(texts.stream().map(TextBound::count).toList());
  }

  /// The chain rule in random orders, nats for a token; null if it was left out.
  public @Nullable Estimate orders() {
    return texts.stream().anyMatch(t -> t.orders() == null)
        ? null
        : perToken(texts.stream().map(TextBound::orders).toList());
  }

  /// The chain rule from left to right, nats for a token; NaN if it was left out.
  public double leftToRight() {
    return mean(t -> t.leftToRight() == null ? Double.NaN : t.leftToRight());
  }

  /// The log-likelihood of the control, nats for a token; NaN without one.
  public double autoregressive() {
    return mean(t -> t.autoregressive() == null ? Double.NaN : t.autoregressive());
  }

  /// The published surrogate, averaged over texts.
  public double surrogate() {
    return texts.stream().mapToDouble(TextBound::surrogate).average().orElse(Double.NaN);
  }

  /// What each noise level adds to the bound, nats for a token, from little noise to much.
  public double[] byTime() {
    double[] sum = new double[options.strata()];
    for (TextBound text : texts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += text.byTime()[i] / tokens();
      }
    }
    return sum;
  }

  private double mean(ToDoubleFunction<TextBound> nats) {
    return texts.stream().mapToDouble(nats).sum() / tokens();
  }

  /// The texts are fixed: the error is that of the noise alone, and adds up in squares.
  private Estimate perToken(List<@Nullable Estimate> each) {
    double mean = 0;
    double squares = 0;
    for (Estimate e : each) {
      if (e != null) {
        mean += e.mean();
        squares += e.standardError() * e.standardError();
      }
    }
    return new Estimate(mean / tokens(), Math.sqrt(squares) / tokens(), each.size());
  }
}
