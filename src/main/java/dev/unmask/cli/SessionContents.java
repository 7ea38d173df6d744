package dev.unmask.cli;

import dev.unmask.job.RunEnd;
import dev.unmask.session.RunSummary;
import dev.unmask.session.Session;
import dev.unmask.session.StoredMeasurements;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.StoredTrainings;
import dev.unmask.session.WritingSummary;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What lies in a session file, a line for each thing: runs, texts, sweeps, bounds, trainings.
///
/// @param session that is open
record SessionContents(Session session) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  void print(PrintWriter out) {
    List<RunSummary> runs = session.runs();
    List<WritingSummary> writings = session.writings();
    List<StoredMeasurements.Summary> bounds = new StoredMeasurements(session).all();
    List<StoredTrainings.Summary> trainings = new StoredTrainings(session).all();
    out.printf("%s: %s%n", session.file(), Plural.of(runs.size() + writings.size(), "run"));
    for (RunSummary r : runs) {
      line(out, "run", r.run(), r.started(), r.sampler())
          .printf(
              Locale.ROOT,
              "%,d of %s, %s  %s%n",
              r.frames(),
              Plural.of(r.steps(), "step"),
              ending(r.outcome()),
              r.title());
    }
    for (WritingSummary w : writings) {
      line(out, "run", w.run(), w.started(), w.solver())
          .printf(
              "%s, %s, %s  %s%n",
              Plural.of(w.tokens(), "token"),
              Plural.of(w.steps(), "point"),
              ending(w.outcome()),
              w.title());
    }
    for (StoredMeasurements.Summary b : bounds) {
      line(out, "bound", b.measurement(), b.started(), b.title()).println();
    }
    for (StoredTrainings.Summary t : trainings) {
      line(out, "training", t.training(), t.started(), t.name())
          .printf(
              Locale.ROOT,
              "%,d of %,d steps, %s  %s%n",
              t.steps(),
              t.total(),
              ending(t.outcome().orElse(null)),
              t.folder());
    }
    StoredSweeps sweeps = new StoredSweeps(session);
    for (StoredSweeps.Summary s : sweeps.all()) {
      line(out, "sweep", s.sweep(), s.started(), s.spec().task().name())
          .printf(
              "%s, %s, %s; steps kept of %s%n",
              Plural.of(s.spec().points().size(), "point"),
              Plural.of(sweeps.done(s.sweep()).size(), "result"),
              ending(s.outcome().orElse(null)),
              Plural.of(sweeps.runs(s.sweep()).size().runs(), "item"));
    }
  }

  private static PrintWriter line(
      PrintWriter out, String what, long number, Instant started, @Nullable String name) {
    return out.printf(
        Locale.ROOT,
        "%-8s %3d  %s  %-16s ",
        what,
        number,
        CLOCK.format(started),
        name == null ? "" : name);
  }

  JsonText object() {
    StoredSweeps sweeps = new StoredSweeps(session);
    return new JsonText()
        .put("file", session.file().toString())
        .put("runs", session.runs().stream().map(SessionContents::object).toList())
        .put("writings", session.writings().stream().map(SessionContents::object).toList())
        .put(
            "trainings",
            new StoredTrainings(session).all().stream().map(SessionContents::object).toList())
        .put(
            "bounds",
            new StoredMeasurements(session).all().stream().map(SessionContents::object).toList())
        .put("sweeps", sweeps.all().stream().map(s -> object(s, sweeps)).toList());
  }

  private static JsonText object(StoredMeasurements.Summary b) {
    return new JsonText()
        .put("bound", b.measurement())
        .put("title", b.title())
        .put("started", b.started().toString());
  }

  private static JsonText object(StoredSweeps.Summary s, StoredSweeps sweeps) {
    return new JsonText()
        .put("sweep", s.sweep())
        .put("task", s.spec().task().name())
        .put("points", s.spec().points().size())
        .put("results", sweeps.done(s.sweep()).size())
        .put("kept", sweeps.runs(s.sweep()).size().runs())
        .put("started", s.started().toString())
        .put("outcome", ending(s.outcome().orElse(null)));
  }

  private static JsonText object(StoredTrainings.Summary t) {
    return new JsonText()
        .put("training", t.training())
        .put("recipe", t.name())
        .put("folder", t.folder().toString())
        .put("started", t.started().toString())
        .put("outcome", ending(t.outcome().orElse(null)))
        .put("made", t.steps())
        .put("steps", t.total());
  }

  private static JsonText object(WritingSummary w) {
    return new JsonText()
        .put("run", w.run())
        .put("title", w.title())
        .put("model", w.model())
        .put("started", w.started().toString())
        .put("outcome", ending(w.outcome()))
        .put("tokens", w.tokens())
        .put("solver", w.solver())
        .put("steps", w.steps())
        .put("seed", w.seed());
  }

  private static JsonText object(RunSummary r) {
    return new JsonText()
        .put("run", r.run())
        .put("title", r.title())
        .put("model", r.model())
        .put("started", r.started().toString())
        .put("outcome", ending(r.outcome()))
        .put("frames", r.frames())
        .put("steps", r.steps())
        .put("sampler", r.sampler())
        .put("seed", r.seed());
  }

  private static String ending(RunEnd.@Nullable Outcome outcome) {
    return outcome == null ? "interrupted" : outcome.name().toLowerCase(Locale.ROOT);
  }
}
