package dev.unmask.train;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.Draws;
import dev.unmask.task.Exercises;
import dev.unmask.task.Gap;
import dev.unmask.task.Infilling;
import dev.unmask.task.Infillings;
import dev.unmask.task.Split;
import dev.unmask.text.InfillTokens;
import dev.unmask.text.Tokenizer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Exercises with a piece left out, as a model that writes left to right learns to fill it in: BOS,
/// what stands before and behind, the piece, EOS.
///
/// @param exercises endless
/// @param split of which rows are made
/// @param orders of what is given, each as often as the others
/// @param sentinels that mark it
/// @param tokenizer of the model
/// @param longest row, in tokens; longer ones are passed over
/// @see "Bavarian et al. 2022, Efficient training of language models to fill in the middle: both
///     orders may be learnt jointly"
record InfillRows(
    Exercises exercises,
    Split split,
    List<InfillTokens.Order> orders,
    InfillTokens sentinels,
    Tokenizer tokenizer,
    int longest)
    implements Rows {
  private static final int ATTEMPTS = 1000;

  @Override
  public Row row(Draws draws) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long index = draws.between(0, Integer.MAX_VALUE - 1);
      Gap gap = draws.one(Gap.values());
      InfillTokens.Order order = draws.one(orders);
      Row row = row(new Infillings(exercises, gap, tokenizer.separator()).at(split, index), order);
      if (row.ids().length <= longest) {
        return row;
      }
    }
    throw new Problem(
        Code.PARAMETER,
        "None of %d infillings fits %d tokens.".formatted(ATTEMPTS, longest),
        "Allow longer rows, or smaller exercises.");
  }

  Row row(Infilling infilling, InfillTokens.Order order) {
    int[] given =
        sentinels.ids(
            order,
            tokenizer.encodeTemplate(infilling.before()),
            tokenizer.encodeTemplate(infilling.after()));
    int[] ids =
        Stream.of(
                tokenizer.special().bos().stream(),
                IntStream.of(given),
                IntStream.of(tokenizer.encode(infilling.hidden())),
                tokenizer.special().eos().stream())
            .flatMapToInt(part -> part)
            .toArray();
    return new Row(ids, given.length + (tokenizer.special().bos().isPresent() ? 1 : 0));
  }
}
