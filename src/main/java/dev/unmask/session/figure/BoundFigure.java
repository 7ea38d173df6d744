package dev.unmask.session.figure;

import dev.unmask.job.evaluate.Bounds;
import dev.unmask.job.evaluate.TextBound;
import java.util.Arrays;
import java.util.Locale;

/// A text with what each of its tokens adds to the bound: darker is dearer. Below it the same by
/// the share of masks. A number stands under each token, so that colour is not all there is.
public final class BoundFigure {
  private static final double LEFT = 16;
  private static final double SIZE = 13;
  private static final double LETTER = 0.62 * SIZE;
  private static final double LINE = 46;
  private static final double TIMES = 190;
  private static final int HEAT = 0xD55E00;

  private final Bounds bounds;
  private final double width;
  private final Inks inks;

  public BoundFigure(Bounds bounds, double width, Inks inks) {
    this.bounds = bounds;
    this.width = width;
    this.inks = inks;
  }

  /// Draws all texts, then the times.
  public Drawing draw() {
    double height = 16;
    for (TextBound text : bounds.texts()) {
      height += lines(text) * LINE + 24;
    }
    Drawing d = new Drawing(width, height + TIMES);
    d.box(0, 0, width, height + TIMES, inks.paper(), 1);
    double y = 30;
    for (TextBound text : bounds.texts()) {
      y = text(d, text, y) + 24;
    }
    times(d, height);
    return d;
  }

  private int lines(TextBound text) {
    double x = LEFT;
    int lines = 1;
    for (String token : text.tokens()) {
      double w = width(token);
      if (x + w > width - LEFT) {
        x = LEFT;
        lines++;
      }
      x += w + 2;
    }
    return lines;
  }

  private double text(Drawing d, TextBound text, double top) {
    double most = Math.max(1e-9, Arrays.stream(text.byPosition()).max().orElse(1));
    double x = LEFT;
    double y = top;
    for (int p = 0; p < text.tokens().length; p++) {
      String token = shown(text.tokens()[p]);
      double w = width(text.tokens()[p]);
      if (x + w > width - LEFT) {
        x = LEFT;
        y += LINE;
      }
      boolean scored = p >= text.from();
      double nats = text.byPosition()[p];
      if (scored) {
        d.box(x, y - 15, w, 20, HEAT, 0.75 * Math.max(0, nats) / most);
      }
      d.add(
          new Drawing.Words(
              x + w / 2, y, token, SIZE, 0.5, scored ? inks.ink() : inks.quiet(), false));
      if (scored) {
        d.add(
            new Drawing.Words(
                x + w / 2,
                y + 17,
                String.format(Locale.ROOT, nats < 9.95 ? "%.1f" : "%.0f", nats),
                9,
                0.5,
                inks.quiet(),
                false));
      }
      x += w + 2;
    }
    return y + LINE - 20;
  }

  private void times(Drawing d, double top) {
    double[] nats = bounds.byTime();
    double most = Math.max(1e-9, Arrays.stream(nats).max().orElse(1));
    double height = TIMES - 88;
    double base = top + TIMES - 40;
    double room = Math.min(width - 2 * LEFT, 640);
    double bar = room / nats.length;
    d.add(
        new Drawing.Words(
            LEFT,
            top + 16,
            "What each share of masks adds, nats a token",
            SIZE,
            0,
            inks.ink(),
            false));
    for (int i = 0; i < nats.length; i++) {
      double h = height * Math.max(0, nats[i]) / most;
      d.box(LEFT + i * bar, base - h, bar - 2, h, Inks.line(0), 0.9);
      d.add(
          new Drawing.Words(
              LEFT + i * bar + (bar - 2) / 2,
              base - h - 4,
              String.format(Locale.ROOT, "%.2f", nats[i]),
              9,
              0.5,
              inks.quiet(),
              false));
      if (i % Math.max(1, nats.length / 8) == 0) {
        d.add(
            new Drawing.Words(
                LEFT + i * bar, base + 16, 100 * i / nats.length + " %", 11, 0, inks.ink(), false));
      }
    }
    d.add(new Drawing.Words(LEFT, base + 32, "masked", 11, 0, inks.quiet(), false));
    d.line(LEFT, base, LEFT + room, base, inks.ink(), 1);
  }

  private static String shown(String token) {
    return token.replace("\n", "⏎").replace("\r", "").strip();
  }

  private static double width(String token) {
    return Math.max(26, shown(token).length() * LETTER + 8);
  }
}
