package dev.unmask.task.file;

import java.util.Locale;
import java.util.Map;

/// What counts of the items of a task: not every text is right or wrong.
public enum Yardstick {
  /// Whether an item was solved.
  SOLVED("right", "share", "share of items that were solved"),
  /// Whether a program is the published one, letter by letter. Nothing is run.
  SAME_PROGRAM("same", "share", "share of programs equal to the published ones, nothing run"),
  /// How much of the right text was written, in its order.
  ROUGE("ROUGE-L", "rougeL", "mean ROUGE-L (F1, of 100)"),
  /// How likely a text is: in nats a token, the fewer the better.
  NATS("nats a token", "nats_per_token", "nats a token, fewer are better"),
  /// Nothing: texts from nothing.
  NOTHING("", "", "nothing is right or wrong");

  private static final double HUNDRED = 100;

  private final String heading;
  private final String key;
  private final String words;

  Yardstick(String heading, String key, String words) {
    this.heading = heading;
    this.key = key;
    this.words = words;
  }

  /// Of a task by its name; of one that is made, which no file holds, whether it was solved.
  public static Yardstick of(String task) {
    return FileTask.all().stream()
        .filter(t -> t.name().equals(task))
        .map(FileTask::yardstick)
        .findFirst()
        .orElse(SOLVED);
  }

  /// For a column; empty if nothing counts.
  public String heading() {
    return heading;
  }

  /// In data files, for a column.
  public String key() {
    return key;
  }

  /// In words, for a figure.
  public String words() {
    return words;
  }

  /// Whether each item counts wholly or not at all.
  public boolean allOrNothing() {
    return this == SOLVED || this == SAME_PROGRAM;
  }

  /// Whether it lies between 0 and 1, and is shown as so many of a hundred.
  public boolean hundredths() {
    return allOrNothing() || this == ROUGE;
  }

  /// What an item came to; NaN if it has none of it.
  ///
  /// @param scores of it by their names
  public double value(boolean right, Map<String, Double> scores) {
    return switch (this) {
      case SOLVED, SAME_PROGRAM -> right ? 1 : 0;
      case ROUGE -> scores.getOrDefault(key, Double.NaN);
      case NATS ->
          scores.getOrDefault("nats", Double.NaN) / scores.getOrDefault("tokens", Double.NaN);
      case NOTHING -> Double.NaN;
    };
  }

  /// A number of it for a person; empty for NaN.
  public String text(double value) {
    return Double.isNaN(value)
        ? ""
        : String.format(
            Locale.ROOT, hundredths() ? "%.1f" : "%.3f", hundredths() ? HUNDRED * value : value);
  }

  /// An interval of it; empty if it is not known.
  public String text(double low, double high) {
    return Double.isNaN(low) || Double.isNaN(high) ? "" : text(low) + "–" + text(high);
  }

  /// What one item came to, in a word or a number.
  public String item(boolean right, Map<String, Double> scores) {
    return switch (this) {
      case SOLVED -> right ? "right" : "wrong";
      case SAME_PROGRAM -> right ? "same" : "differs";
      default -> text(value(right, scores));
    };
  }
}
