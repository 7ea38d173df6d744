package dev.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.LoraAdapter;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.Adaptation;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.Input;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.Reading;
import dev.unmask.network.StartFolder;
import dev.unmask.network.TrainedWeight;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What training makes of small networks.
class TrainingTest {
  @TempDir Path folder;

  @Test
  void itLearns() {
    for (String precision : List.of("f32", "bf16")) {
      List<Double> nats =
          nats(30, TinyTraining.base(30, "precision=" + precision, "optimizer.rate=0.02"));
      assertTrue(nats.getLast() < nats.getFirst() - 1, precision + " " + nats);
    }
  }

  private List<Double> nats(int steps, Recipe recipe) {
    List<Double> all = new ArrayList<>();
    Path target = folder.resolve(recipe.precision().text() + recipe.parts());
    try (Training training = TinyTraining.open(recipe, TinyTraining.TEXT, target)) {
      for (int i = 0; i < steps; i++) {
        all.add(training.trainer().step().crossEntropy());
      }
    }
    return all;
  }

  @Test
  void aBatchInPartsIsTheSameBatch() {
    float[] whole = weightsAfter(3, "one", "rows.parts=1");
    float[] parts = weightsAfter(3, "four", "rows.parts=4");
    assertArrayEquals(whole, parts, 2e-4f);
  }

  private float[] weightsAfter(int steps, String name, String... changes) {
    try (Training training =
        TinyTraining.open(TinyTraining.base(9, changes), TinyTraining.TEXT, folder.resolve(name))) {
      for (int i = 0; i < steps; i++) {
        training.trainer().step();
      }
      return training.trainer().network().trained().getFirst().value().floats();
    }
  }

  @Test
  void aModelThatWasTrainedWithoutTheShiftIsReadWithoutIt() {
    Path base = folder.resolve("base");
    TinyTraining.until(2, TinyTraining.base(2), TinyTraining.TEXT, base);
    for (boolean shift : new boolean[] {true, false}) {
      Path target = folder.resolve("shift-" + shift);
      TinyTraining.until(2, TinyTraining.adapted(2, "objective.shift=" + shift), base, target);
      CheckpointFolder made = CheckpointFolder.open(target);
      assertEquals(shift, Families.blueprint(made, Reading.DIFFUSION).shifted());
      // Taken up again with the shift, it is a shifted model again.
      Path again = folder.resolve("again-" + shift);
      TinyTraining.until(2, TinyTraining.adapted(2, "objective.shift=true"), target, again);
      assertTrue(Families.blueprint(CheckpointFolder.open(again), Reading.DIFFUSION).shifted());
    }
    Recipe lora =
        TinyTraining.adapted(
            2, "objective.shift=false", "trained={\"kind\":\"lora\",\"rank\":2,\"alpha\":4}");
    Path target = folder.resolve("lora-unshifted");
    assertEquals(
        Code.PARAMETER,
        assertThrows(Problem.class, () -> TinyTraining.open(lora, base, target)).code());
  }

  /// What a recipe costs is known without training: it is what the steps come to.
  @Test
  void theWorkOfARecipeIsThatOfItsSteps() {
    Path base = folder.resolve("base");
    TinyTraining.until(2, TinyTraining.base(2), TinyTraining.TEXT, base);
    Recipe recipe = TinyTraining.adapted(32);
    double operations = 0;
    double targets = 0;
    Path target = folder.resolve("work");
    try (Training training = TinyTraining.open(recipe, base, target)) {
      for (int i = 0; i < 32; i++) {
        StepReport report = training.trainer().step();
        operations += report.operations();
        targets += report.targets();
      }
    }
    CheckpointFolder start = CheckpointFolder.open(target.resolve("start"));
    RecipeWork all = RecipeWork.of(recipe, start, 1000);
    assertEquals(32, all.counted());
    assertEquals(operations / 32, all.operations(), 1e-6 * operations);
    assertEquals(targets / 32, all.targets(), 1e-9);
    assertEquals(16, RecipeWork.of(recipe, start, 20).counted());
  }

  @Test
  void frozenWeightsStay() {
    Recipe recipe =
        TinyTraining.base(3, "trained={\"kind\":\"full\",\"frozen\":[\"model.layers.0.\"]}");
    Path target = folder.resolve("frozen");
    TinyTraining.until(3, recipe, TinyTraining.TEXT, target);
    String frozen = "model.layers.0.mlp.up_proj.weight";
    String trained = "model.layers.1.mlp.up_proj.weight";
    Path start = target.resolve("start");
    assertArrayEquals(
        Tensors.read(start, frozen), Tensors.read(target, frozen), "a frozen weight moved");
    assertTrue(
        !java.util.Arrays.equals(Tensors.read(start, trained), Tensors.read(target, trained)));
  }

