package dev.unmask.window.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.FakeModel;
import dev.unmask.job.RecipeSetting;
import dev.unmask.window.TinyTrainings;
import dev.unmask.window.train.State;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
