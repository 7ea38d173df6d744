package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.Blueprint.Padding;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rows of different lengths in one batch.
class BatchTest {
  private static final List<int[]> ROWS =
      List.of(new int[] {7, 21, 3}, new int[] {50, 4, 33, 8, 61, 12, 9}, new int[] {5});
  private static final int FILL = 2;

  @ParameterizedTest
  @CsvSource({
    "gpt2-tiny, RIGHT_UNSEEN",
    "llama3-tiny, RIGHT_UNSEEN",
    "qwen2-tiny, RIGHT_UNSEEN",
    "diffugpt-tiny, RIGHT_SEEN",
    "dream-tiny, LEFT_HIDDEN",
    "llada-tiny, LEFT_HIDDEN",
    "mdlm-tiny, NONE",
    "bd3lm-tiny, NONE",
    "sedd-tiny, NONE"
  })
  void eachFamilySaysHowItIsFilled(String name, Padding padding) {
    assertEquals(padding, blueprint(name, Reading.AUTOMATIC).traits().padding());
  }

  @Test
  void whatIsReadBothWaysIsFilledAsItIsRead() {
    assertEquals(
        Padding.RIGHT_UNSEEN,
        blueprint("diffullama-tiny", Reading.AUTOREGRESSIVE).traits().padding());
    assertEquals(
        Padding.RIGHT_SEEN, blueprint("diffullama-tiny", Reading.DIFFUSION).traits().padding());
  }

  @ParameterizedTest
  @CsvSource({"gpt2-tiny", "llama3-tiny", "qwen2-tiny", "dream-tiny", "llada-tiny"})
  void rowsAreAsIfTheyWereAlone(String name) {
    try (Network network = load(name)) {
      int width = network.blueprint().vocabulary();
      Batch batch = Batch.of(network.blueprint(), ROWS, FILL);
      float[] all = network.logits(batch.input());
      int length = batch.input().length();
      for (int b = 0; b < ROWS.size(); b++) {
        float[] alone = network.logits(Input.of(new int[][] {ROWS.get(b)}));
        int from = (b * length + batch.begins()[b]) * width;
        assertArrayEquals(alone, Arrays.copyOfRange(all, from, from + alone.length), 2e-4f);
      }
    }
  }

  /// Where the model was trained to see the filling, it must make a difference.
  @Test
  void diffuGptSeesTheFilling() {
    try (Network network = load("diffugpt-tiny")) {
      Batch batch = Batch.of(network.blueprint(), ROWS, FILL);
      assertArrayEquals(new int[3], batch.begins());
      assertArrayEquals(new int[] {7, 21, 3, FILL, FILL, FILL, FILL}, batch.input().ids()[0]);
      float[] alone = network.logits(Input.of(new int[][] {ROWS.get(0)}));
      float[] mine = Arrays.copyOf(network.logits(batch.input()), alone.length);
      assertFalse(Arrays.equals(alone, mine));
      float[] byHand = network.logits(Input.of(new int[][] {batch.input().ids()[0]}));
      assertArrayEquals(Arrays.copyOf(byHand, alone.length), mine, 2e-4f);
    }
  }

  @Test
  void mdlmKnowsNoFilling() {
    Blueprint mdlm = blueprint("mdlm-tiny", Reading.AUTOMATIC);
    Problem p = assertThrows(Problem.class, () -> Batch.of(mdlm, ROWS, FILL));
    assertEquals(Code.CANVAS, p.code());
    assertEquals(1, Batch.of(mdlm, List.of(new int[] {1, 2}), FILL).input().ids().length);
  }

  @Test
  void textsOfDifferentLengthsAreScoredTogether() {
    try (Network network = load("gpt2-tiny")) {
      AutoregressiveModel model = AutoregressiveModel.of(network);
      float[][] together = model.logLikelihood(ROWS);
      for (int b = 0; b < ROWS.size(); b++) {
        float[] alone = model.logLikelihood(List.of(ROWS.get(b)))[0];
        assertEquals(ROWS.get(b).length - 1, alone.length);
        assertArrayEquals(alone, together[b], 1e-4f);
      }
    }
  }

  private static Blueprint blueprint(String name, Reading reading) {
    return Families.blueprint(
        CheckpointFolder.open(Path.of("src/test/golden").resolve(name)), reading);
  }

  private static Network load(String name) {
    CheckpointFolder folder = CheckpointFolder.open(Path.of("src/test/golden").resolve(name));
    return Network.load(
        GoldenTests.torch(), Device.CPU, folder, Families.blueprint(folder), Precision.F32);
  }
}
