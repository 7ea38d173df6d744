package dev.unmask.job.sweep;

import dev.unmask.text.Tokenizer;
import java.util.List;
import java.util.OptionalInt;

/// The tokens with which some models that write left to right were taught to fill in (FIM).
///
/// @param prefix begins what stands before, or -1
/// @param suffix begins what stands behind, or -1
/// @param middle begins what is to be written, or -1
/// @see "Bavarian et al. 2022, Efficient training of language models to fill in the middle"
record InfillTokens(int prefix, int suffix, int middle) {
  private static final List<List<String>> KNOWN =
      List.of(
          List.of("<fim_prefix>", "<fim_suffix>", "<fim_middle>"),
          List.of("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"),
          List.of("\u2581<PRE>", "\u2581<SUF>", "\u2581<MID>"),
          List.of("<PRE>", "<SUF>", "<MID>"));

  static InfillTokens of(Tokenizer tokenizer) {
    for (List<String> names : KNOWN) {
      List<OptionalInt> ids = names.stream().map(tokenizer::idOf).toList();
      if (ids.stream().allMatch(OptionalInt::isPresent)) {
        return new InfillTokens(
            ids.get(0).getAsInt(), ids.get(1).getAsInt(), ids.get(2).getAsInt());
      }
    }
    return new InfillTokens(-1, -1, -1);
  }

  boolean known() {
    return prefix >= 0;
  }

  /// Prefix, suffix, middle: the usual order (PSM).
  int[] prefixFirst(Tokenizer tokenizer, String before, String after) {
    int[] head = tokenizer.encode(before);
    int[] tail = tokenizer.encode(after);
    int[] all = new int[head.length + tail.length + 3];
    all[0] = prefix;
    System.arraycopy(head, 0, all, 1, head.length);
    all[head.length + 1] = suffix;
    System.arraycopy(tail, 0, all, head.length + 2, tail.length);
    all[all.length - 1] = middle;
    return all;
  }

  /// Suffix, prefix, middle (SPM): what is written goes on from the prefix without a break.
  int[] suffixFirst(Tokenizer tokenizer, String before, String after) {
    int[] head = tokenizer.encode(before);
    int[] tail = tokenizer.encode(after);
    int[] all = new int[head.length + tail.length + 3];
    all[0] = prefix;
    all[1] = suffix;
    System.arraycopy(tail, 0, all, 2, tail.length);
    all[tail.length + 2] = middle;
    System.arraycopy(head, 0, all, tail.length + 3, head.length);
    return all;
  }
}
