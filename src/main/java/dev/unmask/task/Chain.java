package dev.unmask.task;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Equations as they come up while a problem is made. Whatever goes wrong spoils the chain as a
/// whole, so that a family can write its story down without a check after each number.
final class Chain {
  private static final int EASY_FACTOR = 10;

  private final int largest;
  private final List<Equation> equations = new ArrayList<>();
  private boolean spoiled;

  /// @param largest number that may occur
  Chain(int largest) {
    this.largest = largest;
  }

  /// The largest number that may occur.
  int largest() {
    return largest;
  }

  /// Adds an equation.
  ///
  /// @return its result, or 1 if it cannot be used: the chain is spoiled then
  int plus(int left, int right) {
    return add(left, '+', right);
  }

  /// As [#plus].
  int minus(int left, int right) {
    return add(left, '-', right);
  }

  /// As [#plus].
  int times(int left, int right) {
    return add(left, '*', right);
  }

  /// As [#plus].
  int over(int left, int right) {
    return add(left, '/', right);
  }

  /// As [#plus].
  int add(int left, char sign, int right) {
    OptionalLong value = Equation.value(left, sign, right);
    boolean hard = sign == '*' && Math.min(left, right) > EASY_FACTOR;
    if (hard || value.isEmpty() || !allowed(value.getAsLong()) || !allowed(left, right)) {
      spoiled = true;
      return 1;
    }
    int result = (int) value.getAsLong();
    equations.add(new Equation(left, sign, right, result));
    return result;
  }

  private boolean allowed(long... numbers) {
    for (long n : numbers) {
      if (n < 1 || n > largest) {
        return false;
      }
    }
    return true;
  }

  /// A number in a range, as [Draws#between]; an empty range spoils the chain.
  int drawn(Draws draws, int low, int high) {
    if (high < low) {
      spoiled = true;
      return low;
    }
    return draws.between(low, high);
  }

  /// One of 2 to 9 that divides a number; if there is none the chain is spoiled.
  int divisor(Draws draws, int of) {
    List<Integer> divisors = new ArrayList<>();
    for (int d = 2; d <= 9; d++) {
      if (of % d == 0) {
        divisors.add(d);
      }
    }
    if (divisors.isEmpty()) {
      spoiled = true;
      return 2;
    }
    return draws.one(divisors);
  }

  /// Whether it can be used and has no more than so many equations, nor fewer.
  boolean usable(int fewest, int most) {
    return !spoiled && equations.size() >= fewest && equations.size() <= most;
  }

  /// Its equations without the result.
  String equations() {
    return equations.stream().map(Equation::text).collect(Collectors.joining(" "));
  }

  /// Its equations and the last result.
  String answer() {
    return equations() + " #### " + equations.getLast().result();
  }
}
