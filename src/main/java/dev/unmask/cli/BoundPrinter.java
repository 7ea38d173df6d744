package dev.unmask.cli;

import dev.unmask.job.evaluate.Bounds;
import dev.unmask.job.evaluate.TextBound;
import dev.unmask.job.evaluate.WrittenTexts;
import dev.unmask.measure.Estimate;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Bounds for people and for programs.
final class BoundPrinter {
  private static final int BAR = 40;
  private static final double BIT = Math.log(2);

  private BoundPrinter() {}

  static void print(PrintWriter out, Bounds bounds, int show, boolean json) {
    if (json) {
      out.println(object(bounds).text());
    } else {
      table(out, bounds);
      times(out, bounds);
      bounds.texts().stream().limit(show).forEach(t -> text(out, t));
    }
    out.flush();
  }

  private static void table(PrintWriter out, Bounds b) {
    long cut = b.texts().stream().filter(TextBound::cut).count();
    out.printf(
        Locale.ROOT,
        "%s, %s (%s) scored%s.%n",
        Plural.of(b.texts().size(), "text"),
        Plural.of(b.tokens(), "token"),
        Plural.of(b.bytes(), "byte"),
        cut == 0 ? "" : "; " + Plural.of(cut, "text") + " did not fit and lost the end");
    out.printf("%-34s %10s %8s %10s %10s%n", "", "nats/token", "s.e.", "bits/token", "bits/byte");
    row(out, b, "bound, weight 1/t", b.time());
    row(out, b, "bound, exact counts", b.count());
    Estimate orders = b.orders();
    if (orders != null) {
      row(out, b, "chain rule, random orders", orders);
      row(out, b, "chain rule, left to right", single(b.leftToRight()));
    }
    if (!b.control().isEmpty()) {
      row(out, b, "log-likelihood of " + b.control(), single(b.autoregressive()));
      out.printf(
          Locale.ROOT,
          "The bound lies %.4f nats a token above that likelihood.%n",
          b.count().mean() - b.autoregressive());
    }
    out.printf(
        Locale.ROOT,
        "Published surrogate (mean over levels of the mean cross-entropy, no bound): %.4f%n",
        b.surrogate());
  }

  private static Estimate single(double mean) {
    return new Estimate(mean, Double.NaN, 1);
  }

  private static void row(PrintWriter out, Bounds b, String name, Estimate nats) {
    double perByte = nats.mean() * b.tokens() / b.bytes() / BIT;
    out.printf(
        Locale.ROOT,
        "%-34s %10.4f %8s %10.4f %10.4f%n",
        name,
        nats.mean(),
        Double.isNaN(nats.standardError())
            ? ""
            : String.format(Locale.ROOT, "%.4f", nats.standardError()),
        nats.mean() / BIT,
        perByte);
  }

  private static void times(PrintWriter out, Bounds b) {
    double[] nats = b.byTime();
    double most = Arrays.stream(nats).max().orElse(0);
    out.println("What each share of masks adds, nats a token:");
    for (int i = 0; i < nats.length; i++) {
      int bar = most <= 0 ? 0 : (int) Math.round(BAR * Math.max(0, nats[i]) / most);
      out.printf(
          Locale.ROOT,
          "  %3d–%3d %%  %.4f %s%n",
          100 * i / nats.length,
          100 * (i + 1) / nats.length,
          nats[i],
          "█".repeat(bar));
    }
  }

  private static void text(PrintWriter out, TextBound t) {
    out.printf("%n%s%n", t.id());
    for (int p = t.from(); p < t.tokens().length; p++) {
      out.printf(
          Locale.ROOT,
          "  %4d  %-16s %8.4f%s%n",
          p,
          "“" + t.tokens()[p].replace("\n", "⏎") + "”",
          t.byPosition()[p],
          t.autoregressiveByPosition().length == 0
              ? ""
              : String.format(Locale.ROOT, " %8.4f", t.autoregressiveByPosition()[p]));
    }
  }

  private static JsonText object(Bounds b) {
    List<JsonText> texts = new ArrayList<>();
    for (TextBound t : b.texts()) {
      texts.add(
          new JsonText()
              .put("id", t.id())
              .put("tokens", t.targets())
              .put("nats_time", t.time().mean())
              .put("nats_count", t.count().mean())
              .put("surrogate", t.surrogate()));
    }
    Estimate orders = b.orders();
    JsonText out =
        new JsonText()
            .put("tokens", b.tokens())
            .put("bytes", b.bytes())
            .put("nats_per_token_time", b.time().mean())
            .put("nats_per_token_time_se", b.time().standardError())
            .put("nats_per_token_count", b.count().mean())
            .put("nats_per_token_count_se", b.count().standardError())
            .put("bits_per_token", b.count().mean() / BIT)
            .put("surrogate", b.surrogate())
            .put("texts", texts);
    if (orders != null) {
      out.put("nats_per_token_orders", orders.mean())
          .put("nats_per_token_left_to_right", b.leftToRight());
    }
    return b.control().isEmpty() ? out : out.put("nats_per_token_ar", b.autoregressive());
  }

  static void print(PrintWriter out, WrittenTexts written, String scorer, boolean json) {
    double[] distinct = written.distinct();
    if (json) {
      JsonText object =
          new JsonText()
              .put("texts", written.texts())
              .put("distinct_1", distinct[0])
              .put("distinct_2", distinct[1])
              .put("distinct_3", distinct[2]);
      out.println(
          (scorer.isEmpty() ? object : object.put("perplexity", written.perplexity())).text());
    } else {
      out.printf(
          Locale.ROOT,
          "Different words %.3f, pairs %.3f, triples %.3f of all (distinct-1, -2, -3).%n",
          distinct[0],
          distinct[1],
          distinct[2]);
      out.println(
          scorer.isEmpty()
              ? "Name a --scorer for their perplexity."
              : String.format(
                  Locale.ROOT,
                  "Perplexity by %s: %.2f over %d tokens.",
                  scorer,
                  written.perplexity(),
                  written.tokens()));
    }
    out.flush();
  }
}
