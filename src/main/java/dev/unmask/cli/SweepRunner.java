package dev.unmask.cli;

import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelCard;
import dev.unmask.job.Models;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunListener;
import dev.unmask.job.WriteSpec;
import dev.unmask.job.WritingListener;
import dev.unmask.job.sweep.SameSweep;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepListener;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.session.KeptRuns;
import dev.unmask.session.Session;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.task.file.Item;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Runs a sweep into a session and says how far it is.
final class SweepRunner {
  private final Surroundings around;
  private final Path file;
  private final SweepSpec spec;
  private final Map<Integer, String> shown;
  private final int watched;
  private final Models models;
  private boolean vain;
  private @Nullable SweepExport export;

  /// @param models that take part; asked for their fingerprints
  /// @param shown gets what the model is shown of each item, by its number
  /// @param watched of so many items at each point every step is kept
  SweepRunner(
      Surroundings around,
      Path file,
      SweepSpec spec,
      Models models,
      Map<Integer, String> shown,
      int watched) {
    this.models = models;
    this.watched = watched;
    this.around = around;
    this.file = file;
    this.spec = spec;
    this.shown = shown;
  }

  /// Runs what is not done yet.
  ///
  /// @return how it ended; what was done is kept in any case
  RunEnd.Outcome run(Sweep work, Sweep.Extent extent) {
    Session.checkTarget(file);
    work.check();
    boolean made = !Session.exists(file);
    try (Session session = Session.openOrCreate(file)) {
      StoredSweeps sweeps = new StoredSweeps(session);
      long number =
          sweeps.begin(
              new SameSweep(spec, path -> models.fingerprint(around.model(path))),
              around.version());
      Set<SweepRow.Key> done = sweeps.done(number);
      if (!done.isEmpty()) {
        say(
            "Going on with sweep %d of %s, which has %s."
                .formatted(number, file, Plural.of(done.size(), "run")));
      }
      AtomicBoolean stop = new AtomicBoolean();
      RunEnd.Outcome outcome = RunEnd.Outcome.FAILED;
      // Ctrl-C: the batch at hand is given up, everything before it is kept.
      try (OnInterrupt _ = new OnInterrupt(() -> stop.set(true))) {
        try {
          work.run(done, new Told(sweeps.record(number, watched), done.size(), extent), stop::get);
          outcome = stop.get() ? RunEnd.Outcome.CANCELLED : RunEnd.Outcome.FINISHED;
        } finally {
          sweeps.end(number, outcome);
          vain = made && sweeps.all().isEmpty();
        }
        export = SweepExport.of(sweeps, number);
        KeptRuns.Size size = new KeptRuns(session, number).size();
        if (size.runs() > 0) {
          say(
              "Steps kept of %s: --jsonl says which, `unmask replay %s --run N` plays one."
                  .formatted(size.words(), file));
        }
      }
      return outcome;
    } finally {
      // Nothing is left of a sweep that was refused before its first result.
      if (vain) {
        Session.remove(file);
      }
    }
  }

  /// The sweep as it stands after [#run].
  SweepExport export() {
    if (export == null) {
      throw new IllegalStateException("not run");
    }
    return export;
  }

  private void say(String words) {
    around.err().println(words);
    around.err().flush();
  }

  /// Keeps what it hears, and says how far it is.
  private final class Told implements SweepListener {
    private final SweepListener keeper;
    private final Sweep.Extent extent;
    private final long began = System.nanoTime();
    private int done;
    private int fresh;
    private int all;

    Told(SweepListener keeper, int done, Sweep.Extent extent) {
      this.keeper = keeper;
      this.done = done;
      this.extent = extent;
    }

    @Override
    public void opened(int model, ModelCard card) {
      keeper.opened(model, card);
    }

    @Override
    public void said(String words) {
      say(words);
    }

    @Override
    public Optional<RunListener> watch(SweepRow.Key key, LoadedModel model, DenoiseSpec spec) {
      return keeper.watch(key, model, spec);
    }

    @Override
    public Optional<WritingListener> watchText(
        SweepRow.Key key, LoadedWriter model, WriteSpec asked) {
      return keeper.watchText(key, model, asked);
    }

    @Override
    public void shown(int item, String text) {
      shown.putIfAbsent(item, text);
    }

    @Override
    public void items(List<Item> items) {
      keeper.items(items);
      int own = (items.size() - extent.part() + extent.parts() - 1) / extent.parts();
      all = own * spec.points().size() * spec.seeds();
      String oracle = SweepTask.oracle(items);
      say(
          "%s, %s, %s: %s.%s"
              .formatted(
                  Plural.of(spec.points().size(), "point"),
                  Plural.of(items.size(), "item"),
                  Plural.of(spec.seeds(), "seed"),
                  Plural.of(all, "run"),
                  oracle.isEmpty() ? "" : " " + oracle));
    }

    @Override
    public void rows(List<SweepRow> rows) {
      keeper.rows(rows);
      done += rows.size();
      fresh += rows.size();
      Duration left =
          Duration.ofNanos((System.nanoTime() - began) / fresh * Math.max(0, all - done));
      say(
          "%d of %d runs, %d:%02d left"
              .formatted(done, all, left.toMinutes(), left.toSecondsPart()));
    }
  }
}
