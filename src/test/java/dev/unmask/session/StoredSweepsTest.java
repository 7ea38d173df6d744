package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.FakeModel;
import dev.unmask.job.FakeModels;
import dev.unmask.job.ModelCard;
import dev.unmask.job.RunEnd;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.SameSweep;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepListener;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepRows;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import dev.unmask.text.InfillTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StoredSweepsTest {
  static final SweepSpec SPEC =
      new SweepSpec(
          new SweepTask("worksheets", "", 30, 1, 30, 3, false),
          List.of(new Contestant("", false)),
          List.of(Axis.parse("steps", "1,2,4,8")),
          Map.of(),
          2,
          7);

  @TempDir Path folder;

  static void run(Session session, SweepListener also, int slow) {
    StoredSweeps sweeps = new StoredSweeps(session);
    long number = sweeps.begin(SPEC, "test");
    FakeModel model =
        new FakeModel(
            () -> {
              try {
                TimeUnit.MILLISECONDS.sleep(slow);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    SweepListener keeper = sweeps.record(number, 0);
    new Sweep(SPEC, new FakeModels(model), p -> Path.of("x"), Sweep.Extent.whole(4))
        .run(
            sweeps.done(number),
            new SweepListener() {
              @Override
              public void opened(int index, ModelCard card) {
                keeper.opened(index, card);
              }

              @Override
              public void items(List<Item> items) {
                keeper.items(items);
              }

              @Override
              public void rows(List<SweepRow> rows) {
                keeper.rows(rows);
                also.rows(rows);
              }
            },
            () -> false);
    sweeps.end(number, RunEnd.Outcome.FINISHED);
  }

  /// Prints how many rows are stored for certain, after each batch, or nothing.
  ///
  /// @param loud whether it prints
  record Writer(boolean loud) implements SweepListener {
    @Override
    public void opened(int model, ModelCard card) {}

    @Override
    public void items(List<Item> items) {}

    @Override
    public void rows(List<SweepRow> rows) {
      if (loud) {
        System.out.println(rows.size());
      }
    }
  }

  /// What is killed.
  static final class SweepProcess {
    private SweepProcess() {}

    public static void main(String[] args) {
      try (Session session = Session.openOrCreate(Path.of(args[0]))) {
        run(session, new Writer(true), 3);
      }
    }
  }

  /// A sweep that is killed again and again ends as one that was not, and does nothing twice.
  @Test
  @Timeout(180)
  void aKilledSweepGoesOnWhereItWas() throws Exception {
    Path file = folder.resolve("killed.unmask");
    int total = 30 * 4 * 2;
    int said = 0;
    int kills = 0;
    while (said < total) {
      assertTrue(kills < 60, "it never ends");
      said += runAndKill(file, 400 + 60 * kills);
      kills++;
      if (!Files.exists(file)) {
        continue; // killed before it had begun
      }
      try (Session session = Session.openReadOnly(file)) {
        StoredSweeps sweeps = new StoredSweeps(session);
        if (!sweeps.all().isEmpty()) {
          int stored = sweeps.done(1).size();
          // What was said is there; one more batch may have been stored and not said.
          assertTrue(said <= stored && stored <= said + 4, said + " said, " + stored + " stored");
          said = stored;
        }
      }
    }
    assertTrue(kills > 1, "nothing was killed");
    Path calm = folder.resolve("calm.unmask");
    try (Session killed = Session.open(file);
        Session other = Session.create(calm)) {
      run(other, new Writer(false), 0);
      assertEquals(1, new StoredSweeps(killed).all().size());
      assertEquals(
          SweepRows.timeless(new StoredSweeps(other).rows(1)),
          SweepRows.timeless(new StoredSweeps(killed).rows(1)));
    }
  }

  private static int runAndKill(Path file, int millis) throws IOException, InterruptedException {
    Path said = file.resolveSibling("said");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SweepProcess.class.getName(),
                file.toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(1200 + millis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly(); // SIGKILL
      process.waitFor();
    }
    return Files.readAllLines(said).stream().mapToInt(Integer::parseInt).sum();
  }

  /// What was begun under one name of a model goes on under another, from both doors.
  @Test
  void aModelIsKnownByItsFingerprintWhateverItIsCalled() {
    try (Session session = Session.create(folder.resolve("a.unmask"))) {
      StoredSweeps sweeps = new StoredSweeps(session);
      SweepSpec named = of(new Contestant("/models/fake", false));
      long number = sweeps.begin(SPEC, "test");
      assertEquals(number, sweeps.begin(new SameSweep(named, p -> "f00d"), "test"), "not opened");
      sweeps.record(number).opened(0, new FakeModel().loaded().card());
      assertEquals(number, sweeps.begin(new SameSweep(named, p -> "f00d"), "test"));
      assertEquals(SPEC, sweeps.one(number).spec(), "it stays as it was asked first");
      assertEquals(
          number,
          sweeps.begin(new SameSweep(SPEC, StoredSweepsTest::unreadable), "test"),
          "a model that cannot be read is known by its path");
      long other = sweeps.begin(new SameSweep(SPEC, p -> "0000"), "test");
      assertNotEquals(number, other, "another model lies there now");
      assertEquals(other, sweeps.begin(new SameSweep(SPEC, p -> "0000"), "test"));
      assertEquals(
          number,
          sweeps.begin(new SameSweep(named, p -> p.isEmpty() ? "0000" : "f00d"), "test"),
          "the first model has moved");
    }
  }

  @Test
  void anotherPartOfAModelIsAnotherSweep() {
    try (Session session = Session.create(folder.resolve("a.unmask"))) {
      StoredSweeps sweeps = new StoredSweeps(session);
      long number = sweeps.begin(SPEC, "test");
      for (SweepSpec other :
          List.of(
              of(new Contestant("", true)),
              of(Contestant.filling("", InfillTokens.Order.SPM)),
              of(Contestant.integrating("")),
              of(new Contestant("", false), new Contestant("", true)))) {
        assertNotEquals(number, sweeps.begin(new SameSweep(other, p -> "f00d"), "test"));
      }
      assertEquals(5, sweeps.all().size());
    }
  }

  private static SweepSpec of(Contestant... models) {
    return new SweepSpec(
        SPEC.task(), List.of(models), SPEC.axes(), SPEC.fixed(), SPEC.seeds(), SPEC.seed());
  }

  private static String unreadable(String path) {
    throw new Problem(Code.NOT_FOUND, "There is no model " + path + ".", "Name another.");
  }

  @Test
  void anotherModelOrOtherItemsDoNotJoinASweep() {
    try (Session session = Session.create(folder.resolve("a.unmask"))) {
      StoredSweeps sweeps = new StoredSweeps(session);
      long number = sweeps.begin(SPEC, "test");
      assertEquals(number, sweeps.begin(SPEC, "test"), "the same spec goes on");
      ModelCard card = new FakeModel().loaded().card();
      SweepListener keeper = sweeps.record(number, 0);
      keeper.opened(0, card);
      keeper.opened(0, card);
      keeper.items(List.of(new Item.Passage("p", "one")));
      keeper.items(List.of(new Item.Passage("p", "one"), new Item.Passage("q", "two")));
      assertEquals(2, sweeps.items(number).size());
      ModelCard other =
          new ModelCard(
              "fake",
              "Fake",
              "models/fake",
              "0000",
              1,
              4,
              "f32",
              "f32",
              "cpu",
              "",
              1,
              1,
              9,
              9,
              9,
              true);
      assertEquals(Code.SESSION, assertThrows(Problem.class, () -> keeper.opened(0, other)).code());
      assertEquals(
          Code.SESSION,
          assertThrows(Problem.class, () -> keeper.items(List.of(new Item.Passage("p", "another"))))
              .code());
      assertEquals(Optional.empty(), sweeps.one(number).outcome());
      sweeps.end(number, RunEnd.Outcome.CANCELLED);
      assertEquals(Optional.of(RunEnd.Outcome.CANCELLED), sweeps.one(number).outcome());
      assertThrows(Problem.class, () -> sweeps.one(99));
      assertEquals(Set.of(), sweeps.done(number));
    }
  }
}
