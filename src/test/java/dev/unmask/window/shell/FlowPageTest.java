package dev.unmask.window.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.flow.FlowFrame;
import dev.unmask.golden.Bundled;
import dev.unmask.job.FakeModel;
import dev.unmask.job.FolderModels;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.network.StartFolder;
import dev.unmask.session.Session;
import dev.unmask.session.StoredSweeps;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import dev.unmask.window.flow.FlowDesk;
import dev.unmask.window.flow.FlowTrace;
import dev.unmask.window.sweep.SweepModel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// A flow model in the real window: written live, stored, and replayed.
@ExtendWith(ApplicationExtension.class)
class FlowPageTest {
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // TestFX calls start before each test
  private OpenWindow window;

  @Start
  void start(Stage stage) {
    window = new OpenWindow(stage, Optional.of(new FakeModel()), Optional.empty());
  }

  private FlowDesk opened(FxRobot robot) {
    OpenWindow.until(() -> window.bench.sessions().current().get() != null);
    Path model = model();
    robot.interact(() -> window.bench.open(model));
    FlowDesk desk = window.bench.flows();
    OpenWindow.until(() -> desk.model().get() != null);
    assertFalse(desk.prompt().get().isEmpty(), "an example is offered");
    robot.interact(() -> desk.prompt().set(""));
    return desk;
  }

  /// A small model that nobody has trained, on the bundled tokenizer.
  private static Path model() {
    Path base = folder.resolve("base");
    Path flow = folder.resolve("flow");
    if (!Files.exists(flow)) {
      Recipe recipe =
          Recipes.bundled(
              "wordmath-llama", List.of("start.fresh.hidden_size=32", "start.fresh.head_dim=8"));
      Path text = Bundled.MODEL;
      StartFolder.fresh(recipe.start().fresh().orElseThrow(), text, 3, base);
      StartFolder.flow(CheckpointFolder.open(base), Optional.empty(), 4, flow);
    }
    return flow;
  }

  private static FlowTrace trace(FlowDesk desk) {
    return Objects.requireNonNull(desk.trace().get());
  }

  @Test
  void aTextIsWrittenStoredAndReplayed(FxRobot robot) {
    FlowDesk desk = opened(robot);
    Node page = robot.lookup("#flow-page").query();
    assertTrue(page.isVisible(), "opening a flow model shows its page");
    robot.clickOn("#flow-prompt").write("12 and 7");
    robot.interact(() -> set(robot, "#flow-page #tokens", "5"));
    assertEquals("", desk.obstacle().get());
    robot.clickOn("#flow-run");
    OpenWindow.until(() -> desk.runs().size() == 1 || !window.bench.notices().open().isEmpty());
    assertEquals(List.of(), window.bench.notices().open());
    OpenWindow.until(() -> !desk.running().get());
    List<FlowFrame> written = trace(desk).frames();
    assertEquals(5, written.size());
    assertEquals(4, desk.token().get(), "the newest token is looked at");
    assertEquals(14, trace(desk).way(2).size());
    robot.interact(() -> desk.look(1));
    assertEquals(1, desk.token().get());
    robot.interact(() -> desk.replay(desk.runs().getFirst()));
    OpenWindow.until(() -> !trace(desk).frames().equals(written) && desk.token().get() == 4);
    assertEquals(
        written.stream().map(FlowFrame::token).toList(),
        trace(desk).frames().stream().map(FlowFrame::token).toList());
    assertFalse(robot.lookup("#stored-texts").queryAs(MenuButton.class).isDisabled());
  }

