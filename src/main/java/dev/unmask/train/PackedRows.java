package dev.unmask.train;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.Draws;
import dev.unmask.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Documents one after the other, EOS after each, cut into blocks: nothing is given, nothing is
/// filled.
///
/// @param stream all tokens
/// @param block tokens of a row
/// @see "DiffuLLaMA, data preparation (c17e897): packed blocks, no BOS"
record PackedRows(int[] stream, int block) implements Rows {
  /// @throws Problem PARAMETER if there is not one block
  static PackedRows of(List<String> documents, Tokenizer tokenizer, int block) {
    int[] end = tokenizer.special().eos().stream().toArray();
    int[] stream =
        documents.stream()
            .flatMapToInt(
                d -> IntStream.concat(Arrays.stream(tokenizer.encode(d)), Arrays.stream(end)))
            .toArray();
    if (stream.length < block) {
      throw new Problem(
          Code.PARAMETER,
          "The text has %,d tokens, less than one row of %,d.".formatted(stream.length, block),
          "Give more text, or shorter rows: rows.longest.");
    }
    return new PackedRows(stream, block);
  }

  /// A block that begins anywhere.
  @Override
  public Row row(Draws draws) {
    int from = draws.between(0, stream.length - block);
    return new Row(Arrays.copyOfRange(stream, from, from + block), 0);
  }
}
