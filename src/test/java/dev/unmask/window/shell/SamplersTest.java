package dev.unmask.window.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FakeModel;
import dev.unmask.job.SamplerParameters;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Popup;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Choosing a sampler, turning its parts, and saying something of a position, by keys.
@ExtendWith(ApplicationExtension.class)
class SamplersTest {
  private static final int FIRST = 11;

  @SuppressWarnings("NullAway.Init") // TestFX calls start before each test
  private OpenWindow window;

  @Start
  void start(Stage stage) {
    window = new OpenWindow(stage, Optional.of(new FakeModel()), Optional.empty());
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Labeled.class).getText();
  }

  private static boolean open(Class<? extends Window> kind) {
    return Window.getWindows().stream().anyMatch(w -> kind.isInstance(w) && w.isShowing());
  }

  private void ready(FxRobot robot) {
    robot.interact(() -> window.bench.draft().prompt().set("How many?"));
    OpenWindow.until(() -> window.bench.runner().obstacle().get().isEmpty());
  }

  @Test
  void aSamplerIsFoundByTypingAndChosenByEnter(FxRobot robot) {
    robot.interact(() -> robot.lookup("#sampler").query().requestFocus());
    robot.push(KeyCode.DOWN);
    assertTrue(open(Popup.class));
    robot.write("dream").push(KeyCode.DOWN).push(KeyCode.ENTER);
    assertFalse(open(Popup.class));
    assertEquals(
        "dream-maskgit-plus", window.bench.form().knob(DenoiseParameters.SAMPLER).text().get());
    assertEquals("Dream: MaskGIT plus", text(robot, "#sampler"));
    assertEquals("Dream, generation_utils.py (fac0a7f)", text(robot, "#sampler-source"));
    assertEquals(
        "rule counted \u00b7 counts timesteps \u00b7 confidence of filtered",
        text(robot, "#parts-summary"));
    assertTrue(robot.lookup("#sampler-reset").query().isVisible());
    robot.push(KeyCode.DOWN).push(KeyCode.ESCAPE);
    assertFalse(open(Popup.class));
  }

  @Test
  void partsOpenAreMarkedAndAreResetOneByOne(FxRobot robot) {
    assertFalse(robot.lookup("#rule").query().getParent().getParent().getParent().isVisible());
    robot.interact(
        () ->
            robot
                .lookup("#parts")
                .queryAs(javafx.scene.control.ToggleButton.class)
                .setSelected(true));
    assertTrue(robot.lookup("#rule").query().getParent().getParent().getParent().isVisible());
    assertTrue(robot.lookup("#threshold").query().isDisabled(), "top-k has no threshold");
    robot.interact(() -> window.bench.form().knob(SamplerParameters.RULE).text().set("threshold"));
    assertFalse(robot.lookup("#threshold").query().isDisabled());
    assertEquals("1 changed", text(robot, "#parts-changed"));
    robot.interact(() -> window.bench.form().knob(SamplerParameters.RULE).reset());
    assertEquals("", text(robot, "#parts-changed"));
  }

  @Test
  void partsThatDoNotGoTogetherAreSaidAndRunIsDisabled(FxRobot robot) {
    ready(robot);
    robot.interact(
        () -> {
          window.bench.form().knob(SamplerParameters.CACHE).text().set("dual");
          window.bench.form().knob(SamplerParameters.GUIDANCE).text().set("2");
        });
    String why = "Guidance looks at two canvases, and the cache keeps one.";
    assertEquals(why, text(robot, "#parts-obstacle"));
    assertTrue(robot.lookup("#parts-obstacle").query().isVisible());
    assertEquals(why, text(robot, "#obstacle"));
    assertTrue(robot.lookup("#run").queryAs(Button.class).isDisabled());
  }

  @Test
  void aWordIsPinnedByTheMenuKey(FxRobot robot) {
    ready(robot);
    robot.interact(
        () -> {
          window.shell.focusCanvas();
          window.bench.canvas().moveTo(FIRST + 1, false);
        });
    robot.push(KeyCode.SHIFT, KeyCode.F10);
    assertTrue(open(ContextMenu.class));
    robot.clickOn("#pin-word");
    assertTrue(robot.lookup("#ask").query().isVisible());
    robot.write("cat").push(KeyCode.ENTER);
    assertFalse(robot.lookup("#ask").query().isVisible());
    assertEquals("@12:cat", window.bench.form().knob(SamplerParameters.PINS).text().get());
    OpenWindow.until(() -> window.bench.draft().marks().pinned(FIRST + 1));
    assertEquals(
        "Position 12 of 64, c, pinned.", robot.lookup("#canvas").query().getAccessibleText());
  }

  @Test
  void onlySomeTokensAreAllowedByTheMenu(FxRobot robot) {
    ready(robot);
    robot.interact(
        () -> {
          window.shell.focusCanvas();
          window.bench.canvas().moveTo(FIRST, false);
          window.bench.canvas().moveTo(FIRST + 2, true);
        });
    robot.push(KeyCode.SHIFT, KeyCode.F10).clickOn("#allow");
    robot.write("(").push(KeyCode.ENTER);
    assertTrue(text(robot, "#ask-complaint").startsWith("This is not a regular expression"));
    robot.interact(
        () -> robot.lookup("#ask-text").queryAs(javafx.scene.control.TextField.class).clear());
    robot.write("[xyz]").push(KeyCode.ENTER);
    OpenWindow.until(() -> window.bench.draft().marks().limited(FIRST + 2));
    assertEquals("@11-13:[xyz]", window.bench.form().knob(SamplerParameters.ALLOW).text().get());
  }

  @Test
  void whatThePromptGivesHasAMenuThatSaysSo(FxRobot robot) {
    ready(robot);
    robot.interact(
        () -> {
          window.shell.focusCanvas();
          window.bench.canvas().moveTo(2, false);
        });
    robot.push(KeyCode.SHIFT, KeyCode.F10);
    assertTrue(text(robot, ".menu-note").startsWith("The prompt gives this token."));
    assertTrue(robot.lookup("#pin-word").tryQuery().isEmpty());
  }
}
