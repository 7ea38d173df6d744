package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.FakeModel;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelCard;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunListener;
import dev.unmask.network.Beliefs;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aSessionWithOneRun() {
    file = folder.resolve("s.unmask");
    try (Session session = Session.create(file)) {
      Recorded.run(session, "Why?", 6);
    }
  }

  private RunCheck check(int index, LoadedModel model) {
    try (Session session = Session.openReadOnly(file)) {
      return new Verification(session).check(session.runs().get(index), model);
    }
  }

  @Test
  void theSameModelGivesTheSameFrames() {
    RunCheck check = check(0, Recorded.MODEL);
    assertTrue(check.identical(), check::inOneLine);
    assertEquals("run 1: identical, 5 steps", check.inOneLine());
  }

  @Test
  void aRunThatWasCutShortIsComparedAsFarAsItGoes() {
    try (Session session = Session.open(file)) {
      RunListener recorder = session.record();
      recorder.started(session.header(1));
      recorder.frame(session.frame(1, 1));
      recorder.frame(session.frame(1, 2));
    }
    assertEquals("run 2: identical, 2 steps", check(1, Recorded.MODEL).inOneLine());
  }

  @Test
  void aRunThatClaimsToBeFinishedAndIsNot() {
    try (Session session = Session.open(file)) {
      RunListener recorder = session.record();
      recorder.started(session.header(1));
      recorder.frame(session.frame(1, 1));
      recorder.ended(RunEnd.finished());
    }
    RunCheck check = check(1, Recorded.MODEL);
    assertFalse(check.passed());
    assertEquals("run 2 differs: the number of frames was 1, is more", check.inOneLine());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ids", "guess", "roles", "top_log_probabilities", "entropies"})
  void aFlippedBitIsFound(String column) throws SQLException {
    DamageTest.flipABit(file, column, 4);
    RunCheck check = check(0, Recorded.MODEL);
    assertFalse(check.passed());
    assertEquals("run 1 differs: step 4: the stored row is damaged", check.inOneLine());
  }

  @Test
  void anotherModelIsNamedAsTheReason() {
    ModelCard c = Recorded.MODEL.card();
    LoadedModel other =
        new LoadedModel(
            new ModelCard(
                c.name(),
                c.family(),
                c.path(),
                "beef",
                1,
                4,
                "f32",
                "f32",
                "cpu",
                "",
                c.maskId(),
                c.eosId(),
                c.vocabularySize(),
                c.maxLength(),
                c.defaultLength(),
                true),
            new FakeModel(),
            Optional.empty(),
            new FakeModel(),
            () -> {});
    assertEquals(
        "run 1 differs: the model's fingerprint was f00d, is beef", check(0, other).inOneLine());
  }

  /// A frame in which one thing was changed, and what is said of it.
  private record Change(Frame frame, String said) {}

  @Test
  void everyFieldIsCompared() {
    Frame f;
    try (Session session = Session.openReadOnly(file)) {
      f = session.frame(1, 2);
    }
    Beliefs b = f.beliefs();
    int at = b.positions()[1];
    int[] ids = plusOne(f.ids(), 3);
    byte[] roles = f.roles().clone();
    roles[3] = 2;
    int[] guess = plusOne(f.guess(), 9);
    List<Change> changes =
        List.of(
            new Change(with(f, ids, f.roles(), f.guess(), b), "position 3: token"),
            new Change(with(f, f.ids(), roles, f.guess(), b), "position 3: role"),
            new Change(with(f, f.ids(), f.roles(), guess, b), "position 9: guess"),
            new Change(
                with(f, beliefs(b, plusOne(b.candidates(), 1), b.logProbabilities(), b.topIds())),
                "position " + at + ": candidate"),
            new Change(
                with(f, beliefs(b, b.candidates(), plus(b.logProbabilities(), 2e-4f), b.topIds())),
                "position " + at + ": log-probability"),
            new Change(
                with(
                    f,
                    beliefs(b, b.candidates(), plus(b.logProbabilities(), Float.NaN), b.topIds())),
                "position " + at + ": log-probability"),
            new Change(
                with(f, beliefs(b, b.candidates(), b.logProbabilities(), plusOne(b.topIds(), 7))),
                "position " + at + ": alternative"));
    for (Change change : changes) {
      Difference found = new FrameComparison(1e-4).compare(f, change.frame()).orElseThrow();
      assertTrue(
          found.inOneLine().startsWith("step 2, " + change.said() + " was "), found::inOneLine);
    }
    FrameComparison near = new FrameComparison(1e-4);
    Frame rounded =
        with(f, beliefs(b, b.candidates(), plus(b.logProbabilities(), 2e-5f), b.topIds()));
    assertTrue(near.compare(f, rounded).isEmpty());
    assertEquals(2e-5, near.largest(), 1e-6);
  }

  private static int[] plusOne(int[] values, int at) {
    int[] out = values.clone();
    out[at]++;
    return out;
  }

  private static float[] plus(float[] values, float amount) {
    float[] out = values.clone();
    out[1] += amount;
    return out;
  }

  private static Beliefs beliefs(Beliefs b, int[] candidates, float[] logs, int[] topIds) {
    return new Beliefs(
        b.positions(),
        candidates,
        logs,
        b.entropies(),
        b.alternatives(),
        topIds,
        b.topLogProbabilities());
  }

  private static Frame with(Frame f, Beliefs beliefs) {
    return with(f, f.ids(), f.roles(), f.guess(), beliefs);
  }

  private static Frame with(Frame f, int[] ids, byte[] roles, int[] guess, Beliefs beliefs) {
    return new Frame(
        f.step(), f.steps(), ids, roles, guess, f.changed(), beliefs, f.evaluations(), 1);
  }
}
