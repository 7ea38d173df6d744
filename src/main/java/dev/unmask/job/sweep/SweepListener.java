package dev.unmask.job.sweep;

import dev.unmask.job.ModelCard;
import dev.unmask.task.file.Item;
import java.util.List;

/// Hears of a sweep, on the thread that runs it.
public interface SweepListener {
  /// A model is ready.
  ///
  /// @param model index of it
  /// @throws dev.unmask.problem.Problem if it is another one than before the sweep was interrupted
  void opened(int model, ModelCard card);

  /// The items are known.
  void items(List<Item> items);

  /// A batch is done: all of it is kept, or nothing.
  void rows(List<SweepRow> rows);
}
