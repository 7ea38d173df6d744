package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.flow.FlowFrame;
import dev.unmask.golden.Bundled;
import dev.unmask.job.FlowWriting;
import dev.unmask.job.FolderModels;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.WritingHeader;
import dev.unmask.job.WritingListener;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.network.StartFolder;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Items of a sweep that are written left to right are kept token by token.
class KeptTextsTest {
  private static final FolderModels MODELS = new FolderModels(1);

  @TempDir static Path models;
  @TempDir Path folder;

  @BeforeAll
  static void aFlowNobodyTrained() {
    Recipe recipe =
        Recipes.bundled(
            "wordmath-llama", List.of("start.fresh.hidden_size=32", "start.fresh.head_dim=8"));
    Path base = models.resolve("base");
    StartFolder.fresh(recipe.start().fresh().orElseThrow(), Bundled.MODEL, 3, base);
    StartFolder.flow(CheckpointFolder.open(base), Optional.empty(), 4, models.resolve("flow"));
  }

  /// Points: the base alone, a grid of four (three steps of two evaluations), the control.
  private static SweepSpec spec() {
    return new SweepSpec(
        new SweepTask("worksheets", "", 4, 1, 30, 3, false),
        List.of(
            Contestant.integrating(models.resolve("flow").toString()),
            new Contestant(models.resolve("base").toString(), true)),
        List.of(Axis.flow("steps", "0,4")),
        Map.of("draw", "sample"),
        2,
        7);
  }

  private static long run(Session session, Sweep.Extent extent) {
    StoredSweeps sweeps = new StoredSweeps(session);
    long number = sweeps.begin(spec(), "test");
    new Sweep(spec(), MODELS, Path::of, extent)
        .run(sweeps.done(number), sweeps.record(number, 2), () -> false);
    return number;
  }

  private static List<Integer> tokens(List<FlowFrame> frames) {
    return frames.stream().map(FlowFrame::token).toList();
  }

  @Test
  void everyTokenOfTheFirstItemsIsKept() {
    Path file = folder.resolve("s.unmask");
    try (Session session = Session.create(file)) {
      run(session, Sweep.Extent.whole(3));
    }
    try (Session session = Session.openReadOnly(file)) {
      assertEquals(List.of(), session.runs(), "they are no runs of the list");
      assertEquals(List.of(), session.writings());
      Map<SweepRow.Key, Long> kept = new KeptRuns(session, 1).all();
      assertEquals(6, kept.size(), "2 items at 3 points, of the first repeat");
      int frames = 0;
      for (SweepRow row : new StoredSweeps(session).rows(1)) {
        Long run = kept.get(row.key());
        if (run != null) {
          List<FlowFrame> all = session.flowFrames(run);
          assertTrue(session.isWriting(run));
          frames += all.size();
          int calls = all.stream().mapToInt(FlowFrame::calls).sum();
          boolean integrated = row.point() == 1;
          assertEquals(integrated ? row.evaluations() : row.evaluations() - 1, calls);
          assertEquals(integrated ? 6 : 0, all.getFirst().evaluations().size());
          assertTrue(all.getFirst().topIds().length > 1, "what else it could have been");
        }
      }
      KeptRuns.Size size = new KeptRuns(session, 1).size();
      assertEquals(6, size.runs());
      assertEquals(frames, size.frames());
      assertTrue(size.bytes() > 0);
    }
  }

  /// What stands in the session is enough to write the same text alone.
  @Test
  void aKeptTextIsWrittenAgainAsItWas() {
    try (Session session = Session.create(folder.resolve("s.unmask"))) {
      run(session, Sweep.Extent.whole(4));
      Map<SweepRow.Key, Long> kept = new KeptRuns(session, 1).all();
      long run = kept.getOrDefault(new SweepRow.Key(1, 0, 1), 0L);
      WritingHeader header = session.writingHeader(run);
      List<FlowFrame> again = new ArrayList<>();
      try (LoadedWriter model =
          MODELS.openWriter(
              new ModelRequest(models.resolve("flow"), "f32", "cpu", OptionalInt.empty()))) {
        new FlowWriting(model, header.spec()).run("test", List.of((WritingListener) again::add));
      }
      assertEquals(tokens(session.flowFrames(run)), tokens(again));
    }
  }

  @Test
  void partsComeTogetherAndWhatWasKilledIsRemoved() {
    Path file = folder.resolve("part.unmask");
    try (Session part = Session.create(file)) {
      run(part, new Sweep.Extent(4, 1, 2));
    }
    try (Session all = Session.create(folder.resolve("all.unmask"));
        Session part = Session.openReadOnly(file)) {
      long number = run(all, new Sweep.Extent(4, 0, 2));
      StoredSweeps mine = new StoredSweeps(all);
      mine.merge(new StoredSweeps(part), 1);
      Map<SweepRow.Key, Long> kept = mine.runs(number).all();
      assertEquals(6, kept.size());
      new KeptRuns(part, 1)
          .all()
          .forEach(
              (key, run) ->
                  assertEquals(
                      tokens(part.flowFrames(run)),
                      tokens(all.flowFrames(kept.getOrDefault(key, 0L)))));
      long whole = kept.values().iterator().next();
      KeptRuns runs = mine.runs(number);
      runs.keep(new SweepRow.Key(0, 1, 3), all.writingHeader(whole))
          .frame(all.flowFrames(whole).getFirst());
      assertEquals(7, texts(all));
      runs.tidy();
      assertEquals(6, texts(all));
      assertFalse(all.flowFrames(whole).isEmpty());
    }
  }

  private static int texts(Session session) {
    return session.read(sql -> sql.number("SELECT count(DISTINCT run) FROM flow_frame"));
  }
}
