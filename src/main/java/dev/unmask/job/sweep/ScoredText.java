package dev.unmask.job.sweep;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.Tokenizer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// A text of which a part is scored.
///
/// @param ids `[length]`
/// @param from first position that is scored; all after it are too
/// @param cut whether the beginning of what is given, or the end of what is scored, had to be left
///     out
public record ScoredText(int[] ids, int from, boolean cut) {
  /// Lays it out: the id that begins texts, what is given, what is scored.
  ///
  /// @param first the id that begins texts, if there is one
  /// @param length most ids
  /// @throws Problem CANVAS if nothing is scored
  public static ScoredText of(
      Tokenizer tokenizer, OptionalInt first, String given, String scored, int length) {
    int[] head = first.isPresent() ? new int[] {first.getAsInt()} : new int[0];
    int[] before = tokenizer.encode(given);
    int[] after = tokenizer.encode(scored);
    if (after.length == 0 || head.length + before.length + after.length < 2) {
      throw new Problem(
          Code.CANVAS, "There is no token to score.", "Give a text of at least two tokens.");
    }
    boolean cut = head.length + before.length + after.length > length;
    int kept = Math.min(after.length, length - Math.max(1, head.length));
    int room = Math.max(0, length - head.length - kept);
    int[] given0 = Arrays.copyOfRange(before, Math.max(0, before.length - room), before.length);
    // A text without anything before it gives its first token: nothing predicts it.
    int from = Math.max(1, head.length + given0.length);
    int[] ids = new int[head.length + given0.length + kept];
    System.arraycopy(head, 0, ids, 0, head.length);
    System.arraycopy(given0, 0, ids, head.length, given0.length);
    System.arraycopy(after, 0, ids, head.length + given0.length, kept);
    return new ScoredText(ids, from, cut);
  }

  /// Lays out ids: what is given, what is scored.
  ///
  /// @param length most ids; what is given loses its beginning, then what is scored its end
  /// @throws Problem CANVAS if nothing is scored
  public static ScoredText of(int[] given, int[] scored, int length) {
    if (scored.length == 0 || given.length == 0) {
      throw new Problem(Code.CANVAS, "There is no token to score.", "Give a text and a question.");
    }
    int behind = Math.min(scored.length, length - 1);
    int before = Math.min(given.length, length - behind);
    int[] ids = new int[before + behind];
    System.arraycopy(given, given.length - before, ids, 0, before);
    System.arraycopy(scored, 0, ids, before, behind);
    return new ScoredText(ids, before, given.length + scored.length > length);
  }

  /// An answer as a model writes it: its tokens, and the id that ends it if there is one.
  static int[] answer(Tokenizer tokenizer, String text) {
    int[] ids = tokenizer.encode(text);
    OptionalInt end = tokenizer.special().eos();
    if (end.isEmpty()) {
      return ids;
    }
    int[] ended = Arrays.copyOf(ids, ids.length + 1);
    ended[ids.length] = end.getAsInt();
    return ended;
  }

  /// The positions that are scored.
  public int[] targets() {
    return IntStream.range(from, ids.length).toArray();
  }
}
