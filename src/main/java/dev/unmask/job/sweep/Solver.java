package dev.unmask.job.sweep;

import dev.unmask.task.file.Item;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Tries items at one point with one loaded model.
interface Solver extends AutoCloseable {
  /// An item with its index and seed.
  record Numbered(int index, long seed, Item item) {}

  /// Other items follow: what was remembered of these is of no use.
  void begin(List<Numbered> items);

  /// What the model is shown of an item, as text.
  String shown(Point point, Item item);

  /// Tries all of them.
  ///
  /// @param cancelled asked between evaluations
  /// @return a row for each; fewer if it was cancelled
  List<SweepRow> solve(Point point, int repeat, List<Numbered> items, BooleanSupplier cancelled);

  @Override
  void close();
}
