package dev.unmask.task.file;

import java.util.OptionalDouble;

/// Sums, differences, products and quotients of decimal numbers, with brackets, a sign, and `%` for
/// hundredths.
final class Arithmetic {
  private static final int LONGEST = 200;
  private static final double CLOSE = 1e-4;

  private final String text;
  private int at;

  private Arithmetic(String text) {
    this.text = text;
  }

  /// The value of an expression; empty if it is none.
  static OptionalDouble value(String expression) {
    String text = expression.replaceAll("[\\s,$]", "");
    if (text.isEmpty() || text.length() > LONGEST) {
      return OptionalDouble.empty();
    }
    Arithmetic reading = new Arithmetic(text);
    double value = reading.sum();
    return reading.at == text.length() && Double.isFinite(value)
        ? OptionalDouble.of(value)
        : OptionalDouble.empty();
  }

  /// Whether two expressions come to the same, up to the rounding that people do.
  static boolean equal(String left, String right) {
    OptionalDouble a = value(left);
    OptionalDouble b = value(right);
    return a.isPresent()
        && b.isPresent()
        && Math.abs(a.getAsDouble() - b.getAsDouble())
            <= CLOSE * Math.max(1, Math.abs(b.getAsDouble()));
  }

  private double sum() {
    double value = product();
    while (next('+') || next('-')) {
      value = text.charAt(at - 1) == '+' ? value + product() : value - product();
    }
    return value;
  }

  private double product() {
    double value = factor();
    while (next('*') || next('/')) {
      value = text.charAt(at - 1) == '*' ? value * factor() : value / factor();
    }
    return value;
  }

  private double factor() {
    if (next('-')) {
      return -factor();
    }
    double value;
    if (next('(')) {
      value = sum();
      if (!next(')')) {
        return Double.NaN;
      }
    } else {
      int from = at;
      while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
        at++;
      }
      try {
        value = Double.parseDouble(text.substring(from, at));
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
    return next('%') ? value / 100 : value;
  }

  private boolean next(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }
}
