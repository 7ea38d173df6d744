package dev.unmask.window.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.job.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The page of a model in the real window.
@ExtendWith(ApplicationExtension.class)
class ModelPageTest {
  private static final Path BUNDLED = Bundled.MODEL;

  @SuppressWarnings("NullAway.Init") // TestFX calls start before each test
  private OpenWindow window;

  @Start
  void start(Stage stage) {
    window = new OpenWindow(stage, Optional.of(new FakeModel()), Optional.empty());
  }

  private void look(FxRobot robot, Path path) {
    robot.interact(() -> window.shell.look(path));
    OpenWindow.until(
        () -> {
          var shown = window.shell.modelPage().shown().get();
          return shown != null && shown.path().equals(path);
        });
  }

  private static int rows(FxRobot robot) {
    return robot.lookup("#tensors").queryAs(TableView.class).getItems().size();
  }

  @Test
  void tensorsAreFilteredAsOneTypes(FxRobot robot) {
    look(robot, BUNDLED);
    assertEquals(38, rows(robot));
    robot.clickOn("#tensor-filter").write("embed");
    assertEquals(1, rows(robot));
    assertTrue(
        robot.lookup("#card-text").queryAs(Labeled.class).getText().contains("869")
            || robot.lookup("#card-text").queryAs(Labeled.class).getText().contains("0.87 M"));
    assertTrue(robot.lookup("#memory-int8").tryQuery().isPresent());
  }

  @Test
  void columnsStandUnderTheirTitles(FxRobot robot) {
    look(robot, BUNDLED);
    OpenWindow.until(() -> robot.lookup(".tensor-table .table-cell").tryQuery().isPresent());
    Node title = robot.lookup(".tensor-table .column-header.tensor-size").query();
    Node cell = robot.lookup(".tensor-table .table-row-cell .tensor-size").query();
    double right = title.localToScene(title.getLayoutBounds()).getMaxX();
    assertEquals(right, cell.localToScene(cell.getLayoutBounds()).getMaxX(), 1);
  }

  @Test
  void hashesAreComputedOnRequest(FxRobot robot) {
    look(robot, BUNDLED);
    robot.clickOn("#sha256");
    OpenWindow.until(() -> window.shell.modelPage().digests().size() == 2);
    OpenWindow.until(() -> robot.lookup(".digest").queryAll().size() == 2);
  }

  @Test
  void escapeGoesBackToTheCanvas(FxRobot robot) {
    Node page = robot.lookup("#model-page").query();
    assertFalse(page.isVisible());
    robot.push(KeyCode.CONTROL, KeyCode.I);
    assertTrue(page.isVisible());
    robot.push(KeyCode.ESCAPE);
    assertFalse(page.isVisible());
  }

  @Test
  void aRefusalIsSaidInWords(FxRobot robot, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("config.json"), "{");
    Files.write(folder.resolve("model.safetensors"), new byte[] {9, 0, 0, 0, 0, 0, 0, 0, '{'});
    look(robot, folder);
    var shown = Objects.requireNonNull(window.shell.modelPage().shown().get());
    assertEquals(2, shown.refusals().size());
    OpenWindow.until(() -> robot.lookup("#refusals .notice-sentence").queryAll().size() == 2);
    assertFalse(robot.lookup("#use-model").query().isVisible());
  }
}
