package dev.unmask.window.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FakeModel;
import dev.unmask.job.RunEnd;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.window.canvas.Heat;
import dev.unmask.window.canvas.Sheet;
import dev.unmask.window.canvas.Span;
import dev.unmask.window.settings.WindowMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbenchTest {
  @TempDir Path folder;

  private static Sheet sheet(Workbench bench) {
    return Objects.requireNonNull(bench.canvas().sheet().get());
  }

  @Test
  void beforeARunTheDraftIsShown() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      Sheet sheet = sheet(b.bench);
      assertEquals(64, sheet.length());
      assertEquals(64 - "How many?".length() - 2, sheet.now().maskedLeft());
      assertEquals("bos", sheet.faces().of(sheet.now().ids()[0]).text());
      assertNull(b.bench.viewing().run().get());
    }
  }

  @Test
  void aRunIsRecordedAndEveryStepCanBeLookedAt() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.runToEnd();
      int last = b.bench.head().newest().get();
      assertTrue(last > 8, "steps " + last);
      assertEquals(last, b.bench.sessions().runs().getFirst().frames());
      b.bench.head().moveTo(last);
      assertEquals(0, sheet(b.bench).now().maskedLeft());
      b.bench.head().moveTo(3);
      assertEquals(3, sheet(b.bench).now().step());
      assertTrue(sheet(b.bench).now().maskedLeft() > 0);
      b.bench.head().moveTo(0);
      assertEquals(53, sheet(b.bench).now().maskedLeft());
    }
  }

  @Test
  void aWrongValueStopsRunInWordsAndARightOneFreesIt() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      var steps = b.bench.form().knob(DenoiseParameters.STEPS);
      steps.text().set("0");
      assertEquals(
          "Steps must be a whole number from 1 to 100000, not 0.",
          b.bench.runner().obstacle().get());
      b.bench.runner().run();
      assertFalse(b.bench.runner().running().get());
      steps.reset();
      assertEquals("", b.bench.runner().obstacle().get());
    }
  }

  @Test
  void aPromptThatDoesNotFitSaysSo() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.bench.draft().prompt().set("x".repeat(200));
      b.until(() -> !b.bench.draft().complaint().get().isEmpty());
      assertEquals(b.bench.draft().complaint().get(), b.bench.runner().obstacle().get());
      assertNull(b.bench.canvas().sheet().get());
    }
  }

  @Test
  void aSlowScreenDoesNotSlowTheRun() {
    AtomicInteger asked = new AtomicInteger();
    try (Bench b = Bench.ready(folder, new FakeModel(asked::incrementAndGet))) {
      b.bench.runner().run();
      b.until(() -> b.bench.viewing().run().get() != null);
      // Not one pulse while the run is under way.
      b.until(() -> !b.bench.runner().running().get());
      int frames = b.bench.head().newest().get();
      // A step that leaves the canvas as it was asks no second time.
      assertTrue(0 < asked.get() && asked.get() <= frames, asked.get() + " of " + frames);
      assertEquals(
          frames, Objects.requireNonNull(b.bench.viewing().run().get()).trace().available());
    }
  }

  @Test
  void cancelKeepsWhatWasWritten() {
    CountDownLatch third = new CountDownLatch(3);
    CountDownLatch goOn = new CountDownLatch(1);
    FakeModel slow =
        new FakeModel(
            () -> {
              third.countDown();
              if (third.getCount() == 0) {
                waitFor(goOn);
              }
            });
    try (Bench b = Bench.ready(folder, slow)) {
      b.bench.runner().run();
      waitFor(third);
      b.bench.runner().cancel();
      goOn.countDown();
      b.until(
          () ->
              !b.bench.sessions().runs().isEmpty()
                  && b.bench.sessions().runs().getFirst().outcome() != null);
      assertEquals(RunEnd.Outcome.CANCELLED, b.bench.sessions().runs().getFirst().outcome());
      // The newest frame arrives through the slot that the window reads, after the end may be
      // known.
      b.until(() -> b.bench.head().newest().get() == 3);
      assertEquals(3, b.bench.head().newest().get());
      assertTrue(b.bench.notices().open().isEmpty());
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, java.util.concurrent.TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFailureIsANoticeWithACodeAndThePartialRunStays() {
    AtomicInteger asked = new AtomicInteger();
    FakeModel failing =
        new FakeModel(
            () -> {
              if (asked.incrementAndGet() > 2) {
                throw new Problem(Code.MEMORY, "Memory ran out.", "Take a shorter canvas.");
              }
            });
    try (Bench b = Bench.ready(folder, failing)) {
      b.runToEnd();
      Notice notice = b.bench.notices().open().getFirst();
      assertEquals("Memory ran out. Take a shorter canvas. [U-403]", notice.copied());
      assertEquals(2, b.bench.head().newest().get());
      assertEquals(RunEnd.Outcome.FAILED, b.bench.sessions().runs().getFirst().outcome());
    }
  }

  @Test
  void aSavedSessionPlaysWithoutItsModel() {
    Path file = folder.resolve("sunday.unmask");
    String shown;
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.runToEnd();
      b.bench.sessions().saveAs(file, () -> {});
      b.until(() -> b.bench.sessions().named());
      shown = text(b.bench, b.bench.head().newest().get());
    }
    try (Bench b = new Bench(folder.resolve("elsewhere"), Optional.empty())) {
      b.bench.start(Optional.of(WindowMemory.FIRST), Optional.of(file));
      b.until(
          () ->
              b.bench.viewing().run().get() != null
                  && !b.bench.notices().open().isEmpty()
                  && b.bench.models().opening().get().isEmpty());
      assertEquals(shown, text(b.bench, b.bench.head().newest().get()));
      assertEquals("sunday.unmask", b.bench.sessions().name().get());
      assertEquals("U-301", b.bench.notices().open().getFirst().code());
      assertEquals(
          "No model is open. Open one to run; runs of a session play without it.",
          b.bench.runner().obstacle().get());
      b.bench.head().moveTo(2);
      assertEquals(2, sheet(b.bench).now().step());
    }
  }

  private static String text(Workbench bench, int step) {
    bench.head().moveTo(step);
    Sheet sheet = sheet(bench);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sheet.length(); i++) {
      text.append(sheet.now().masked(i) ? "_" : sheet.faces().of(sheet.now().ids()[i]).text());
    }
    return text.toString();
  }

  @Test
  void savingGivesANameAndLeavesNothingBehind() throws Exception {
    Path file = folder.resolve("named.unmask");
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      assertEquals("unsaved session", b.bench.sessions().name().get());
      b.runToEnd();
      Path before = b.bench.sessions().file().orElseThrow();
      assertTrue(Files.exists(before), "it is autosaved before it has a name");
      b.bench.sessions().saveAs(file, () -> {});
      b.until(() -> b.bench.sessions().named());
      assertFalse(Files.exists(before));
      b.runToEnd();
    }
    try (Session saved = Session.openReadOnly(file)) {
      assertEquals(2, saved.runs().size());
    }
  }

  @Test
  void theNextWindowIsWhereTheLastOneWas() {
    WindowMemory memory;
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.runToEnd();
      b.bench.form().knob(DenoiseParameters.STEPS).text().set("5");
      b.runToEnd();
      b.bench.showRun(b.bench.sessions().runs().getFirst(), 4);
      b.until(() -> Objects.requireNonNull(b.bench.viewing().run().get()).number() == 1);
      b.bench.canvas().moveTo(12, false);
      b.bench.draft().prompt().set("And now?");
      b.bench.canvas().heat().set(Heat.ENTROPY);
      memory = b.bench.remember(WindowMemory.FIRST);
    }
    try (Bench b = new Bench(folder, Optional.of(new FakeModel()))) {
      b.bench.start(Optional.of(memory), Optional.empty());
      b.until(() -> b.bench.viewing().run().get() != null);
      assertEquals(Heat.ENTROPY, b.bench.canvas().heat().get());
      assertEquals(1, Objects.requireNonNull(b.bench.viewing().run().get()).number());
      assertEquals(4, b.bench.head().step().get());
      assertEquals(12, b.bench.canvas().position().get());
      assertEquals("And now?", b.bench.draft().prompt().get());
      assertEquals("5", b.bench.form().knob(DenoiseParameters.STEPS).text().get());
      assertEquals(2, b.bench.sessions().runs().size());
    }
  }

  @Test
  void anEmptyUnsavedSessionIsNotKept() {
    Path file;
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      file = b.bench.sessions().file().orElseThrow();
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void theSessionStaysOpenWhileARunIsUnderWay() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (Bench b = Bench.ready(folder, new FakeModel(() -> waitFor(goOn)))) {
      Session session = b.bench.sessions().current().get();
      b.bench.runner().run();
      b.bench.newSession();
      assertEquals(session, b.bench.sessions().current().get());
      assertEquals(1, b.bench.notices().open().size());
      goOn.countDown();
      b.until(() -> !b.bench.runner().running().get());
    }
  }

  @Test
  void paintedMasksAreWrittenByTheModel() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.bench.canvas().selection().set(new Span(3, 5));
      b.bench.toggleMasks();
      assertTrue(sheet(b.bench).now().masked(4));
      assertEquals(3, b.bench.draft().painted());
      b.runToEnd();
      b.bench.head().moveTo(b.bench.head().newest().get());
      assertTrue(sheet(b.bench).now().revealed(4));
      b.bench.viewing().showDraft();
      b.bench.canvas().selection().set(new Span(3, 5));
      b.bench.toggleMasks();
      assertFalse(sheet(b.bench).now().masked(4));
    }
  }

  @Test
  void whatWasNeverGivenCannotBeUnmasked() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.bench.canvas().moveTo(40, false);
      b.bench.toggleMasks();
      assertTrue(sheet(b.bench).now().masked(40));
      assertTrue(b.bench.notices().open().getFirst().sentence().contains("nothing was given"));
    }
  }

  @Test
  void weightsStandForTheirFolder() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.bench.open(folder.resolve("other").resolve("model.safetensors"));
      b.until(() -> b.opened.size() == 2);
      assertEquals(folder.resolve("other"), b.opened.getLast());
    }
  }

  @Test
  void theVeryFirstWindowRunsItsExampleByItself() throws Exception {
    Path model = folder.resolve("model");
    Files.createDirectories(model);
    try (Bench b = new Bench(folder.resolve("state"), Optional.of(new FakeModel()))) {
      b.bench.draft().prompt().set("What is 1+1?");
      b.bench.start(Optional.empty(), Optional.empty());
      b.until(() -> !b.bench.sessions().runs().isEmpty());
      assertNotNull(b.bench.viewing().run().get());
    }
  }

  @Test
  void aRunGivesItsSettingsBack() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.bench.form().knob(DenoiseParameters.STEPS).text().set("7");
      b.runToEnd();
      b.bench.form().knob(DenoiseParameters.STEPS).text().set("9");
      b.bench.draft().prompt().set("Something else");
      b.bench.takeFrom(Objects.requireNonNull(b.bench.viewing().run().get()));
      assertEquals("7", b.bench.form().knob(DenoiseParameters.STEPS).text().get());
      assertEquals("How many?", b.bench.draft().prompt().get());
      assertNotEquals("", b.bench.status().step().get());
    }
  }
}
