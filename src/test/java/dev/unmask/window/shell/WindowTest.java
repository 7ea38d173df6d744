package dev.unmask.window.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FakeModel;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.window.canvas.Span;
import java.util.Optional;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class WindowTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before each test
  private OpenWindow window;

  @Start
  void start(Stage stage) {
    window = new OpenWindow(stage, Optional.of(new FakeModel()), Optional.empty());
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Labeled.class).getText();
  }

  private void typeAndRun(FxRobot robot) {
    robot.clickOn("#prompt").write("How many?");
    OpenWindow.until(() -> window.bench.runner().obstacle().get().isEmpty());
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    OpenWindow.until(
        () -> window.bench.viewing().run().get() != null && !window.bench.runner().running().get());
  }

  @Test
  void aPromptIsTypedRunAndScrubbedByKeys(FxRobot robot) {
    typeAndRun(robot);
    int last = window.bench.head().newest().get();
    assertTrue(last > 8);
    assertEquals(last + " / " + last, text(robot, "#step-counter"));
    robot.clickOn("#canvas");
    robot.push(KeyCode.HOME);
    assertEquals("0 / " + last, text(robot, "#step-counter"));
    robot.push(KeyCode.RIGHT).push(KeyCode.RIGHT);
    assertEquals("2 / " + last, text(robot, "#step-counter"));
    robot.push(KeyCode.LEFT);
    assertEquals("1 / " + last, text(robot, "#step-counter"));
    robot.push(KeyCode.END);
    assertEquals(last + " / " + last, text(robot, "#step-counter"));
  }

  @Test
  void spacePlaysAndPauses(FxRobot robot) {
    typeAndRun(robot);
    robot.clickOn("#canvas").push(KeyCode.HOME).push(KeyCode.SPACE);
    assertTrue(window.bench.head().playing().get());
    OpenWindow.until(() -> window.bench.head().step().get() >= 2);
    robot.push(KeyCode.SPACE);
    assertFalse(window.bench.head().playing().get());
  }

  @Test
  void keysOfTheTimelineAreLettersInAField(FxRobot robot) {
    robot.clickOn("#prompt").write("a m g ");
    assertEquals("a m g ", robot.lookup("#prompt").queryAs(TextInputControl.class).getText());
    assertFalse(window.bench.canvas().grid().get());
    robot.clickOn("#canvas").push(KeyCode.G);
    assertTrue(window.bench.canvas().grid().get());
  }

  @Test
  void aWrongValueIsSaidBesideItsFieldAndRunSaysWhy(FxRobot robot) {
    typeAndRun(robot);
    robot.interact(() -> window.bench.form().knob(DenoiseParameters.STEPS).text().set("0"));
    String sentence = "Steps must be a whole number from 1 to 100000, not 0.";
    assertEquals(sentence, text(robot, "#steps-complaint"));
    assertTrue(robot.lookup("#steps-complaint").query().isVisible());
    assertEquals(sentence, text(robot, "#obstacle"));
    assertTrue(robot.lookup("#run").queryAs(Button.class).isDisabled());
    robot.interact(() -> window.bench.form().knob(DenoiseParameters.STEPS).reset());
    assertFalse(robot.lookup("#steps-complaint").query().isVisible());
    assertFalse(robot.lookup("#run").queryAs(Button.class).isDisabled());
  }

  @Test
  void aKnobWithoutEffectIsDisabled(FxRobot robot) {
    assertTrue(robot.lookup("#seed").query().isDisabled());
    robot.interact(() -> window.bench.form().knob(DenoiseParameters.DRAW).text().set("sample"));
    assertFalse(robot.lookup("#seed").query().isDisabled());
  }

  @Test
  void theThemeIsSwitched(FxRobot robot) {
    String light = Application.getUserAgentStylesheet();
    robot.clickOn("#theme");
    assertNotEquals(light, Application.getUserAgentStylesheet());
    assertTrue(window.shell.scene().getRoot().getStyleClass().contains("dark"));
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    assertEquals(light, Application.getUserAgentStylesheet());
  }

  @Test
  void pointingAtATokenShowsItsCard(FxRobot robot) {
    typeAndRun(robot);
    Node card = robot.lookup(".position-card").query();
    assertFalse(card.isVisible());
    Node canvas = robot.lookup("#canvas").query();
    Point2D first = canvas.localToScreen(24, 28);
    robot.moveTo(first);
    WaitForAsyncUtils.waitForFxEvents();
    assertTrue(card.isVisible());
    assertEquals(0, window.bench.canvas().hovered().get());
    assertEquals("\u2039bos\u203a", text(robot, ".card-token"));
  }

  @Test
  void tokensAreSelectedByDraggingAndMaskedByM(FxRobot robot) {
    robot.clickOn("#prompt").write("How many?");
    OpenWindow.until(() -> window.bench.canvas().sheet().get() != null);
    Node canvas = robot.lookup("#canvas").query();
    robot.drag(canvas.localToScreen(60, 28)).dropTo(canvas.localToScreen(120, 28));
    Span marked = window.bench.canvas().marked();
    assertTrue(marked.to() > marked.from(), marked.toString());
    robot.push(KeyCode.M);
    assertEquals(marked.to() - marked.from() + 1, window.bench.draft().painted());
  }

  @Test
  void theCursorMovesByKeysAndSaysWhereItIs(FxRobot robot) {
    robot.clickOn("#prompt").write("How many?");
    OpenWindow.until(() -> window.bench.canvas().sheet().get() != null);
    robot.interact(() -> window.shell.focusCanvas());
    robot.push(KeyCode.CONTROL, KeyCode.RIGHT).push(KeyCode.CONTROL, KeyCode.RIGHT);
    assertEquals(1, window.bench.canvas().position().get());
    assertEquals(
        "Position 1 of 64, H, given.", robot.lookup("#canvas").query().getAccessibleText());
    robot.push(KeyCode.DOWN);
    assertTrue(window.bench.canvas().position().get() > 9);
    robot.push(KeyCode.ESCAPE);
    assertEquals(-1, window.bench.canvas().position().get());
  }

  @Test
  void aNoticeStaysUntilItIsDismissed(FxRobot robot) {
    robot.interact(
        () ->
            window
                .bench
                .notices()
                .trouble(new Problem(Code.MEMORY, "Memory ran out.", "Take a smaller model.")));
    assertEquals("Memory ran out.", text(robot, ".notice-sentence"));
    assertEquals("U-403", text(robot, ".notice-code"));
    robot.clickOn("#dismiss");
    assertFalse(robot.lookup("#notices").query().isVisible());
  }

  @Test
  void f1ListsTheKeys(FxRobot robot) {
    Node help = robot.lookup("#help-pane").query();
    robot.push(KeyCode.F1);
    assertTrue(help.isVisible());
    robot.push(KeyCode.F1);
    assertFalse(help.isVisible());
  }
}
