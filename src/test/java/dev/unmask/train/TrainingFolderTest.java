package dev.unmask.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of trainings that something has happened to.
class TrainingFolderTest {
  @TempDir Path temporary;
  private Path folder;
  private Path newest;

  @BeforeEach
  void fourSteps() {
    folder = temporary.resolve("training");
    TinyTraining.until(2, TinyTraining.base(6), TinyTraining.TEXT, folder);
    TinyTraining.until(4, TinyTraining.base(6), TinyTraining.TEXT, folder);
    newest = folder.resolve("step-00000004");
  }

  private Problem refused(Recipe recipe) {
    return assertThrows(
        Problem.class, () -> TinyTraining.open(recipe, TinyTraining.TEXT, folder).close());
  }

  private void goesOnAfter(long step) {
    try (Training training = TinyTraining.open(TinyTraining.base(6), TinyTraining.TEXT, folder)) {
      assertEquals(step, training.trainer().steps());
    }
  }

  @Test
  void aCutCheckpointIsNamedAndTheOneBeforeTakenOnceItIsGone() throws IOException {
    Path state = newest.resolve("training.safetensors");
    Files.write(state, Arrays.copyOf(Files.readAllBytes(state), 1000));
    Problem p = refused(TinyTraining.base(6));
    assertTrue(p.sentence().startsWith("The checkpoint " + newest), p.sentence());
    assertTrue(p.inOneLine().contains("goes on after step 2"), p.inOneLine());
    Files.move(newest, temporary.resolve("away"));
    goesOnAfter(2);
  }

  @Test
  void notesThatSayAnotherStepAreNotBelieved() throws IOException {
    Files.writeString(newest.resolve("training.json"), "{\"step\": -5, \"threads\": 1}");
    assertTrue(refused(TinyTraining.base(6)).sentence().contains("says step -5"));
  }

  @Test
  void foldersOfOtherNamesAreNoCheckpoints() throws IOException {
    Files.createDirectories(folder.resolve("step-best"));
    Files.createDirectories(folder.resolve("step-9"));
    goesOnAfter(4);
  }

  @Test
  void anotherStartIsRefusedAndAnotherSeedSaid() {
    Problem p = refused(TinyTraining.base(6, "start.fresh.hidden_size=32"));
    assertEquals(Code.CONFIG, p.code());
    assertTrue(p.sentence().contains("start.fresh.hidden_size: 16, now 32"), p.sentence());
    Recipe seeded = TinyTraining.base(6, "seed=9", "save-every=3");
    try (Training training = TinyTraining.open(seeded, TinyTraining.TEXT, folder)) {
      List<String> changes = training.resumed().changes();
      assertEquals(1, changes.size(), changes.toString());
      assertTrue(changes.getFirst().startsWith("seed: "), changes.toString());
    }
  }

  @Test
  void oneTrainingAtATime() {
    try (Training first = TinyTraining.open(TinyTraining.base(6), TinyTraining.TEXT, folder)) {
      assertEquals(4, first.trainer().steps());
      Problem p = refused(TinyTraining.base(6));
      assertEquals(Code.WRITE, p.code());
      assertTrue(p.sentence().startsWith("Another training is writing"), p.sentence());
    }
    goesOnAfter(4);
  }

  @Test
  void aNetworkWithFewerRowsThanTokensIsRefused() {
    Problem p =
        assertThrows(
            Problem.class,
            () ->
                TinyTraining.open(
                        TinyTraining.base(6, "start.fresh.vocab_size=100"),
                        TinyTraining.TEXT,
                        temporary.resolve("few"))
                    .close());
    assertEquals(Code.TOKENIZER, p.code(), p.sentence());
  }

  @Test
  void aNetworkThatNobodyCouldHoldIsRefusedBeforeItIsMade() {
    for (String size :
        List.of("start.fresh.num_hidden_layers=1000000000", "start.fresh.hidden_size=1000000")) {
      Recipe huge = TinyTraining.base(6, "start.fresh.vocab_size=100000", size);
      Path other = temporary.resolve("huge");
      assertThrows(Problem.class, () -> TinyTraining.open(huge, TinyTraining.TEXT, other).close());
    }
  }
}
