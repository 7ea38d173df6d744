package dev.unmask.job;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The values that a parameter may take, and how they are read from text.
///
/// A form chooses its control by the kind of domain; the command line prints [#words] in its help.
///
/// @param <T> the Java type of a value
public sealed interface Domain<T> {
  /// The value that a text stands for, or null if it stands for none of this type. The value may
  /// still be out of range.
  @Nullable T read(String text);

  /// Whether the value is allowed.
  boolean holds(T value);

  /// What is allowed, to complete "must be …".
  String words();

  /// A whole number from `min` to `max`.
  record Whole(long min, long max) implements Domain<Long> {
    @Override
    public @Nullable Long read(String text) {
      try {
        return Long.valueOf(text.strip());
      } catch (NumberFormatException e) {
        return null;
      }
    }

    @Override
    public boolean holds(Long value) {
      return min <= value && value <= max;
    }

    @Override
    public String words() {
      return "a whole number from %d to %d".formatted(min, max);
    }
  }

  /// A finite number above `low` (or equal to it, if `lowIncluded`) up to `high`, included.
  record Real(double low, boolean lowIncluded, double high) implements Domain<Double> {
    @Override
    public @Nullable Double read(String text) {
      try {
        return Double.valueOf(text.strip());
      } catch (NumberFormatException e) {
        return null;
      }
    }

    @Override
    public boolean holds(Double value) {
      // NaN fails every comparison, so it is refused here as well.
      return (lowIncluded ? value >= low : value > low) && value <= high;
    }

    @Override
    public String words() {
      return "a number %s %s, at most %s"
          .formatted(lowIncluded ? "from" : "above", plain(low), plain(high));
    }

    private static String plain(double d) {
      return d == Math.rint(d) ? Long.toString((long) d) : Double.toString(d);
    }
  }

  /// One of some words.
  record Choice(List<String> options) implements Domain<String> {
    public Choice {
      options = List.copyOf(options);
    }

    @Override
    public String read(String text) {
      return text.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean holds(String value) {
      return options.contains(value);
    }

    @Override
    public String words() {
      return "one of " + String.join(", ", options);
    }
  }

  /// A short text of a certain form.
  ///
  /// @param form what the whole text has to match
  /// @param words the form in words
  record Form(Pattern form, String words) implements Domain<String> {
    @Override
    public String read(String text) {
      return text.strip();
    }

    @Override
    public boolean holds(String value) {
      return form.matcher(value).matches();
    }
  }

  /// Any text.
  record Free() implements Domain<String> {
    @Override
    public String read(String text) {
      return text.strip();
    }

    @Override
    public boolean holds(String value) {
      return value.length() <= 100_000;
    }

    @Override
    public String words() {
      return "a text";
    }
  }

  /// On or off.
  record Flag() implements Domain<Boolean> {
    @Override
    public @Nullable Boolean read(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "on", "yes" -> true;
        case "false", "off", "no" -> false;
        default -> null;
      };
    }

    @Override
    public boolean holds(Boolean value) {
      return true;
    }

    @Override
    public String words() {
      return "true or false";
    }
  }
}