  @Test
  void anAdapterOpensAsPeftWritesIt() {
    Path base = folder.resolve("base");
    TinyTraining.until(2, TinyTraining.base(2), TinyTraining.TEXT, base);
    Recipe recipe =
        TinyTraining.adapted(
            4, "trained={\"kind\":\"lora\",\"rank\":2,\"alpha\":4}", "optimizer.rate=0.05");
    Path target = folder.resolve("lora");
    TinyTraining.until(4, recipe, base, target);
    CheckpointFolder start = CheckpointFolder.open(target.resolve("start"));
    Blueprint blueprint = Families.blueprint(start);
    LoraAdapter adapter = LoraAdapter.open(target);
    assertEquals(14, adapter.pairs().size());
    Input input = Input.of(new int[][] {{1, 20, 30, 2, 4, 4, 4}});
    float[] plain = logits(start, blueprint, null, input);
    float[] adapted = logits(start, blueprint, new Adaptation(adapter, true), input);
    float[] apart = logits(start, blueprint, new Adaptation(adapter, false), input);
    assertArrayEquals(adapted, apart, 1e-4f);
    double most = 0;
    for (int i = 0; i < plain.length; i++) {
      most = Math.max(most, Math.abs(plain[i] - adapted[i]));
    }
    assertTrue(most > 1e-3, "the adapter changes nothing: " + most);
    try (Training again = TinyTraining.open(recipe, base, target)) {
      assertEquals(28, again.trainer().network().trained().size());
      assertTrue(
          again.trainer().network().trained().stream()
              .map(TrainedWeight::name)
              .allMatch(n -> n.contains("lora_")));
    }
  }

  private static float[] logits(
      CheckpointFolder start,
      Blueprint blueprint,
      @org.jspecify.annotations.Nullable Adaptation adaptation,
      Input input) {
    try (Network network =
        Network.load(
            GoldenTests.torch(), Device.CPU, start, blueprint, Precision.F32, adaptation)) {
      return network.logits(input);
    }
  }

  @Test
  void whatDoesNotFitIsRefusedBeforehand() {
    Recipe recipe = TinyTraining.base(1, "rows.batch=100000000");
    Problem p =
        assertThrows(
            Problem.class,
            () -> TinyTraining.open(recipe, TinyTraining.TEXT, folder.resolve("huge")));
    assertEquals(Code.MEMORY, p.code());
    assertTrue(p.inOneLine().contains("are free"), p.inOneLine());
  }

  @Test
  void aRunawayLossStops() {
    Recipe recipe =
        TinyTraining.base(400, "optimizer.rate=10", "optimizer.clip=1e9", "optimizer.warm-up=150");
    try (Training training = TinyTraining.open(recipe, TinyTraining.TEXT, folder.resolve("wild"))) {
      Problem p =
          assertThrows(
              Problem.class,
              () -> {
                while (!training.trainer().finished()) {
                  training.trainer().step();
                }
              });
      assertEquals(Code.TRAINING, p.code());
    }
  }

  @Test
  void aMaskOfItsOwnIsAMeanRow() {
    Path base = folder.resolve("base");
    TinyTraining.until(1, TinyTraining.base(1), TinyTraining.TEXT, base);
    Path target = folder.resolve("masked");
    StartFolder.masked(CheckpointFolder.open(base), Optional.of("new"), Optional.empty(), target);
    CheckpointFolder made = CheckpointFolder.open(target);
    Blueprint blueprint = Families.blueprint(made);
    assertEquals(512, blueprint.maskId().orElseThrow());
    assertEquals(514, blueprint.vocabulary());
    assertTrue(blueprint.shifted());
    float[] table = Tensors.read(target, "model.embed_tokens.weight");
    double mean = 0;
    for (int r = 0; r < 512; r++) {
      mean += table[r * 16 + 3] / 512.0;
    }
    assertEquals(mean, table[512 * 16 + 3], 1e-6);
  }

  @Test
  void gpt2BecomesDiffuGpt() {
    Path gpt2 =
        Path.of(System.getProperty("unmask.golden", "src/test/golden")).resolve("gpt2-tiny");
    Assumptions.assumeTrue(
        java.nio.file.Files.exists(gpt2), "the folder of goldens has no gpt2-tiny");
    Path target = folder.resolve("diffugpt");
    CheckpointFolder base = CheckpointFolder.open(gpt2);
    StartFolder.masked(base, Optional.of("7"), Optional.empty(), target);
    CheckpointFolder made = CheckpointFolder.open(target);
    Blueprint blueprint = Families.blueprint(made);
    assertEquals("DiffuGPT", blueprint.family());
    assertEquals(7, blueprint.maskId().orElseThrow());
    Input input = Input.of(new int[][] {{5, 20, 30, 2, 9, 40, 11}});
    float[] left = logits(base, Families.blueprint(base), null, input);
    float[] causal = logits(made, blueprint, null, input.attending(Annealing.causal(7)));
    assertArrayEquals(left, causal, 1e-5f);
  }

  @Test
  void aMaskThatIsNoTokenIsRefused() {
    CheckpointFolder base = CheckpointFolder.open(TinyTraining.TEXT);
    for (String mask : List.of("no such token", "99999")) {
      Problem p =
          assertThrows(
              Problem.class,
              () ->
                  StartFolder.masked(
                      base, Optional.of(mask), Optional.empty(), folder.resolve("x")));
      assertEquals(Code.MASK_TOKEN, p.code());
    }
  }
}
