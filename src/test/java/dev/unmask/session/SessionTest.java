package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.FakeModel;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Prompting;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.SpecJson;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  @TempDir Path folder;
  private final LoadedModel model = Recorded.MODEL;

  private DenoiseSpec spec(String prompt) {
    return new Prompting(model)
        .spec(
            SourceTexts.prompt(prompt),
            DenoiseParameters.defaults().with(DenoiseParameters.STEPS, 8L));
  }

  private static List<Frame> run(Session session, String prompt) {
    return Recorded.run(session, prompt, 8);
  }

  static void assertSame(Frame a, Frame b) {
    assertEquals(a.step(), b.step());
    assertEquals(a.steps(), b.steps());
    assertEquals(a.evaluations(), b.evaluations());
    assertEquals(a.nanos(), b.nanos());
    assertArrayEquals(a.ids(), b.ids());
    assertArrayEquals(a.roles(), b.roles());
    assertArrayEquals(a.guess(), b.guess());
    assertArrayEquals(a.changed(), b.changed());
    assertArrayEquals(a.beliefs().positions(), b.beliefs().positions());
    assertArrayEquals(a.beliefs().candidates(), b.beliefs().candidates());
    assertArrayEquals(a.beliefs().logProbabilities(), b.beliefs().logProbabilities());
    assertArrayEquals(a.beliefs().entropies(), b.beliefs().entropies());
    assertArrayEquals(a.beliefs().topIds(), b.beliefs().topIds());
    assertArrayEquals(a.beliefs().topLogProbabilities(), b.beliefs().topLogProbabilities());
  }

  @Test
  void whatWasSeenLiveIsReadBackWithoutTheModel() {
    Path file = folder.resolve("a session ?#%.unmask");
    List<Frame> live;
    try (Session session = Session.create(file)) {
      live = run(session, "Why?");
      run(session, "And then?");
    }
    assertFalse(Files.exists(folder.resolve(file.getFileName() + "-wal")), "one file is left");
    assertFalse(Files.exists(folder.resolve(file.getFileName() + ".lock")));
    try (Session session = Session.openReadOnly(file)) {
      assertEquals(
          List.of("Why?", "And then?"), session.runs().stream().map(RunSummary::title).toList());
      RunSummary first = session.runs().getFirst();
      assertEquals(live.size(), first.frames());
      assertEquals(8, first.steps());
      assertEquals(RunEnd.Outcome.FINISHED, first.outcome());
      assertEquals("topk-confidence", first.sampler());
      List<Frame> stored = session.frames(first.run());
      assertEquals(live.size(), stored.size());
      for (int i = 0; i < live.size(); i++) {
        assertSame(live.get(i), stored.get(i));
        assertSame(live.get(i), session.frame(first.run(), i + 1));
      }
      RunHeader header = session.header(first.run());
      assertEquals(new SpecJson().write(spec("Why?")), new SpecJson().write(header.spec()));
      assertEquals(model.card(), header.card());
      assertEquals("test 1", header.program());
      for (Frame frame : live) {
        for (int id : frame.beliefs().topIds()) {
          assertArrayEquals(model.tokens().bytes(id), header.tokens().bytes(id));
        }
        assertEquals(model.tokens().text(frame.ids()), header.tokens().text(frame.ids()));
      }
      assertTrue(header.tokens().special(FakeModel.MASK));
      assertFalse(header.tokens().special('a'));
    }
  }

  @Test
  void anEmptySessionAndAMissingRun() {
    try (Session session = Session.create(folder.resolve("s.unmask"))) {
      assertEquals(List.of(), session.runs());
      Problem none = assertThrows(Problem.class, () -> session.header(1));
      assertEquals(Code.NOT_FOUND, none.code());
      assertEquals("The session has no run 1.", none.sentence());
      run(session, "Why?");
      assertEquals(
          "The session has no step 9 of run 1.",
          assertThrows(Problem.class, () -> session.frame(1, 9)).sentence());
    }
  }

  @Test
  void aRunThatNeverEndedIsThereUpToItsLastFrame() {
    Path file = folder.resolve("s.unmask");
    try (Session session = Session.create(file)) {
      List<Frame> frames = run(session, "Why?");
      RunListener recorder = session.record();
      recorder.started(session.header(1));
      recorder.frame(frames.get(0));
      recorder.frame(frames.get(1));
    }
    try (Session session = Session.open(file)) {
      RunSummary cut = session.runs().get(1);
      assertNull(cut.outcome());
      assertEquals(2, cut.frames());
      assertEquals(2, session.frames(2).size());
    }
  }

  @Test
  void failuresAreStoredInWords() {
    try (Session session = Session.create(folder.resolve("s.unmask"))) {
      run(session, "Why?");
      RunListener recorder = session.record();
      recorder.started(session.header(1));
      recorder.ended(RunEnd.failed(new Problem(Code.MEMORY, "The memory ran out.", "Take less.")));
      assertEquals("The memory ran out.", session.runs().get(1).problem());
      assertEquals(RunEnd.Outcome.FAILED, session.runs().get(1).outcome());
    }
  }

  @Test
  void theStateOfViewsIsKept() {
    Path file = folder.resolve("s.unmask");
    try (Session session = Session.create(file)) {
      assertTrue(session.view("cursor").isEmpty());
      session.putView("cursor", "{\"run\":1}");
      session.putView("cursor", "{\"run\":2}");
    }
    try (Session session = Session.open(file)) {
      assertEquals("{\"run\":2}", session.view("cursor").orElseThrow());
    }
  }

  @Test
  void savingUnderAnotherNameInTheMiddleOfARun() throws IOException {
    Path one = folder.resolve("one.unmask");
    Path two = folder.resolve("it's two.unmask");
    Files.writeString(two, "the user agreed to replace this");
    try (Session session = Session.create(one)) {
      List<Frame> frames = run(session, "Why?");
      RunListener recorder = session.record();
      recorder.started(session.header(1));
      recorder.frame(frames.get(0));
      session.saveAs(two);
      recorder.frame(frames.get(1));
      recorder.ended(RunEnd.cancelled());
      assertEquals(two, session.file());
      assertEquals(2, session.runs().get(1).frames());
    }
    try (Session old = Session.openReadOnly(one);
        Session now = Session.openReadOnly(two)) {
      assertEquals(1, old.runs().get(1).frames());
      assertEquals(RunEnd.Outcome.CANCELLED, now.runs().get(1).outcome());
    }
  }

  @Test
  void onlyOneWindowWrites() {
    Path file = folder.resolve("s.unmask");
    try (Session session = Session.create(file)) {
      run(session, "Why?");
      Problem taken = assertThrows(Problem.class, () -> Session.open(file));
      assertEquals(Code.WRITE, taken.code());
      assertTrue(taken.sentence().contains("is open in another window (process "), taken::sentence);
      try (Session reader = Session.openReadOnly(file)) {
        assertEquals(1, reader.runs().size());
        run(session, "Again?");
        assertEquals(2, reader.runs().size());
        assertEquals(
            Code.WRITE, assertThrows(Problem.class, () -> reader.putView("a", "{}")).code());
      }
    }
    Session.open(file).close();
  }
}
