package dev.unmask.cli;

import dev.unmask.job.Generation;
import dev.unmask.job.TokenTexts;
import dev.unmask.job.WrittenToken;
import dev.unmask.text.Utf8Stream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.regex.Pattern;

/// Prints a text while it is written: whole characters as soon as they are there.
final class WritingPrinter {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

  private final PrintWriter out;
  private final TokenTexts tokens;
  private final Utf8Stream characters = new Utf8Stream();
  private final StringBuilder all = new StringBuilder();
  private final boolean terminal;
  private boolean begun;

  /// @param continues whether the text goes on from one that is printed already; otherwise the
  ///     space before its first word is left out
  /// @param terminal whether to keep back control characters, which could take the terminal over
  WritingPrinter(PrintWriter out, TokenTexts tokens, boolean continues, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.tokens = tokens;
    this.begun = continues;
  }

  void token(WrittenToken token) {
    if (!tokens.special(token.id())) {
      print(characters.add(tokens.bytes(token.id())));
    }
  }

  /// Prints what is left, and ends the line.
  void end() {
    print(characters.end());
    out.println();
    out.flush();
  }

  /// What was printed.
  String text() {
    return all.toString();
  }

  private void print(String text) {
    String shown = begun ? text : text.stripLeading();
    if (!shown.isEmpty()) {
      begun = true;
      all.append(shown);
      out.print(terminal ? CONTROL.matcher(shown).replaceAll("\uFFFD") : shown);
      out.flush();
    }
  }

  /// How it went, on one line.
  static String summary(Generation.Result result) {
    String why =
        switch (result.end()) {
          case ENDED -> "the model ended the text";
          case TOKENS -> "as many as were asked for";
          case FULL -> "the model takes no longer text";
          case CANCELLED -> "stopped";
        };
    return String.format(
        Locale.ROOT,
        "%d tokens after %d (%s), %.2f s to the first, %.1f tokens/s",
        result.ids().length,
        result.prompt().length,
        why,
        result.reading().toNanos() / 1e9,
        result.tokensPerSecond());
  }
}
