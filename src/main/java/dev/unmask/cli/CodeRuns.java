package dev.unmask.cli;

import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.measure.Proportion;
import dev.unmask.session.export.SweepExport;
import dev.unmask.task.code.Outcome;
import dev.unmask.task.code.Sandbox;
import dev.unmask.task.file.CodeJudge;
import dev.unmask.task.file.Item;
import java.util.List;
import java.util.Locale;

/// Runs what a model wrote, since the user asked for it, and counts what passes its tests.
final class CodeRuns {
  private CodeRuns() {}

  static void run(Surroundings around, SweepExport sweep, SweepTask task, Sandbox sandbox) {
    List<Item> items = task.read();
    around
        .err()
        .println(
            sandbox.withoutNetwork()
                ? "The programs run without a network (a name space of their own)."
                : "This kernel gives no name space without a network: sockets are refused by Python"
                    + " itself.");
    int tried = 0;
    int passed = 0;
    for (SweepRow row : sweep.rows()) {
      boolean runs = row.point() == 0 && !row.skipped();
      if (runs
          && items.get(row.item()) instanceof Item.Writing w
          && w.judge() instanceof CodeJudge judge) {
        Outcome outcome =
            sandbox.run(judge.test().program(judge.completion().apply(row.written())));
        tried++;
        passed += outcome.passed() ? 1 : 0;
        around.err().println(w.id() + ": " + outcome.words());
      }
    }
    around.err().flush();
    if (tried == 0) {
      around.out().println("There is no program to run in this task.");
    } else {
      Proportion share = new Proportion(passed, tried);
      around
          .out()
          .printf(
              Locale.ROOT,
              "pass@1: %d of %d, %.1f %% (95 %%: %.1f–%.1f)%n",
              passed,
              tried,
              100 * share.share(),
              100 * share.low(),
              100 * share.high());
    }
    around.out().flush();
  }
}
