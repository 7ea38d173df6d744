package dev.unmask.window.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.FakeModel;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.StartCanvas;
import dev.unmask.job.sweep.SweepListener;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.session.StoredSweeps;
import dev.unmask.task.file.Item;
import dev.unmask.window.sweep.SweepForm;
import dev.unmask.window.sweep.SweepModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableColumnBase;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Items of a sweep, opened from its page in the real window.
@ExtendWith(ApplicationExtension.class)
class SweepPageTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before each test
  private OpenWindow window;

  @Start
  void start(Stage stage) {
    window = new OpenWindow(stage, Optional.of(new FakeModel()), Optional.empty());
  }

  private static StringProperty knob(SweepModel sweeps, String name) {
    return Objects.requireNonNull(sweeps.form().knobs().get(name));
  }

  private void sweep(FxRobot robot, String watched) {
    OpenWindow.until(() -> window.bench.models().current().get() != null);
    SweepModel sweeps = window.shell.sweepModel();
    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.interact(
        () -> {
          sweeps.form().task().set("worksheets");
          sweeps.form().items().set("3");
          sweeps.form().watchedItems().set(watched);
          knob(sweeps, "sampler").set("");
          knob(sweeps, "steps").set("1,4");
          sweeps.run();
        });
    OpenWindow.until(() -> !sweeps.running().get() && sweeps.shown().get() != null);
    robot.interact(() -> sweeps.point().set(1));
  }

  @Test
  void fieldsStandOnTheFormOnlyForTasksThatTheyApplyTo(FxRobot robot) {
    OpenWindow.until(() -> window.bench.models().current().get() != null);
    robot.push(KeyCode.CONTROL, KeyCode.K);
    SweepForm form = window.shell.sweepModel().form();
    Node shots = robot.lookup("#sweep-shots").query();
    Node from = robot.lookup("#sweep-shots-from").query();
    Node order = robot.lookup("#sweep-fim-order").query();
    assertFalse(shown(shots) || shown(from) || shown(order), "word problems are made, whole");
    robot.interact(() -> form.task().set("gsm8k"));
    assertTrue(shown(shots) && shown(from) && !shown(order));
    assertTrue(from.isDisabled(), "nothing is shown that could come from a file");
    robot.interact(() -> form.shots().set("2"));
    assertFalse(from.isDisabled());
    robot.interact(() -> form.task().set("infilling"));
    assertTrue(!shown(shots) && shown(order));
    assertTrue(order.isDisabled(), "there is no control");
    robot.interact(() -> form.control().set("ar"));
    assertFalse(order.isDisabled());
  }

  private static boolean shown(Node field) {
    return field.getParent().isVisible() && field.getParent().isManaged();
  }

  @Test
  void aLikelihoodIsShownAsOneAndNotAsAShareOfRightOnes(FxRobot robot) {
    OpenWindow.until(() -> window.bench.models().current().get() != null);
    SweepModel sweeps = window.shell.sweepModel();
    robot.push(KeyCode.CONTROL, KeyCode.K);
    assertTrue(columns(robot, "#points").isEmpty());
    OpenWindow.until(() -> window.bench.sessions().current().get() != null);
    StoredSweeps stored =
        new StoredSweeps(Objects.requireNonNull(window.bench.sessions().current().get()));
    robot.interact(
        () -> {
          sweeps.form().task().set("answers");
          sweeps.form().items().set("3");
          knob(sweeps, "sampler").set("");
          knob(sweeps, "steps").set("1,4");
        });
    long number = stored.begin(sweeps.form().spec("fake"), "test");
    SweepListener keeper = stored.record(number);
    keeper.opened(0, new FakeModel().loaded().card());
    keeper.items(List.of(new Item.Passage("a", "q", "x"), new Item.Passage("b", "r", "y")));
    List<SweepRow> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Map<String, Double> scores = Map.of("nats", 20.0 + i, "tokens", 10.0);
      rows.add(new SweepRow(i / 2, 0, i % 2, false, false, "", "", scores, 1, 1));
    }
    keeper.rows(rows);
    robot.interact(() -> sweeps.open(stored.one(number)));
    OpenWindow.until(() -> sweeps.shown().get() != null);
    robot.interact(
        () -> {
          sweeps.other().set(0);
          sweeps.point().set(1);
        });
    assertEquals(
        List.of("steps", "n", "nats a token", "95 %", "evals", "ms"), columns(robot, "#points"));
    assertTrue(columns(robot, "#items").contains("nats a token"));
    assertFalse(columns(robot, "#items").contains("result"));
    assertFalse(columns(robot, "#items").contains("chain"));
    String words = sweeps.comparison().get();
    assertTrue(words.contains("nats a token over 2 items"), words);
  }

  private static List<String> columns(FxRobot robot, String table) {
    return robot.lookup(table).queryTableView().getColumns().stream()
        .map(TableColumnBase::getText)
        .toList();
  }

  @Test
  void anItemThatWasKeptIsPlayedWithoutAskingTheModel(FxRobot robot) {
    sweep(robot, "2");
    assertTrue(window.shell.sweepModel().extent().get().contains("steps of 2 items a point"));
    OpenWindow.openItem(robot, 1);
    OpenWindow.until(() -> window.bench.viewing().run().get() != null);
    assertFalse(robot.lookup("#sweep-page").query().isVisible());
    int steps = window.bench.head().newest().get();
    assertTrue(steps > 1, "the sampler needs a few");
    assertEquals("0 / " + steps, robot.lookup("#step-counter").queryAs(Labeled.class).getText());
    assertEquals("Item of a sweep", robot.lookup("#runs").queryAs(MenuButton.class).getText());
    assertTrue(window.bench.sessions().runs().isEmpty(), "nothing was run");
    robot.push(KeyCode.END);
    assertEquals(
        steps + " / " + steps, robot.lookup("#step-counter").queryAs(Labeled.class).getText());
  }

  /// Text before and behind, masks between them, and underscores of its own where they were.
  @Test
  void aGapIsPutOnTheFormAsMasks(FxRobot robot, @TempDir Path folder) throws IOException {
    Path gaps = folder.resolve("gaps.jsonl");
    Files.writeString(
        gaps,
        """
        {"task_id":"a","prompt":"def f(x):","suffix":"f(1)","canonical_solution":" pass ",\
        "test":"","entry_point":"f"}
        {"task_id":"b","prompt":"x = __name__","suffix":"x()","canonical_solution":"\\n",\
        "test":"","entry_point":"f"}
        """);
    OpenWindow.until(() -> window.bench.models().current().get() != null);
    SweepModel sweeps = window.shell.sweepModel();
    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.interact(
        () -> {
          sweeps.form().task().set("humaneval-infilling");
          sweeps.form().file().set(gaps.toString());
          sweeps.form().items().set("2");
          sweeps.form().watchedItems().set("0");
          knob(sweeps, "sampler").set("");
          knob(sweeps, "steps").set("1,4");
          sweeps.run();
        });
    OpenWindow.until(() -> !sweeps.running().get() && sweeps.shown().get() != null);
    robot.interact(() -> sweeps.point().set(1));
    OpenWindow.openItem(robot, 0);
    OpenWindow.until(() -> drawn().equals("<bos>def f(x):......f(1)"));
    assertEquals("def f(x):______f(1)", window.bench.draft().prompt().get());
    robot.push(KeyCode.CONTROL, KeyCode.K);
    OpenWindow.openItem(robot, 1);
    OpenWindow.until(() -> drawn().equals("<bos>x = __name__.x()"));
  }

  /// The draft as text, masks as `.`.
  private String drawn() {
    StartCanvas now = window.bench.draft().canvas().get();
    LoadedModel open = window.bench.models().current().get();
    StringBuilder out = new StringBuilder();
    for (int i = 0; now != null && open != null && i < now.length(); i++) {
      out.append(now.roles()[i] == 1 ? "." : open.tokens().text(now.ids()[i]));
    }
    return out.toString();
  }

  @Test
  void aFlowModelHasKnobsOfItsOwn(FxRobot robot) {
    OpenWindow.until(() -> window.bench.models().current().get() != null);
    robot.push(KeyCode.CONTROL, KeyCode.K);
    SweepForm form = window.shell.sweepModel().form();
    Node sampler = robot.lookup("#sweep-sampler").query();
    Node solver = robot.lookup("#sweep-flow-solver").query();
    assertTrue(shown(sampler) && !shown(solver));
    robot.interact(() -> form.flow().set("l2d"));
    assertTrue(!shown(sampler) && shown(solver));
  }

  @Test
  void theChooserNamesTheSweepThatIsShown(FxRobot robot) {
    ComboBox<?> chooser = robot.lookup("#sweep-chooser").queryComboBox();
    assertNull(chooser.getValue());
    sweep(robot, "0");
    OpenWindow.until(() -> number(chooser) == 1);
    SweepModel sweeps = window.shell.sweepModel();
    robot.interact(
        () -> {
          knob(sweeps, "steps").set("2");
          sweeps.run();
        });
    OpenWindow.until(() -> !sweeps.running().get() && number(chooser) == 2);
    robot.interact(() -> chooser.getSelectionModel().select(0));
    OpenWindow.until(() -> Objects.requireNonNull(sweeps.shown().get()).summary().sweep() == 1);
    assertEquals("1,4", knob(sweeps, "steps").get().replace(" ", ""), "it stands on the form");
    assertEquals(1, number(chooser));
  }

  private static long number(ComboBox<?> chooser) {
    return chooser.getValue() instanceof StoredSweeps.Summary s ? s.sweep() : 0;
  }

  @Test
  void anyOtherItemIsPutOnTheForm(FxRobot robot) {
    sweep(robot, "0");
    assertFalse(window.shell.sweepModel().extent().get().contains("kept"));
    OpenWindow.openItem(robot, 1);
    OpenWindow.until(() -> !window.bench.notices().open().isEmpty());
    assertFalse(robot.lookup("#sweep-page").query().isVisible());
    assertNull(window.bench.viewing().run().get());
    assertTrue(
        window.bench.notices().open().getFirst().sentence().startsWith("The item stands on"));
  }
}
