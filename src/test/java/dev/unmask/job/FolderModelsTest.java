package dev.unmask.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Denoising;
import dev.unmask.diffusion.Frame;
import dev.unmask.golden.Bundled;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The embedded default model, as a user meets it.
class FolderModelsTest {
  private static final Path FOLDER = Bundled.MODEL;
  private static final FolderModels MODELS = new FolderModels(1);
  private static LoadedModel model;

  @BeforeAll
  static void open() {
    model = MODELS.open(FOLDER, "f32", "cpu");
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void theCardSaysWhatItIs() {
    ModelCard card = model.card();
    assertEquals(String.valueOf(Bundled.MODEL.getFileName()), card.name());
    assertEquals("DiffuLLaMA", card.family());
    assertEquals(4, card.maskId());
    assertEquals(3, card.eosId());
    assertEquals(128, card.maxLength());
    assertEquals(96, card.defaultLength());
    assertEquals(48, card.newTokens());
    assertEquals(512, card.vocabularySize());
    assertEquals("bf16", card.storedDtype());
    assertEquals(64, card.fingerprint().length());
    assertTrue(card.shifted());
    assertTrue(card.parameters() > 800_000 && card.parameters() < 900_000);
  }

  @Test
  void itSolvesAProblem() {
    DenoiseSpec spec =
        new Prompting(model)
            .spec(
                SourceTexts.prompt(
                    "Max has 2 balls. Sam has 2 times as many balls as Max. How many do they have"
                        + " together?"),
                DenoiseParameters.defaults());
    Denoising run = DenoiseRun.start(model, spec);
    Frame last = null;
    while (!run.finished()) {
      last = run.next().getFirst();
    }
    String text = model.tokens().text(java.util.Objects.requireNonNull(last).ids());
    assertTrue(text.contains("<sep><<2*2=4>> <<2+4=6>> #### 6<eos><pad>"), text);
  }

  @Test
  void memoryIsEstimatedFromTheBlueprintAlone() {
    MemoryEstimate f32 = MODELS.estimate(FOLDER, "f32");
    // 869,504 weights, the shared head counted once, and 16 rotary frequencies, always of 4 bytes.
    assertEquals(869_504 * 4 + 64, f32.weights());
    assertEquals(869_504 * 2 + 64, MODELS.estimate(FOLDER, "bf16").weights());
    assertTrue(f32.free() > 1 << 28);
    Problem tooSmall =
        assertThrows(
            Problem.class,
            () ->
                new MemoryEstimate(13_500_000_000L, 150_000_000, 50_000_000, 2_000_000_000)
                    .check());
    assertEquals(Code.MEMORY, tooSmall.code());
    assertEquals("The model needs about 13.7 GB and 2.0 GB are free.", tooSmall.sentence());
  }

  @Test
  void aDeviceThatIsNotThere() {
    Problem none = assertThrows(Problem.class, () -> MODELS.open(FOLDER, "f32", "cuda:99"));
    assertEquals(Code.ENGINE, none.code());
    assertTrue(none.sentence().startsWith("There is no device cuda:99; this computer has cpu"));
    assertEquals("cpu", List.copyOf(MODELS.devices()).getFirst());
  }
}
