package dev.unmask.window.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.FakeModel;
import dev.unmask.window.canvas.Heat;
import dev.unmask.window.workbench.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class ReplayWindowTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before each test
  private OpenWindow window;

  @Start
  void start(Stage stage) throws Exception {
    Path folder = Files.createTempDirectory("unmask-replay-test");
    Path file = folder.resolve("sunday.unmask");
    try (Bench recorded = Bench.ready(folder, new FakeModel())) {
      recorded.runToEnd();
      recorded.bench.sessions().saveAs(file, () -> {});
      recorded.until(() -> recorded.bench.sessions().named());
    }
    window = new OpenWindow(stage, Optional.empty(), Optional.of(file));
  }

  @Test
  void aSessionPlaysWithoutItsModelAndRunSaysWhyItCannot(FxRobot robot) {
    OpenWindow.until(() -> window.bench.viewing().run().get() != null);
    OpenWindow.until(() -> !window.bench.notices().open().isEmpty());
    assertEquals("sunday.unmask", robot.lookup("#session").queryAs(Labeled.class).getText());
    assertTrue(robot.lookup("#run").query().isDisabled());
    assertTrue(
        robot.lookup("#obstacle").queryAs(Labeled.class).getText().startsWith("No model is open."));
    int last = window.bench.head().newest().get();
    robot.interact(() -> window.shell.focusCanvas());
    robot.push(KeyCode.HOME).push(KeyCode.RIGHT);
    assertEquals("1 / " + last, robot.lookup("#step-counter").queryAs(Labeled.class).getText());
  }

  @Test
  void lightnessShowsRevisionsOfAReplay(FxRobot robot) {
    OpenWindow.until(() -> window.bench.viewing().run().get() != null);
    assertEquals("sure", robot.lookup("#legend-most").queryAs(Labeled.class).getText());
    ComboBox<Heat> heat = robot.lookup("#heat").queryComboBox();
    robot.interact(() -> heat.setValue(Heat.SETTLED));
    assertEquals(Heat.SETTLED, window.bench.canvas().heat().get());
    int steps = window.bench.head().steps().get();
    assertEquals("in step " + steps, robot.lookup("#legend-most").queryAs(Labeled.class).getText());
    robot.interact(
        () -> {
          window.bench.head().moveTo(steps);
          window.bench.canvas().position().set(window.bench.canvas().sheet().get().length() - 1);
          window.shell.focusCanvas();
        });
    OpenWindow.until(() -> robot.lookup("#card-history").query().isVisible());
    String history = robot.lookup("#card-history").queryAs(Labeled.class).getText();
    assertTrue(history.contains("evised") && history.contains("since step "), history);
  }
}
