package dev.unmask.window.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.FakeModel;
import dev.unmask.job.RecipeSetting;
import dev.unmask.job.RunEnd;
import dev.unmask.session.Examined;
import dev.unmask.session.Session;
import dev.unmask.session.StoredTrainings;
import dev.unmask.session.TrainingRecorder;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import dev.unmask.train.StepReport;
import dev.unmask.window.TinyTrainings;
import dev.unmask.window.train.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The training page in the real window, with a real training of a tiny network.
@ExtendWith(ApplicationExtension.class)
class TrainPageTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before each test
  private OpenWindow window;

  @TempDir Path folder;

  @Start
  void start(Stage stage) {
    window = new OpenWindow(stage, Optional.of(new FakeModel()), Optional.empty());
  }

  @AfterEach
  void end() {
    window.shell.trainings().closing().run();
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Labeled.class).getText();
  }

  @Test
  void trainAndStop(FxRobot robot) {
    Node page = robot.lookup("#train-page").query();
    assertFalse(page.isVisible());
    robot.push(KeyCode.CONTROL, KeyCode.T);
    assertTrue(page.isVisible());
    assertTrue(robot.lookup("#train-empty").query().isVisible());
    Path recipe = TinyTrainings.recipe(folder, "steps=100000");
    robot.interact(() -> window.shell.trainings().form().choose(recipe.toString()));
    OpenWindow.until(
        () -> window.shell.trainings().form().chosen().get().equals(recipe.toString()));
    robot.interact(
        () -> window.shell.trainings().form().folder().text().set(folder.resolve("t").toString()));
    OpenWindow.until(() -> window.shell.trainings().obstacle().get().isEmpty());
    assertEquals("Train   Ctrl+Enter", text(robot, "#train"));
    robot.clickOn("#train");
    OpenWindow.until(() -> window.shell.trainings().steps() >= 3);
    assertEquals("Stop   Ctrl+.", text(robot, "#train"));
    assertFalse(robot.lookup("#train-empty").query().isVisible());
    assertTrue(robot.lookup("#training-steps").query().isDisabled(), "not while it goes on");
    assertTrue(text(robot, "#status .status-item").length() > 0);
    robot.clickOn("#train");
    OpenWindow.until(() -> window.shell.trainings().state().get() == State.STOPPED);
    assertEquals("Train   Ctrl+Enter", text(robot, "#train"));
    assertTrue(text(robot, "#train-state").startsWith("Stopped after step "));
    String made = text(robot, "#train-steps-made");
    assertTrue(made.endsWith(" of 100,000"), made);
    assertTrue(text(robot, "#reading-cross_entropy").endsWith(" nats"));
    assertTrue(Files.exists(folder.resolve("t").resolve("metrics.csv")));
    robot.push(KeyCode.ESCAPE);
    assertFalse(page.isVisible());
  }

  @Test
  void keysTrainWhereTheTrainingIsInFront(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.T);
    OpenWindow.until(() -> window.shell.trainings().obstacle().get().isEmpty());
    robot.interact(
        () -> window.shell.trainings().form().knob(RecipeSetting.STEPS).text().set("none"));
    assertEquals(
        "Steps must be a whole number from 1 to 1000000000, not “none”.",
        text(robot, "#training-steps-complaint"));
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    assertEquals(State.IDLE, window.shell.trainings().state().get());
    assertFalse(window.bench.runner().running().get());
  }

  @Test
  void aTrainingOfASessionIsReadOnThePage(FxRobot robot) {
    Path file = folder.resolve("t.unmask");
    try (Session session = Session.create(file)) {
      Recipe recipe = Recipes.bundled("wordmath-diffullama", List.of("steps=40"));
      TrainingRecorder recorder =
          new StoredTrainings(session).record(recipe, folder.resolve("gone"), "1", 0);
      for (int step = 1; step <= 20; step++) {
        recorder.stepped(new StepReport(step, 2, 1, 0.5, 0.001, 100, 50, 4e9, 0.125));
        if (step % 10 == 0) {
          recorder.examined(Examined.at(step, step / 10 * 4));
        }
      }
      recorder.ended(RunEnd.cancelled());
    }
    robot.interact(() -> window.bench.open(file));
    OpenWindow.until(() -> window.shell.trainings().chosen().get() != null);
    robot.push(KeyCode.CONTROL, KeyCode.T);
    OpenWindow.until(() -> window.shell.trainings().obstacle().get().isEmpty());
    assertFalse(robot.lookup("#train-empty").query().isVisible());
    assertTrue(robot.lookup("#training-chooser").query().isVisible());
    assertEquals("20 of 40", text(robot, "#train-steps-made"));
    assertTrue(text(robot, "#train-state").contains("It was stopped after step 20."));
    assertEquals("800", text(robot, "#reading-speed"));
    assertTrue(robot.lookup("#findings-accuracy").query().isVisible());
    assertEquals("8 steps  80 %", text(robot, "#findings-accuracy .curve-reading"));
    assertEquals("bound  0.500", text(robot, "#findings-nats .curve-reading"));
    assertEquals(
        "WHAT IT WROTE AT STEP 20 (EXAMINATION 2 OF 2)", text(robot, "#examination-heading"));
    robot.clickOn("#examined-before");
    assertEquals("8 steps  40 %", text(robot, "#findings-accuracy .curve-reading"));
    assertEquals(
        "WHAT IT WROTE AT STEP 10 (EXAMINATION 1 OF 2)", text(robot, "#examination-heading"));
    assertTrue(robot.lookup("#examined-before").query().isDisabled());
  }
}
