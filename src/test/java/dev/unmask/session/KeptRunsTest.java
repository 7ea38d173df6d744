package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.FakeModel;
import dev.unmask.job.FakeModels;
import dev.unmask.job.RunListener;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Items of a sweep are kept step by step and read again without a model.
class KeptRunsTest {
  @TempDir Path folder;

  private final SweepSpec spec =
      new SweepSpec(
          new SweepTask("worksheets", "", 5, 1, 30, 3, false),
          List.of(new Contestant("", false)),
          List.of(Axis.parse("steps", "1,4")),
          Map.of(),
          2,
          7);

  private long run(Session session, Sweep.Extent extent, int watched) {
    StoredSweeps sweeps = new StoredSweeps(session);
    long number = sweeps.begin(spec, "test");
    new Sweep(spec, new FakeModels(new FakeModel()), p -> Path.of("models/fake"), extent)
        .run(sweeps.done(number), sweeps.record(number, watched), () -> false);
    return number;
  }

  @Test
  void theFirstItemsOfEachPointAreKeptAsTheyWereWritten() {
    Path file = folder.resolve("s.unmask");
    try (Session session = Session.create(file)) {
      run(session, Sweep.Extent.whole(32), 2);
      assertEquals(List.of(), session.runs(), "they are no runs of the list");
    }
    try (Session session = Session.openReadOnly(file)) {
      StoredSweeps sweeps = new StoredSweeps(session);
      Map<SweepRow.Key, Long> kept = sweeps.runs(1).all();
      assertEquals(
          Set.of(
              new SweepRow.Key(0, 0, 0),
              new SweepRow.Key(0, 0, 1),
              new SweepRow.Key(1, 0, 0),
              new SweepRow.Key(1, 0, 1)),
          kept.keySet());
      for (SweepRow row : sweeps.rows(1)) {
        Long run = kept.get(row.key());
        if (run != null) {
          List<Frame> frames = session.frames(run);
          assertEquals(row.point() == 0 ? 1 : 4, session.header(run).spec().steps());
          assertEquals(0, frames.getLast().maskedLeft());
          assertTrue(row.evaluations() >= frames.getLast().evaluations());
          String text = session.header(run).tokens().toString();
          assertFalse(text.isEmpty());
          assertEquals(
              spec.itemSeed(0, row.item()),
              session.header(run).spec().settings().get(dev.unmask.job.DenoiseParameters.SEED));
        }
      }
      KeptRuns.Size size = sweeps.runs(1).size();
      assertEquals(4, size.runs());
      assertEquals(
          kept.values().stream().mapToInt(r -> session.frames(r).size()).sum(), size.frames());
      assertTrue(size.bytes() > 0);
    }
  }

  @Test
  void nothingIsKeptWhereNobodyAskedForIt() {
    try (Session session = Session.create(folder.resolve("s.unmask"))) {
      long number = run(session, Sweep.Extent.whole(32), 0);
      assertEquals(Map.of(), new KeptRuns(session, number).all());
      assertEquals(new KeptRuns.Size(0, 0, 0), new KeptRuns(session, number).size());
    }
  }

  @Test
  void whatAKilledProcessHadBegunIsRemoved() {
    try (Session session = Session.create(folder.resolve("s.unmask"))) {
      long number = run(session, Sweep.Extent.whole(32), 1);
      KeptRuns kept = new KeptRuns(session, number);
      Map<SweepRow.Key, Long> before = kept.all();
      long whole = before.values().iterator().next();
      RunListener begun = kept.keep(new SweepRow.Key(0, 0, 4), session.header(whole));
      begun.frame(session.frames(whole).getFirst());
      assertEquals(before, kept.all(), "it has not finished");
      new StoredSweeps(session).record(number, 1);
      assertEquals(before, kept.all());
      int runs = session.read(sql -> sql.number("SELECT count(*) FROM run"));
      int frames = session.read(sql -> sql.number("SELECT count(DISTINCT run) FROM frame"));
      assertEquals(2, runs);
      assertEquals(2, frames);
    }
  }

  @Test
  void partsOfSeveralComputersComeTogetherWithTheirRuns() {
    Path file = folder.resolve("part.unmask");
    Map<SweepRow.Key, int[]> theirs;
    try (Session part = Session.create(file)) {
      long number = run(part, new Sweep.Extent(32, 1, 2), 4);
      theirs =
          new KeptRuns(part, number)
              .all().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey, e -> part.frames(e.getValue()).getLast().ids()));
    }
    try (Session all = Session.create(folder.resolve("all.unmask"));
        Session part = Session.openReadOnly(file)) {
      long number = run(all, new Sweep.Extent(32, 0, 2), 4);
      StoredSweeps mine = new StoredSweeps(all);
      assertEquals(number, mine.merge(new StoredSweeps(part), 1));
      Map<SweepRow.Key, Long> kept = mine.runs(number).all();
      assertEquals(8, kept.size());
      theirs.forEach(
          (key, ids) ->
              assertArrayEquals(ids, all.frames(kept.getOrDefault(key, 0L)).getLast().ids()));
    }
  }
}
