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

  /// Something was chosen that the user did not say.
  default void said(String words) {}

  /// The items are known.
  void items(List<Item> items);

  /// What a model is shown of an item, as text: for a person who checks the prompts.
  ///
  /// @param item index of it
  default void shown(int item, String text) {}

  /// A batch is done: all of it is kept, or nothing.
  void rows(List<SweepRow> rows);
}