  /// At both points: of the flow, and of its base, which was a control.
  @Test
  void anItemOfASweepIsPlayedLikeAnyText(FxRobot robot) {
    OpenWindow.until(() -> window.bench.sessions().current().get() != null);
    Session session = Objects.requireNonNull(window.bench.sessions().current().get());
    SweepSpec spec =
        new SweepSpec(
            new SweepTask("worksheets", "", 2, 1, 30, 3, false),
            List.of(
                Contestant.integrating(model().toString()),
                new Contestant(folder.resolve("base").toString(), true)),
            List.of(),
            Map.of("steps", "2"),
            1,
            7);
    StoredSweeps stored = new StoredSweeps(session);
    long number = stored.begin(spec, "test");
    new Sweep(spec, new FolderModels(1), Path::of, Sweep.Extent.whole(2))
        .run(Set.of(), stored.record(number, 1), () -> false);
    FlowDesk desk = window.bench.flows();
    Node page = robot.lookup("#flow-page").query();
    for (int point = 0; point < 2; point++) {
      int chosen = point;
      SweepRow row = stored.rows(number).get(2 * point);
      robot.push(KeyCode.CONTROL, KeyCode.K);
      robot.interact(() -> window.shell.sweepModel().open(stored.one(number)));
      OpenWindow.until(() -> window.shell.sweepModel().shown().get() != null);
      robot.interact(() -> window.shell.sweepModel().point().set(chosen));
      OpenWindow.openItem(robot, 0);
      OpenWindow.until(page::isVisible);
      OpenWindow.until(() -> desk.trace().get() != null && text(trace(desk)).equals(row.written()));
      assertEquals(point == 0 ? 2 : 0, trace(desk).way(0).size(), "one step of midpoint; none");
      assertEquals(point == 0, robot.lookup("#flow-page .flow-legend").query().isVisible());
      assertEquals(List.of(), desk.runs(), "it is no text of the list");
      assertEquals(List.of("flow", "base").get(point), words(robot, "#flow-title"));
      assertTrue(words(robot, "#flow-beside").endsWith("a stored text; no L2D model is open"));
    }
    robot.interact(() -> window.bench.open(model()));
    OpenWindow.until(() -> desk.model().get() != null);
    assertEquals("base", words(robot, "#flow-title"), "whose text is played");
    assertEquals("LLaMA  \u00b7  a stored text; flow is open", words(robot, "#flow-beside"));
    robot.push(KeyCode.CONTROL, KeyCode.K);
    OpenWindow.openItem(robot, 1);
    OpenWindow.until(
        () ->
            window.bench.notices().open().stream()
                .anyMatch(n -> n.sentence().contains("tokens were not kept")));
    assertFalse(page.isVisible());
  }

  @Test
  void aSweepOfAFlowModelIsRunFromTheForm(FxRobot robot) {
    OpenWindow.until(() -> window.bench.models().current().get() != null);
    SweepModel sweeps = window.shell.sweepModel();
    Path model = model();
    robot.push(KeyCode.CONTROL, KeyCode.K);
    robot.interact(
        () -> {
          sweeps.form().task().set("worksheets");
          sweeps.form().items().set("2");
          sweeps.form().flow().set(model.toString());
          Objects.requireNonNull(sweeps.form().flowKnobs().get("steps")).set("0,2");
          sweeps.run();
        });
    OpenWindow.until(() -> !sweeps.running().get() && sweeps.shown().get() != null);
    assertEquals(List.of(), window.bench.notices().open());
    assertEquals(4, Objects.requireNonNull(sweeps.shown().get()).rows().size());
    assertEquals(2, sweeps.scores().size());
  }

  private static String words(FxRobot robot, String label) {
    return robot.lookup(label).queryLabeled().getText();
  }

  private static String text(FlowTrace trace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (FlowFrame frame : trace.frames()) {
      if (!trace.header().tokens().special(frame.token())) {
        bytes.writeBytes(trace.header().tokens().bytes(frame.token()));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatCannotBeWrittenIsSaidBesideTheButton(FxRobot robot) {
    FlowDesk desk = opened(robot);
    assertEquals("Type a prompt.", desk.obstacle().get());
    robot.clickOn("#flow-prompt").write("12");
    robot.interact(() -> set(robot, "#flow-page #steps", "1"));
    assertEquals("A grid of one point has no step.", desk.obstacle().get());
    assertTrue(robot.lookup("#flow-run").query().isDisabled());
    robot.interact(() -> set(robot, "#flow-page #steps", "4"));
    assertEquals("", desk.obstacle().get());
    robot.interact(
        () ->
            robot
                .lookup("#flow-page #class")
                .queryAs(javafx.scene.control.TextField.class)
                .setText("2"));
    assertTrue(desk.obstacle().get().contains("without classes"), desk.obstacle().get());
  }

  @Test
  void escapeGoesBackToTheCanvas(FxRobot robot) {
    Node page = robot.lookup("#flow-page").query();
    assertFalse(page.isVisible());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
    assertTrue(page.isVisible());
    robot.push(KeyCode.ESCAPE);
    assertFalse(page.isVisible());
  }

  @SuppressWarnings("unchecked") // every spinner of a form holds a text
  private static void set(FxRobot robot, String query, String text) {
    robot.lookup(query).queryAs(javafx.scene.control.Spinner.class).getEditor().setText(text);
  }
}
