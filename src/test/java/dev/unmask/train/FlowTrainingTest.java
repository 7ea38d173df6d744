package dev.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.checkpoint.TensorReader;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.FlowClasses;
import dev.unmask.network.FlowModel;
import dev.unmask.network.FlowShape;
import dev.unmask.network.Input;
import dev.unmask.network.Precision;
import dev.unmask.network.TrainableFlow;
import dev.unmask.problem.Problem;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An L2D model that is trained beside its base, from the base to a folder that opens.
class FlowTrainingTest {
  private static final int[][] TEXT = {{1, 40, 41, 42, 2, 43, 44}};
  @TempDir Path folder;
  private Path base;

  @BeforeEach
  void aBase() {
    base = folder.resolve("base");
    TinyTraining.until(3, TinyTraining.base(3), TinyTraining.TEXT, base);
  }

  private static Recipe recipe(int steps, String... changes) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "steps=" + steps,
                "rows.batch=4",
                "optimizer.warm-up=1",
                "optimizer.rate=0.01",
                "start.flow.flow_representation_dim=8",
                "start.flow.flow_lora_rank=4"));
    all.addAll(List.of(changes));
    return Recipes.bundled("wordmath-l2d", all);
  }

  private FlowModel load(Path from) {
    CheckpointFolder checkpoint = CheckpointFolder.open(from);
    return FlowModel.load(GoldenTests.torch(), Device.CPU, checkpoint, Precision.F32);
  }

  @Test
  void theBaseStaysBitForBit() {
    Path made = folder.resolve("l2d");
    TinyTraining.until(4, recipe(4), base, made);
    CheckpointFolder before = CheckpointFolder.open(base);
    CheckpointFolder after = CheckpointFolder.open(made);
    for (TensorEntry t : before.tensors().values()) {
      assertArrayEquals(bytes(t), bytes(after.require(t.name())), t.name());
    }
    try (FlowModel model = load(made);
        var text = model.read(TEXT)) {
      float[] own = model.base().logits(Input.of(TEXT));
      double[][] x = new double[TEXT[0].length][8];
      x[3][2] = 50;
      double[] zero = new double[x.length];
      assertArrayEquals(own, text.logits(new int[] {0}, x, zero, null), "at time 0");
      double[] half = new double[x.length];
      java.util.Arrays.fill(half, 0.5);
      float[] moved = text.logits(new int[] {0}, x, half, null);
      assertFalse(java.util.Arrays.equals(own, moved), "trained steps change the flow");
    }
  }

  private static byte[] bytes(TensorEntry t) {
    byte[] out = new byte[Math.toIntExact(t.bytes())];
    try (TensorReader reader = TensorReader.open(t)) {
      reader.bytes(0, MemorySegment.ofArray(out));
    }
    return out;
  }

  @Test
  void anUntrainedFlowIsItsBaseAtEveryTime() {
    Path made = folder.resolve("fresh");
    try (Training training = TinyTraining.open(recipe(2), base, made)) {
      assertEquals(0, training.trainer().steps());
    }
    try (FlowModel model = load(made.resolve("start"));
        var text = model.read(TEXT)) {
      double[] t = new double[TEXT[0].length];
      java.util.Arrays.fill(t, 0.7);
      double[][] x = new double[t.length][8];
      x[0][0] = -90;
      assertArrayEquals(
          model.base().logits(Input.of(TEXT)), text.logits(new int[] {0}, x, t, null), 1e-6f);
    }
  }

  @Test
  void theLossFallsAndGoesOnBitForBit() {
    Path once = folder.resolve("once");
    Path twice = folder.resolve("twice");
    double first = 0;
    double last = 0;
    try (Training training = TinyTraining.open(recipe(40), base, once)) {
      for (int i = 0; i < 40; i++) {
        double mean = training.trainer().step().crossEntropy();
        first += i < 5 ? mean / 5 : 0;
        last += i >= 35 ? mean / 5 : 0;
      }
      training.finish();
    }
    assertTrue(last < first - 0.03, first + " to " + last);
    TinyTraining.until(15, recipe(40), base, twice);
    TinyTraining.until(40, recipe(40), base, twice);
    CheckpointFolder a = CheckpointFolder.open(once);
    CheckpointFolder b = CheckpointFolder.open(twice);
    for (TensorEntry t : a.tensors().values()) {
      assertArrayEquals(bytes(t), bytes(b.require(t.name())), t.name());
    }
  }

  @Test
  void ownCopiesAndFrozenModulationTrain() {
    Path made = folder.resolve("full");
    Recipe full =
        recipe(
            3,
            "start.flow.separate_flow_params_with_lora=false",
            "start.flow.freeze_modulation_at_flow_start=true");
    TinyTraining.until(3, full, base, made);
    try (FlowModel model = load(made)) {
      assertEquals(0, model.shape().rank());
      assertTrue(model.shape().frozen());
    }
  }

  @Test
  void whatIsNotSupportedIsRefused() {
    Recipe odd = recipe(2, "start.flow.full_dit_modulation=false");
    Problem p =
        assertThrows(
            Problem.class, () -> TinyTraining.open(odd, base, folder.resolve("odd")).close());
    assertTrue(p.sentence().contains("full_dit_modulation"), p.sentence());
  }

  @Test
  void classesAreLearntAndTravelWithTheModel() {
    Path made = folder.resolve("classes");
    TinyTraining.until(6, recipe(6), base, made);
    try (FlowModel model = load(made);
        var text = model.read(TEXT)) {
      FlowClasses classes = model.shape().classes();
      assertEquals("0 word-problems, 1 countdown-3, 2 countdown-4, 3 worksheets", classes.words());
      assertEquals(2, classes.of("countdown-4").orElseThrow());
      double[] t = new double[TEXT[0].length];
      java.util.Arrays.fill(t, 0.6);
      double[][] x = new double[t.length][8];
      float[] none = text.logits(new int[] {0}, x, t, null);
      float[] first = text.logits(new int[] {0}, x, t, new int[t.length]);
      assertFalse(java.util.Arrays.equals(none, first), "a class says something");
      int[] nobody = new int[t.length];
      java.util.Arrays.fill(nobody, classes.none());
      assertArrayEquals(none, text.logits(new int[] {0}, x, t, nobody), "the last row is no class");
    }
  }

  /// The same rows with all classes kept, and with all dropped.
  @Test
  void aClassIsDroppedTokenByTokenAsOftenAsSaid() {
    FlowShape shape;
    try (Training training = TinyTraining.open(recipe(2), base, folder.resolve("d"))) {
      shape = ((TrainableFlow) training.trainer().network()).shape();
    }
    Row row = new Row(new int[200], 1).labelled(3);
    Row other = new Row(new int[200], 100);
    FlowRows rows = FlowRows.of(List.of(row, other), 200, 0, 0);
    int kept = 0;
    int steps = 40;
    for (int step = 0; step < steps; step++) {
      int[] classes =
          java.util.Objects.requireNonNull(rows.terms(shape, 1, 5, step, 0).flow()).classes();
      for (int i = 0; i < 400; i++) {
        assertTrue(classes[i] == 4 || (classes[i] == 3 && i < 200), i + ": " + classes[i]);
        kept += classes[i] == 3 ? 1 : 0;
      }
    }
    // 7960 tokens, kept with probability 0.8: 5 deviations are 178.
    assertEquals(0.8 * 199 * steps, kept, 178);
  }

  @Test
  void aClassThatAnEarlierFlowLacksIsRefused() {
    Path made = folder.resolve("before");
    TinyTraining.until(2, recipe(2), base, made);
    Recipe more =
        recipe(
            2,
            "start.flow={}",
            "data.more={\"kind\":\"worksheets\",\"largest\":20,\"class\":3}",
            "data.worksheets={\"kind\":\"countdown\",\"numbers\":5,\"class\":4}");
    Problem p =
        assertThrows(
            Problem.class, () -> TinyTraining.open(more, made, folder.resolve("more")).close());
    assertTrue(p.sentence().contains("worksheets is of class 4"), p.sentence());
  }

  @Test
  void aMisspeltHyperParameterIsRefused() {
    Recipe odd = recipe(2, "start.flow.flow_lora_rnk=8");
    Problem p =
        assertThrows(
            Problem.class, () -> TinyTraining.open(odd, base, folder.resolve("typo")).close());
    assertTrue(p.sentence().contains("flow_lora_rnk"), p.sentence());
  }
}
