package dev.unmask.window.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.FakeModel;
import dev.unmask.window.workbench.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
}
