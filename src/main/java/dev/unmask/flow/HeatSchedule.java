package dev.unmask.flow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The temperature of the estimates over the time of an integration.
public sealed interface HeatSchedule {
  /// The temperature at a time; 0 takes the most probable token.
  double at(double t);

  /// The same all the time.
  record Constant(double temperature) implements HeatSchedule {
    @Override
    public double at(double t) {
      return temperature;
    }
  }

  /// `(1 - t / end)^power` before `end`, then 0.
  record Polynomial(double power, double end) implements HeatSchedule {
    @Override
    public double at(double t) {
      return t < end ? Math.pow(1 - t / end, power) : 0;
    }
  }

  /// What a text says: a number, or as published `polynomial_P_END`.
  ///
  /// @return empty if it says neither
  static Optional<HeatSchedule> read(String text) {
    Matcher m = Form.POLYNOMIAL.matcher(text);
    if (m.matches()) {
      return Optional.of(
          new Polynomial(Double.parseDouble(m.group(1)), Double.parseDouble(m.group(2))));
    }
    return Form.NUMBER.matcher(text).matches()
        ? Optional.of(new Constant(Double.parseDouble(text)))
        : Optional.empty();
  }

  /// How schedules are written.
  final class Form {
    static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:\\.\\d{1,9})?");
    static final Pattern POLYNOMIAL =
        Pattern.compile("polynomial_(" + NUMBER + ")_(" + NUMBER + ")");

    private Form() {}

    /// Both ways.
    public static Pattern any() {
      return Pattern.compile(NUMBER + "|" + POLYNOMIAL);
    }
  }
}
