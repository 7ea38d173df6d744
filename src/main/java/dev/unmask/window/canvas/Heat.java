package dev.unmask.window.canvas;

import dev.unmask.window.trace.Moment;
import java.util.Arrays;
import java.util.Locale;

/// What the lightness of a position stands for: one thing at a time.
public enum Heat {
  /// Probability of the token, or of the guess that shows through a mask.
  CONFIDENCE("Confidence"),
  /// How undecided the model was between all tokens.
  ENTROPY("Entropy"),
  /// How often the guess (`x0_hat`) has changed so far.
  REVISIONS("Revisions"),
  /// The step from which on the guess has stayed what it is.
  SETTLED("Settled at");

  /// What counts as wholly undecided: beyond it differences say little.
  static final double MOST_NATS = 3;

  private final String words;

  Heat(String words) {
    this.words = words;
  }

  /// The one of a name; the usual one for a name that is none.
  public static Heat named(String name) {
    return Arrays.stream(values())
        .filter(h -> h.name().equals(name))
        .findFirst()
        .orElse(CONFIDENCE);
  }

  /// As it is chosen.
  public String words() {
    return words;
  }

  /// Whether masked positions have a shade too: what is counted under them is then seen while it
  /// happens.
  boolean underMasks() {
    return this != CONFIDENCE;
  }

  /// The shade of a position, 0 to 1; NaN where there is nothing to say.
  double shade(Sheet sheet, int position) {
    Moment now = sheet.now();
    return switch (this) {
      case CONFIDENCE -> now.probability()[position];
      case ENTROPY -> Math.min(1, Math.max(0, now.entropy()[position]) / MOST_NATS);
      case REVISIONS ->
          sheet.revisions().firstRight()[position] == 0
              ? Double.NaN
              : sheet.revisions().changes()[position] / (double) Math.max(1, sheet.mostRevised());
      case SETTLED -> {
        int since = sheet.revisions().firstRight()[position];
        yield since == 0 ? Double.NaN : (since - 1) / (double) Math.max(1, steps(sheet) - 1);
      }
    };
  }

  /// Steps of the run: a sampler may need fewer than it was given.
  private static int steps(Sheet sheet) {
    Moment end = sheet.end();
    return Math.max(1, end == null ? sheet.now().steps() : end.step());
  }

  /// What the lightest shade means.
  String least() {
    return switch (this) {
      case CONFIDENCE -> "unsure";
      case ENTROPY -> "decided";
      case REVISIONS -> "guess never changed";
      case SETTLED -> "settled in step 1";
    };
  }

  /// What the darkest shade means.
  String most(Sheet sheet) {
    return switch (this) {
      case CONFIDENCE -> "sure";
      case ENTROPY -> String.format(Locale.ROOT, "%.0f nats or more", MOST_NATS);
      case REVISIONS ->
          sheet.mostRevised() <= 1 ? "once" : "%d times".formatted(sheet.mostRevised());
      case SETTLED -> "in step %d".formatted(steps(sheet));
    };
  }

  /// The same without a sheet.
  String most() {
    return switch (this) {
      case CONFIDENCE -> "sure";
      case ENTROPY -> "undecided";
      case REVISIONS -> "often";
      case SETTLED -> "in the last";
    };
  }
}
