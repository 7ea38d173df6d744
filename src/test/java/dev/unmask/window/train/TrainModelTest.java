package dev.unmask.window.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.Examination;
import dev.unmask.job.RecipeSetting;
import dev.unmask.job.RunEnd;
import dev.unmask.problem.Code;
import dev.unmask.session.Session;
import dev.unmask.session.StoredTrainings;
import dev.unmask.session.TrainingMetrics;
import dev.unmask.train.StepReport;
import dev.unmask.window.TinyTrainings;
import dev.unmask.window.workbench.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The training page without a screen.
class TrainModelTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Bench bench;

  @SuppressWarnings("NullAway.Init")
  private TrainModel model;

  @BeforeEach
  void open() {
    bench = new Bench(folder, Optional.empty());
    model = again();
  }

  @AfterEach
  void close() {
    model.closing().run();
    bench.close();
  }

  private TrainModel again() {
    return new TrainModel(
        bench.bench.setup(), bench.bench.threads(), bench.bench.notices(), bench.bench.sessions());
  }

  private void choose(String named) {
    model.form().choose(named);
    bench.until(() -> model.form().chosen().get().equals(named));
    settle();
  }

  private void settle() {
    bench.until(() -> !model.obstacle().get().startsWith("Reading"));
  }

  private void set(RecipeSetting<?> setting, String text) {
    model.form().knob(setting).text().set(text);
    settle();
  }

  private void until(State state) {
    bench.until(
        () -> {
          model.pulse();
          return model.state().get() == state;
        });
  }

  @Test
  void aTrainingThatWasStoppedGoesOnToItsEnd() {
    choose(TinyTrainings.recipe(folder, "steps=100000").toString());
    assertEquals("", model.obstacle().get());
    assertEquals("", model.sentence().get());
    model.train();
    assertEquals(State.OPENING, model.state().get());
    bench.until(
        () -> {
          model.pulse();
          return model.steps() >= 3;
        });
    assertTrue(model.brief().get().startsWith("training: step "), model.brief().get());
    assertTrue(model.standing().get().tokensPerSecond() > 0);
    model.stop();
    assertEquals(State.STOPPING, model.state().get());
    until(State.STOPPED);
    long at = model.steps();
    assertEquals("", model.brief().get());
    assertEquals(
        "Stopped after step %,d. Train goes on from there.".formatted(at), model.sentence().get());
    Path training = folder.resolve("wordmath-llama");
    assertTrue(Files.isDirectory(training.resolve("step-%08d".formatted(at))));
    assertNull(model.made().get());

    set(RecipeSetting.STEPS, String.valueOf(at + 2));
    bench.until(() -> model.sentence().get().equals("Goes on after step %,d.".formatted(at)));
    model.train();
    until(State.FINISHED);
    assertEquals(at + 2, model.steps());
    assertEquals(training, model.made().get());
    assertTrue(Files.exists(training.resolve("model.safetensors")));
    List<StepReport> reports = new TrainingMetrics(training).read();
    assertEquals(at + 2, reports.size());
    assertEquals(at + 2, reports.getLast().step());
    assertTrue(bench.bench.notices().open().isEmpty(), bench.bench.notices().open().toString());
  }

  @Test
  void aTrainingOfAnEarlierWindowIsShownFromItsFolder() {
    choose(TinyTrainings.recipe(folder, "steps=4").toString());
    model.train();
    until(State.FINISHED);
    Curves live = model.curves().get();
    model.closing().run();
    model = again();
    choose(folder.resolve("tiny.json").toString());
    bench.until(() -> model.made().get() != null);
    assertEquals(State.IDLE, model.state().get());
    assertEquals("All steps were made: the model is in this folder.", model.sentence().get());
    Curves found = model.curves().get();
    assertEquals(4, found.steps().length);
    for (Measure m : Measure.values()) {
      double most = live.raw(m)[0];
      assertEquals(most, found.raw(m)[0], 1e-5 * Math.abs(most), m.name());
    }
    set(RecipeSetting.STEPS, "9");
    bench.until(() -> model.made().get() == null);
    assertEquals("Goes on after step 4.", model.sentence().get());
  }

  @Test
  void aBaseIsAdapted() {
    choose(TinyTrainings.recipe(folder, "steps=1").toString());
    model.train();
    until(State.FINISHED);
    Path base = model.made().get();
    assertTrue(model.autoregressive());
    model.adapt();
    bench.until(() -> model.form().chosen().get().equals("wordmath-diffullama"));
    settle();
    assertEquals(String.valueOf(base), model.form().knob(RecipeSetting.START).text().get());
    assertEquals("", model.obstacle().get());
    set(RecipeSetting.STEPS, "2");
    set(RecipeSetting.BATCH, "4");
    model.train();
    until(State.FINISHED);
    assertFalse(model.autoregressive());
    assertEquals(folder.resolve("wordmath-diffullama"), model.made().get());
  }

  @Test
  void aRecipeThatExaminesIsExamined() {
    choose(
        TinyTrainings.recipe(folder, "steps=2", "evaluate-every=2", "evaluate-items=2").toString());
    assertEquals("2 held-out problems every 2 steps", model.form().words().get().get("Examines"));
    model.train();
    until(State.FINISHED);
    Examination found = model.curves().get().examinations().getLast();
    assertEquals(2, found.step());
    assertTrue(found.numbers().containsKey("Cross-entropy"), found.toString());
    assertTrue(found.numbers().containsKey("Right, left to right"), found.numbers().toString());
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingStarts() {
    choose("wordmath-llama");
    assertEquals("", model.obstacle().get());
    assertEquals("7000", model.form().knob(RecipeSetting.STEPS).text().get());
    assertEquals("0.002", model.form().knob(RecipeSetting.RATE).text().get());
    set(RecipeSetting.STEPS, "0");
    String sentence = "Steps must be a whole number from 1 to 1000000000, not 0.";
    assertEquals(sentence, model.form().knob(RecipeSetting.STEPS).complaint().get());
    assertEquals(sentence, model.obstacle().get());
    model.train();
    assertEquals(State.IDLE, model.state().get());
    model.form().knob(RecipeSetting.STEPS).reset();
    set(RecipeSetting.START, "nowhere");
    assertTrue(model.obstacle().get().contains("nowhere"), model.obstacle().get());
    model.form().knob(RecipeSetting.START).reset();
    settle();
    assertEquals("", model.obstacle().get());
    model.form().folder().text().set("here");
    assertTrue(model.obstacle().get().contains("whole path"), model.obstacle().get());
    choose(TinyTrainings.recipe(folder, "rows.parts=3").toString());
    set(RecipeSetting.BATCH, "2");
    assertTrue(model.obstacle().get().contains("rows.parts"), model.obstacle().get());
  }

  @Test
  void theAdaptationOfABaseThatIsNotThereIsRefused() {
    choose("wordmath-diffullama");
    boolean made = Files.isDirectory(Path.of("models", "wordmath-llama"));
    assertEquals(made, model.obstacle().get().isEmpty(), model.obstacle().get());
    assertEquals(
        "opens from causal to full over 600 steps", model.form().words().get().get("Attention"));
  }

  @Test
  void changesAreThoseOfTheCommandLine() {
    choose("wordmath-llama");
    set(RecipeSetting.RATE, "0.00015");
    set(RecipeSetting.PRECISION, "bf16");
    set(RecipeSetting.START, "a \"model\"");
    assertEquals(
        List.of("optimizer.rate=1.5E-4", "precision=\"bf16\"", "start.model=\"a \\\"model\\\"\""),
        model.form().changes());
  }

  @Test
  void aFolderThatCannotBeMadeEndsInWords() throws IOException {
    choose(TinyTrainings.recipe(folder, "steps=4").toString());
    Path file = Files.writeString(folder.resolve("file"), "mine");
    model.form().folder().text().set(file.resolve("training").toString());
    settle();
    model.train();
    until(State.FAILED);
    assertEquals(
        Code.WRITE.label(), bench.bench.notices().open().getFirst().code(), "the reason is told");
    assertEquals("Stopped by a problem; no checkpoint had been written.", model.sentence().get());
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aRecipeThatCannotBeReadLeavesTheOneBefore() throws IOException {
    choose("wordmath-llama");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"recipe\": 1}");
    model.form().choose(broken.toString());
    bench.until(() -> !bench.bench.notices().open().isEmpty());
    settle();
    assertEquals("wordmath-llama", model.form().chosen().get());
    assertFalse(model.form().choices().contains(broken.toString()));
    assertEquals("", model.obstacle().get());
  }

  private void session(Path file) {
    bench.bench.open(file);
    bench.until(() -> bench.bench.sessions().file().filter(file::equals).isPresent());
  }

  @Test
  void aTrainingIsReadFromTheSessionWithoutItsFolder() throws IOException {
    Path kept = folder.resolve("kept.unmask");
    Session.create(kept).close();
    session(kept);
    choose(
        TinyTrainings.recipe(folder, "steps=4", "evaluate-every=2", "evaluate-items=2").toString());
    model.train();
    until(State.FINISHED);
    Curves live = model.curves().get();
    bench.bench.newSession();
    bench.until(() -> !bench.bench.sessions().named());
    bench.until(() -> model.stored().isEmpty());
    Path training = folder.resolve("wordmath-llama");
    Files.move(training, folder.resolve("elsewhere"));
    model.closing().run();
    model = again();
    session(kept);
    bench.until(() -> model.chosen().get() != null);
    assertEquals(
        "As it is in the session. All steps were made after step 4. Its folder is not on this"
            + " computer.",
        model.sentence().get());
    Curves stored = model.curves().get();
    assertEquals(4, stored.steps().length);
    for (Measure m : Measure.values()) {
      assertArrayEquals(live.raw(m), stored.raw(m), m.name());
    }
    assertEquals(live.examinations(), stored.examinations());
    assertEquals(2, stored.examinations().size());
    assertNull(model.made().get(), "the model is not there");
    model.begin();
    settle();
    assertEquals(4, model.steps(), "an empty folder on the form does not hide it");
  }

  @Test
  void aTrainingOfTheSessionIsTakenUp() {
    Path kept = folder.resolve("kept.unmask");
    Session.create(kept).close();
    session(kept);
    choose(TinyTrainings.recipe(folder, "steps=100000").toString());
    Path place = folder.resolve("here");
    model.form().folder().text().set(place.toString());
    settle();
    model.train();
    bench.until(
        () -> {
          model.pulse();
          return model.steps() >= 2;
        });
    model.stop();
    until(State.STOPPED);
    long at = model.steps();
    assertFalse(model.canTakeUp(), "it stands on the form already");
    bench.bench.newSession();
    bench.until(() -> model.stored().isEmpty());
    choose("wordmath-llama");
    session(kept);
    bench.until(() -> model.chosen().get() != null);
    assertTrue(model.canTakeUp());
    model.takeUp();
    bench.until(() -> model.form().folder().text().get().equals(place.toString()));
    settle();
    bench.until(() -> model.sentence().get().equals("Goes on after step %,d.".formatted(at)));
    set(RecipeSetting.STEPS, String.valueOf(at + 1));
    model.train();
    until(State.FINISHED);
    assertEquals(1, new StoredTrainings(session()).all().size(), "one training in two sittings");
    assertEquals(at + 1, new StoredTrainings(session()).all().getFirst().steps());
  }

  @Test
  void anotherSessionDoesNotEndATraining() {
    Path kept = folder.resolve("kept.unmask");
    Session.create(kept).close();
    session(kept);
    choose(TinyTrainings.recipe(folder, "steps=100000").toString());
    model.train();
    bench.until(
        () -> {
          model.pulse();
          return model.steps() >= 2;
        });
    bench.bench.newSession();
    bench.until(() -> !bench.bench.sessions().named());
    session(kept);
    assertEquals(1, new StoredTrainings(session()).all().size(), "the same session, still open");
    bench.bench.newSession();
    bench.until(() -> !bench.bench.sessions().named());
    model.stop();
    until(State.STOPPED);
    assertTrue(bench.bench.notices().open().isEmpty(), bench.bench.notices().open().toString());
    session(kept);
    StoredTrainings.Summary summary = new StoredTrainings(session()).all().getFirst();
    assertEquals(model.steps(), summary.steps());
    assertEquals(Optional.of(RunEnd.Outcome.CANCELLED), summary.outcome());
  }

  private Session session() {
    return Objects.requireNonNull(bench.bench.sessions().current().get());
  }
}
