package dev.unmask.train;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.Draws;
import dev.unmask.task.Exercise;
import dev.unmask.task.Exercises;
import dev.unmask.task.Split;
import dev.unmask.text.Tokenizer;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Generated exercises as rows: BOS question SEP answer EOS, as DiffuLLaMA's fine-tuning lays them
/// out.
///
/// @param exercises endless
/// @param split of which rows are made
/// @param tokenizer of the model
/// @param longest row, in tokens; longer ones are passed over
/// @see "DiffuLLaMA, ddm-sft (c17e897)"
public record ExerciseRows(Exercises exercises, Split split, Tokenizer tokenizer, int longest)
    implements Rows {
  private static final int ATTEMPTS = 1000;

  @Override
  public Row row(Draws draws) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long index = draws.between(0, Integer.MAX_VALUE - 1);
      Row row = row(exercises.at(split, index), tokenizer);
      if (row.ids().length <= longest) {
        return row;
      }
    }
    throw new Problem(
        Code.PARAMETER,
        "None of %d exercises fits %d tokens.".formatted(ATTEMPTS, longest),
        "Allow longer rows, or smaller exercises.");
  }

  /// An exercise as a row.
  ///
  /// @throws Problem TOKENIZER if the tokenizer names no BOS, SEP or EOS
  public static Row row(Exercise exercise, Tokenizer tokenizer) {
    return row(exercise.question(), exercise.answer(), tokenizer);
  }

  static Row row(String asked, String answered, Tokenizer tokenizer) {
    int bos = needed(tokenizer.special().bos(), "bos_token");
    int sep = needed(tokenizer.special().sep(), "sep_token");
    int eos = needed(tokenizer.special().eos(), "eos_token");
    int[] question = tokenizer.encode(asked);
    int[] answer = tokenizer.encode(answered);
    int[] ids =
        Stream.of(new int[] {bos}, question, new int[] {sep}, answer, new int[] {eos})
            .flatMapToInt(IntStream::of)
            .toArray();
    return new Row(ids, question.length + 2);
  }

  private static int needed(OptionalInt id, String role) {
    return id.orElseThrow(
        () ->
            new Problem(
                Code.TOKENIZER,
                "The tokenizer names no " + role + ", which rows of question and answer need.",
                "Name it in tokenizer_config.json."));
  }
}
