package dev.unmask.cli;

import dev.unmask.job.sweep.SweepRow;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.task.file.Yardstick;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/// Single items: what the model was shown, what is right, what it wrote.
final class ItemPrinter {
  private ItemPrinter() {}

  /// @param shown what the model was shown, by the number of the item
  /// @param count how many items
  static void print(PrintWriter out, SweepExport sweep, Map<Integer, String> shown, int count) {
    for (StoredSweeps.StoredItem item : sweep.items().stream().limit(count).toList()) {
      out.printf("%n%s%n", item.id());
      out.println(block("shown ", shown.getOrDefault(item.item(), item.asked())));
      out.println(block("right ", item.target()));
      for (SweepRow row : sweep.rows()) {
        if (row.item() == item.item()) {
          String mark = row.skipped() ? "skipped" : said(sweep.spec().task().yardstick(), row);
          out.println(block("wrote ", row.written()));
          out.println(
              block(
                  "so    ",
                  mark + (row.words().isEmpty() ? "" : ": " + row.words()) + scores(row.scores())));
        }
      }
    }
    out.flush();
  }

  /// Right or wrong, where an item can be that.
  private static String said(Yardstick by, SweepRow row) {
    String value = by.item(row.right(), row.scores());
    return by.allOrNothing() ? value : (value + " " + by.heading()).strip();
  }

  private static String scores(Map<String, Double> scores) {
    StringBuilder out = new StringBuilder();
    scores.forEach((name, x) -> out.append(String.format(Locale.ROOT, "  %s %.4g", name, x)));
    return out.toString();
  }

  /// Lines of a text under each other behind a word.
  private static String block(String word, String text) {
    return "  " + word + text.replace("\n", "\n        ");
  }
}
