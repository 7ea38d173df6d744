package dev.unmask.text;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The tokens with which models that write left to right are taught to fill in (FIM): what stands
/// before and behind is given, each behind its token, and what is missing is written at the end.
///
/// @param prefix begins what stands before
/// @param suffix begins what stands behind
/// @param middle begins what is to be written
/// @see "Bavarian et al. 2022, Efficient training of language models to fill in the middle"
public record InfillTokens(int prefix, int suffix, int middle) {
  private static final List<List<String>> KNOWN =
      List.of(
          List.of("<fim_prefix>", "<fim_suffix>", "<fim_middle>"),
          List.of("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"),
          List.of("\u2581<PRE>", "\u2581<SUF>", "\u2581<MID>"),
          List.of("<PRE>", "<SUF>", "<MID>"));

  /// Characters that generated problems never hold.
  private static final List<String> LENT = List.of("{", "|", "}");

  /// What comes first.
  public enum Order {
    /// Prefix, suffix, middle.
    PSM,
    /// Suffix, prefix, middle: what is written goes on from the prefix without a break.
    SPM
  }

  /// The tokens that a tokenizer names for this, by the names that model families gave them.
  public static Optional<InfillTokens> named(Tokenizer tokenizer) {
    return KNOWN.stream().flatMap(names -> of(tokenizer, names).stream()).findFirst();
  }

  /// Ordinary tokens that can be taught to mean it, for a tokenizer that names none: `{`, `|` and
  /// `}`, which generated problems never hold.
  ///
  /// @throws Problem TOKENIZER if it has none of them
  public static InfillTokens lent(Tokenizer tokenizer) {
    return of(tokenizer, LENT)
        .orElseThrow(
            () ->
                new Problem(
                    Code.TOKENIZER,
                    "The tokenizer has no tokens that could mark what stands before and behind.",
                    "Take a model whose tokenizer names FIM tokens, or has {, | and }."));
  }

  private static Optional<InfillTokens> of(Tokenizer tokenizer, List<String> names) {
    List<OptionalInt> ids = names.stream().map(tokenizer::idOf).toList();
    return ids.stream().allMatch(OptionalInt::isPresent)
        ? Optional.of(
            new InfillTokens(ids.get(0).getAsInt(), ids.get(1).getAsInt(), ids.get(2).getAsInt()))
        : Optional.empty();
  }

  /// What a model is given that fills in.
  ///
  /// @param before ids that stand before
  /// @param after ids that stand behind
  public int[] ids(Order order, int[] before, int[] after) {
    return switch (order) {
      case PSM -> joined(of(prefix), before, of(suffix), after, of(middle));
      case SPM -> joined(of(prefix, suffix), after, of(middle), before);
    };
  }

  private static int[] of(int... ids) {
    return ids;
  }

  private static int[] joined(int[]... parts) {
    return Stream.of(parts).flatMapToInt(IntStream::of).toArray();
  }
}
