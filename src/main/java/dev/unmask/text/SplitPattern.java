package dev.unmask.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Refuses regular expressions that could go back over a text more than a few times its length.
///
/// The native library matches by trying. A pattern such as `(a+)+b` tries 2^n ways, and after ten
/// million steps back the library ends the process. This check is on the safe side: it may refuse
/// a harmless pattern that no published tokenizer has, and lets none through that could do that.
///
/// @see "Oniguruma doc/RE: ONIG_DEFAULT_RETRY_LIMIT_IN_MATCH"
final class SplitPattern {
  private static final int LONGEST = 20_000;
  private static final int DEEPEST = 20;
  private static final double MOST_FIXED = 4096;
  private static final double MOST_LINEAR = 8;
  private static final int LARGEST_COUNT = 1000;

  /// Why a pattern is refused, in words that follow it.
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String why) {
      super(why, null, false, false);
    }
  }

  private final String pattern;
  private int at;
  private int depth;

  private SplitPattern(String pattern) {
    this.pattern = pattern;
  }

  /// Why the pattern is refused, in words that follow it; empty if it is sound.
  static Optional<String> refusal(String pattern) {
    if (pattern.length() > LONGEST) {
      return Optional.of("which is too long");
    }
    try {
      SplitPattern reader = new SplitPattern(pattern);
      PatternNode.Ways ways = reader.choice().ways(false);
      if (reader.at < pattern.length()) {
        return Optional.of("which has a bracket too many");
      }
      boolean sound = ways.linear() <= MOST_LINEAR && ways.fixed() <= MOST_FIXED;
      return sound ? Optional.empty() : Optional.of("which can take forever");
    } catch (Refusal e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private PatternNode.Choice choice() {
    if (++depth > DEEPEST) {
      throw new Refusal("which is nested too deeply");
    }
    List<PatternNode.Sequence> branches = new ArrayList<>();
    branches.add(sequence());
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      branches.add(sequence());
    }
    depth--;
    return new PatternNode.Choice(branches);
  }

  private PatternNode.Sequence sequence() {
    List<PatternNode> parts = new ArrayList<>();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      parts.add(repeated(part()));
    }
    return new PatternNode.Sequence(parts);
  }

  private PatternNode part() {
    char c = pattern.charAt(at);
    switch (c) {
      case '(' -> {
        return group();
      }
      case '[' -> set();
      case '\\' -> escape();
      case '*', '+', '?' -> throw new Refusal("which repeats nothing");
      default -> at += Character.charCount(pattern.codePointAt(at));
    }
    return new PatternNode.Atom();
  }

  private PatternNode group() {
    at++;
    boolean look = false;
    boolean settled = false;
    if (next("?")) {
      look = next("=") || next("!") || next("<=") || next("<!");
      settled = !look && next(">");
      if (!look && !settled && !next(":") && !options()) {
        throw new Refusal("which uses a kind of group that Unmask does not know");
      }
    } else if (next("*")) {
      throw new Refusal("which uses a kind of group that Unmask does not know");
    }
    PatternNode.Choice inner = choice();
    if (!next(")")) {
      throw new Refusal("which has a bracket too few");
    }
    return look || settled ? new PatternNode.Look(inner) : inner;
  }

  /// `(?i:` and `(?i)`; what `x` would mean for white space is not known here.
  private boolean options() {
    int end = at;
    while (end < pattern.length() && "ims-".indexOf(pattern.charAt(end)) >= 0) {
      end++;
    }
    boolean whole = end > at && end < pattern.length() && ":)".indexOf(pattern.charAt(end)) >= 0;
    if (whole) {
      // After `(?i)` the rest of the group follows outside of its bracket.
      at = pattern.charAt(end) == ':' ? end + 1 : end;
    }
    return whole;
  }

  private boolean next(String text) {
    boolean there = pattern.startsWith(text, at);
    at += there ? text.length() : 0;
    return there;
  }

  private void set() {
    int open = 0;
    do {
      if (at >= pattern.length()) {
        throw new Refusal("which has a bracket too few");
      }
      char c = pattern.charAt(at);
      open += c == '[' ? 1 : c == ']' ? -1 : 0;
      at += c == '\\' ? 2 : 1;
    } while (open > 0);
  }

  private void escape() {
    char c = at + 1 < pattern.length() ? pattern.charAt(at + 1) : '1';
    if ("kgKXyY".indexOf(c) >= 0 || (c >= '1' && c <= '9')) {
      throw new Refusal("which refers to a part of itself or ends in the middle");
    }
    at += 2;
    if (at < pattern.length() && pattern.charAt(at) == '{' && "pPx".indexOf(c) >= 0) {
      int end = pattern.indexOf('}', at);
      if (end < 0) {
        throw new Refusal("which has a bracket too few");
      }
      at = end + 1;
    }
  }

  private PatternNode repeated(PatternNode start) {
    PatternNode node = start;
    for (int chained = 0; at < pattern.length(); chained++) {
      int[] count = count();
      if (count.length == 0) {
        return node;
      }
      // In this dialect `{n,m}+` repeats what is repeated already; `*+` settles it.
      boolean braces = pattern.charAt(at - 1) == '}';
      boolean settled = !braces && next("+");
      if (!settled) {
        next("?");
      }
      PatternNode inner =
          chained == 0
              ? node
              : new PatternNode.Choice(List.of(new PatternNode.Sequence(List.of(node))));
      node = new PatternNode.Repeat(inner, count[0], count[1], settled);
    }
    return node;
  }

  /// Least and most number of times, or nothing if no repetition follows.
  private int[] count() {
    if (next("*")) {
      return new int[] {0, -1};
    }
    if (next("+")) {
      return new int[] {1, -1};
    }
    if (next("?")) {
      return new int[] {0, 1};
    }
    int end = pattern.charAt(at) == '{' ? pattern.indexOf('}', at) : -1;
    String inside = end < 0 ? "" : pattern.substring(at + 1, end);
    if (!inside.matches("\\d{1,4}|\\d{1,4},\\d{0,4}|,\\d{1,4}")) {
      return new int[0];
    }
    at = end + 1;
    String[] bounds = inside.split(",", -1);
    int least = bounds[0].isEmpty() ? 0 : Integer.parseInt(bounds[0]);
    int most = bounds.length == 1 ? least : bounds[1].isEmpty() ? -1 : Integer.parseInt(bounds[1]);
    if (Math.max(least, most) > LARGEST_COUNT || (most >= 0 && most < least)) {
      throw new Refusal("which repeats too often");
    }
    return new int[] {least, most};
  }
}
