package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Denoising a canvas of ids with a model that has no tokenizer, and with its makers' defaults.
class DenoiseIdsTest {
  private static final Path DREAM = Path.of("src/test/golden/dream-tiny");
  @TempDir Path folder;

  private static CommandRun denoise(Path model, String ids, String... more) {
    List<String> all =
        new ArrayList<>(List.of("denoise", "--model", model.toString(), "--ids", ids, "--json"));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5,_,7 | | 3",
        "5,6 | --masks 4 | 6",
        "5,6 | --length 9 | 9",
        "5,_,7 | --length 9 | 9",
        "5,6 | | 256" // the length that the model was made for
      })
  void howLongTheCanvasIs(String ids, String more, int length) {
    String[] options = more == null ? new String[0] : more.split(" ", -1);
    String[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "--steps";
    all[options.length + 1] = "1";
    int[] written = CommandRun.ids(denoise(DREAM, ids, all).json(), "ids");
    assertEquals(length, written.length);
    assertEquals(5, written[0]);
  }

  /// `generation_config.json` gives the sampler and the steps; the flag wins.
  @Test
  void theMakersDefaultsAreUsedAndFlagsWin() throws IOException {
    for (String file : new String[] {"config.json", "model.safetensors"}) {
      Files.copy(DREAM.resolve(file), folder.resolve(file));
    }
    Files.writeString(
        folder.resolve("generation_config.json"),
        "{\"steps\": 5, \"temperature\": 0.8, \"top_p\": 0.9, \"alg\": \"entropy\"}");
    JsonNode theirs = denoise(folder, "5,6", "--masks", "12").json();
    JsonNode same =
        denoise(
                DREAM,
                "5,6",
                "--masks",
                "12",
                "--sampler",
                "dream-entropy",
                "--steps",
                "5",
                "--temperature",
                "0.8",
                "--top-p",
                "0.9",
                "--draw",
                "sample")
            .json();
    assertArrayEquals(CommandRun.ids(same, "ids"), CommandRun.ids(theirs, "ids"));
    // This sampler may be done early, never late; the catalogue's own default are 32 steps.
    assertEquals(same.required("evaluations"), theirs.required("evaluations"));
    assertTrue(theirs.required("evaluations").asInt() <= 5);
    JsonNode mine =
        denoise(folder, "5,6", "--masks", "12", "--steps", "3", "--draw", "argmax").json();
    assertTrue(mine.required("evaluations").asInt() <= 3);
    assertFalse(Arrays.equals(CommandRun.ids(mine, "ids"), CommandRun.ids(theirs, "ids")));
  }

  @Test
  void diffuLlamaIsReadAsItIsTold() {
    Path model = Path.of("src/test/golden/diffullama-tiny");
    denoise(model, "1,_,_").refused(Code.ARCHITECTURE, "say its mask with --mask-id");
    denoise(model, "1,_,_", "--as", "diffusion").refused(Code.MASK_TOKEN, "mask token");
    denoise(model, "1,_,_", "--as", "autoregressive", "--mask-id", "811")
        .refused(Code.ARCHITECTURE, "autoregressive LLaMA");
    JsonNode said = denoise(model, "1,_,_", "--mask-id", "811", "--steps", "2").json();
    assertEquals(3, said.required("ids").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PARAMETER;whole numbers;--ids 1,x",
        "PARAMETER;takes the place of all texts;--ids 1,_ --prompt y",
        "PARAMETER;takes the place of all texts;--ids 1,_ --example 1",
        "CANVAS;none of the model's 384;--ids 1,384,_",
        "CANVAS;;--ids 1,_ --length 300"
      })
  void refusals(String line) {
    String[] parts = line.split(";", -1);
    String[] arguments = ("denoise --model " + DREAM + " " + parts[2]).split(" ", -1);
    CommandRun.of(arguments).refused(Code.valueOf(parts[0]), parts[1]);
  }
}
