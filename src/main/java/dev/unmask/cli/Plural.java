package dev.unmask.cli;

import java.util.Locale;

/// Numbers of things in words: `1 run`, `1,200 runs`.
final class Plural {
  private Plural() {}

  /// @param one the thing in the singular; its plural ends in s
  static String of(long n, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", n, one, n == 1 ? "" : "s");
  }
}
