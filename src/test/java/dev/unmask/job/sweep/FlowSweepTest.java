package dev.unmask.job.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.golden.Bundled;
import dev.unmask.job.FolderModels;
import dev.unmask.job.ModelCard;
import dev.unmask.job.Models;
import dev.unmask.network.StartFolder;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps over the knobs of a flow model.
class FlowSweepTest {
  private static final SweepTask SHEETS = new SweepTask("worksheets", "", 5, 1, 30, 3, false);
  private static final Models MODELS = new FolderModels(1);
  private static final String SAID =
      "Each problem is of class 3 (worksheets), as the model was trained; --class says another.";
  @TempDir static Path folder;
  private static final List<String> said = new ArrayList<>();

  @BeforeAll
  static void aFlowNobodyTrained() {
    Recipe recipe =
        Recipes.bundled(
            "wordmath-llama", List.of("start.fresh.hidden_size=32", "start.fresh.head_dim=8"));
    Path text = Bundled.MODEL;
    Path base = folder.resolve("base");
    StartFolder.fresh(recipe.start().fresh().orElseThrow(), text, 3, base);
    CheckpointFolder opened = CheckpointFolder.open(base);
    StartFolder.flow(opened, Optional.empty(), 4, folder.resolve("flow"));
    Recipe classes = Recipes.bundled("wordmath-l2d", List.of("start.flow.ode_steps=3"));
    StartFolder.flow(opened, classes.start().flow(), 4, folder.resolve("classes"));
  }

  private static SweepSpec spec(String... steps) {
    List<Contestant> models =
        List.of(
            Contestant.integrating(folder.resolve("flow").toString()),
            new Contestant(folder.resolve("base").toString(), true));
    return new SweepSpec(
        SHEETS, models, List.of(Axis.flow("steps", String.join(",", steps))), Map.of(), 1, 7);
  }

  private static List<SweepRow> run(SweepSpec spec, int batch) {
    List<SweepRow> all = new ArrayList<>();
    new Sweep(spec, MODELS, Path::of, Sweep.Extent.whole(batch))
        .run(
            Set.of(),
            new SweepListener() {
              @Override
              public void opened(int model, ModelCard card) {}

              @Override
              public void said(String words) {
                said.add(words);
              }

              @Override
              public void items(List<Item> items) {}

              @Override
              public void rows(List<SweepRow> rows) {
                all.addAll(rows);
              }
            },
            () -> false);
    all.sort(Comparator.comparingInt(SweepRow::point).thenComparingInt(SweepRow::item));
    return all;
  }

  private static List<String> written(List<SweepRow> rows, int point) {
    return rows.stream().filter(r -> r.point() == point).map(SweepRow::written).toList();
  }

  @Test
  void noStepsAndAnUntrainedFlowWriteWhatTheBaseWrites() {
    SweepSpec spec = spec("0", "2", "4");
    assertEquals(4, spec.points().size(), "three points of the flow, one of its base");
    List<SweepRow> rows = run(spec, 5);
    assertEquals(20, rows.size());
    assertEquals(written(rows, 3), written(rows, 0), "0 points are the base");
    assertEquals(written(rows, 3), written(rows, 2), "an untrained flow changes nothing");
    SweepRow two = rows.get(5);
    SweepRow four = rows.get(10);
    assertEquals(3.0, two.scores().get("calls_per_token"), "midpoint, 2 points");
    assertEquals(7.0, four.scores().get("calls_per_token"), "midpoint, 4 points");
  }

  @Test
  void theBaseOfAFlowDrawsAsItIsTold() {
    SweepSpec argmax = spec("0");
    SweepSpec drawn =
        new SweepSpec(
            SHEETS,
            argmax.models(),
            argmax.axes(),
            Map.of("draw", "sample", "temperature", "3"),
            1,
            7);
    assertNotEquals(written(run(argmax, 5), 0), written(run(drawn, 5), 0));
    assertEquals(written(run(drawn, 5), 0), written(run(drawn, 2), 0), "the same seeds");
    assertEquals(written(run(argmax, 5), 1), written(run(drawn, 5), 1), "a control does not");
  }

  @Test
  void aBatchChangesNothing() {
    SweepSpec spec = spec("3");
    assertEquals(written(run(spec, 1), 0), written(run(spec, 4), 0));
  }

  @Test
  void specsAreReadAsWrittenAlsoOlderOnes() {
    SweepJson json = new SweepJson();
    SweepSpec spec = spec("0", "2");
    assertEquals(spec, json.read(json.write(spec)));
    String older = json.write(spec).replaceAll(",\"flow\":(true|null)", "");
    assertEquals(List.of(true, true), leftToRight(json.read(older)));
  }

  private static List<Boolean> leftToRight(SweepSpec spec) {
    return spec.models().stream().map(Contestant::leftToRight).toList();
  }

  private static SweepSpec classes(Map<String, String> fixed, Axis... axes) {
    Contestant flow = Contestant.integrating(folder.resolve("classes").toString());
    return new SweepSpec(SHEETS, List.of(flow), List.of(axes), fixed, 1, 7);
  }

  @Test
  void aModelWithClassesGetsThatOfTheTask() {
    List<SweepRow> rows = run(classes(Map.of(), Axis.flow("guidance", "1,2")), 5);
    assertEquals(3.0, rows.get(0).scores().get("class"), "worksheets");
    assertEquals(5.0, rows.get(0).scores().get("calls_per_token"), "3 points, as recommended");
    assertEquals(9.0, rows.get(5).scores().get("calls_per_token"), "guided: each of 4 twice");
    assertEquals(List.of(SAID), said);
    List<SweepRow> other = run(classes(Map.of("class", "countdown-3", "guidance", "2")), 5);
    assertEquals(1.0, other.get(0).scores().get("class"));
    List<SweepRow> none = run(classes(Map.of("class", "-1")), 5);
    assertEquals(null, none.get(0).scores().get("class"));
    assertEquals(List.of(SAID), said, "who says a class knows it");
  }

  @Test
  void aClassThatThereIsNotIsRefusedBeforeAnythingIsAsked() {
    Problem unknown =
        assertThrows(Problem.class, () -> run(classes(Map.of("class", "sonnets")), 5));
    assertTrue(unknown.sentence().contains("3 worksheets"), unknown.sentence());
    Problem late =
        assertThrows(
            Problem.class,
            () -> run(classes(Map.of("guidance", "2"), Axis.flow("class", "1,-1")), 5));
    assertTrue(late.sentence().contains("needs a class"), late.sentence());
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    Problem mixed =
        assertThrows(
            Problem.class,
            () ->
                new SweepSpec(
                    SHEETS,
                    List.of(Contestant.integrating("a"), new Contestant("", false)),
                    List.of(),
                    Map.of(),
                    1,
                    7));
    assertTrue(mixed.sentence().contains("other knobs"), mixed.sentence());
    assertThrows(Problem.class, () -> Axis.flow("sampler", "topk"));
    assertThrows(Problem.class, () -> Axis.flow("solver", "leapfrog"));
  }
}
