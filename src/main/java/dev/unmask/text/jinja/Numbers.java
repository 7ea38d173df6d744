package dev.unmask.text.jinja;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Python's arithmetic on whole numbers (up to 64 bits), fractions and truth values.
final class Numbers {
  private Numbers() {}

  static int compare(Object a, Object b) {
    if (a instanceof Double || b instanceof Double) {
      double x = real(a);
      double y = real(b);
      // Not Double.compare: -0.0 equals 0.0, and NaN equals nothing.
      return x < y ? -1 : x == y ? 0 : 1;
    }
    return Long.compare(whole(a), whole(b));
  }

  static double real(Object value) {
    return value instanceof Double real ? real : whole(value);
  }

  private static long whole(Object value) {
    return value instanceof Boolean truth ? (truth ? 1 : 0) : (Long) value;
  }

  /// @throws TemplateFault for a division by zero or a result beyond 64 bits
  static Object apply(String operator, Object a, Object b) {
    try {
      return a instanceof Double || b instanceof Double || operator.equals("/")
          ? real(operator, real(a), real(b))
          : whole(operator, whole(a), whole(b));
    } catch (ArithmeticException e) {
      throw new TemplateFault("division by zero, or a number that is too large");
    }
  }

  private static Object whole(String operator, long a, long b) {
    return switch (operator) {
      case "+" -> Math.addExact(a, b);
      case "-" -> Math.subtractExact(a, b);
      case "*" -> Math.multiplyExact(a, b);
      case "//" -> Math.floorDivExact(a, b);
      case "%" -> Math.floorMod(a, b);
      case "**" -> b < 0 ? (Object) Math.pow((double) a, (double) b) : (Object) power(a, b);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static long power(long base, long exponent) {
    long result = 1;
    if (base >= -1 && base <= 1) {
      return base == 0 && exponent > 0 ? 0 : base == -1 && exponent % 2 != 0 ? -1 : 1;
    }
    for (long i = 0; i < exponent; i++) {
      result = Math.multiplyExact(result, base);
    }
    return result;
  }

  private static double real(String operator, double a, double b) {
    if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
      throw new ArithmeticException();
    }
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "//" -> Math.floor(a / b);
      case "%" -> {
        double rest = a % b;
        yield rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
      }
      case "**" -> Math.pow(a, b);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  static Object negate(Object value) {
    return value instanceof Double real
        ? (Object) (-real)
        : (Object) Math.negateExact(whole(value));
  }

  /// `round`: the exact value of the fraction, halves to the even neighbour.
  static double round(double value, long places) {
    if (Double.isNaN(value) || Double.isInfinite(value) || Math.abs(places) > 400) {
      return value;
    }
    return new BigDecimal(value).setScale((int) places, RoundingMode.HALF_EVEN).doubleValue();
  }

  /// `repr` of a fraction: the shortest digits, an exponent from 1e16 on and below 1e-4.
  static String print(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (value == 0 || (size >= 1e-4 && size < 1e16)) {
      String plain = value == 0 ? Double.toString(value) : digits.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String unscaled = digits.unscaledValue().abs().toString();
    int exponent = unscaled.length() - 1 - digits.scale();
    String mantissa =
        unscaled.charAt(0) + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "");
    String sign = exponent < 0 ? "-" : "+";
    return "%s%se%s%02d".formatted(value < 0 ? "-" : "", mantissa, sign, Math.abs(exponent));
  }
}
