package dev.unmask.task;

import java.util.OptionalLong;

/// `left sign right = result`, true or not.
///
/// @param sign one of `+ - * /`
public record Equation(long left, char sign, long right, long result) {
  /// What it comes to; empty if a division is by zero or leaves a rest.
  public static OptionalLong value(long left, char sign, long right) {
    return switch (sign) {
      case '+' -> OptionalLong.of(left + right);
      case '-' -> OptionalLong.of(left - right);
      case '*' -> OptionalLong.of(left * right);
      case '/' ->
          right == 0 || left % right != 0 ? OptionalLong.empty() : OptionalLong.of(left / right);
      default -> throw new IllegalArgumentException("sign " + sign);
    };
  }

  /// Whether it is true.
  public boolean holds() {
    OptionalLong value = value(left, sign, right);
    return value.isPresent() && value.getAsLong() == result;
  }

  /// The left side, as worksheets ask it.
  public String side() {
    return "" + left + sign + right;
  }

  /// As it stands in an answer: `<<12/3=4>>`.
  public String text() {
    return "<<" + side() + "=" + result + ">>";
  }
}
