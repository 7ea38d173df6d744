package dev.unmask.job.sweep;

import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelCard;
import dev.unmask.job.RunListener;
import dev.unmask.job.WriteSpec;
import dev.unmask.job.WritingListener;
import dev.unmask.task.file.Item;
import java.util.List;
import java.util.Optional;

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

  /// A diffusion model is about to write an item.
  ///
  /// @param spec its run, as it could be made alone
  /// @return hears of every step and of the end; empty if nobody wants to
  default Optional<RunListener> watch(SweepRow.Key key, LoadedModel model, DenoiseSpec spec) {
    return Optional.empty();
  }

  /// A model that writes left to right is about to write an item.
  ///
  /// @param spec its text, as it could be written alone
  /// @return hears of every token and of the end; empty if nobody wants to
  default Optional<WritingListener> watchText(
      SweepRow.Key key, LoadedWriter model, WriteSpec spec) {
    return Optional.empty();
  }

  /// A batch is done: all of it is kept, or nothing.
  void rows(List<SweepRow> rows);
}
