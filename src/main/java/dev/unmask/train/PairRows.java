package dev.unmask.train;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.Draws;
import dev.unmask.task.file.Learnable;
import dev.unmask.text.Tokenizer;
import java.util.List;

/// Questions and answers of a file as rows: BOS question SEP answer EOS.
///
/// @param rows all that fit
record PairRows(List<Row> rows) implements Rows {
  /// @param longest row, in tokens; longer ones are left out
  /// @throws Problem PARAMETER if none fits
  static PairRows of(List<Learnable.Pair> pairs, Tokenizer tokenizer, int longest) {
    List<Row> rows =
        pairs.stream()
            .map(p -> ExerciseRows.row(p.question(), p.answer(), tokenizer))
            .filter(r -> r.ids().length <= longest)
            .toList();
    if (rows.isEmpty()) {
      throw new Problem(
          Code.PARAMETER,
          "None of %,d pairs fits %d tokens.".formatted(pairs.size(), longest),
          "Allow longer rows: rows.longest.");
    }
    return new PairRows(rows);
  }

  @Override
  public Row row(Draws draws) {
    return rows.get(draws.between(0, rows.size() - 1));
  }
}
