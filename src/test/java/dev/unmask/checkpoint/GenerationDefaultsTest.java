package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken from `generation_config.json`, in the forms that published files have.
class GenerationDefaultsTest {
  private static GenerationDefaults read(String json) {
    return GenerationDefaults.of(Config.parse("generation_config.json", json));
  }

  /// As Qwen2.5-Instruct publishes it.
  @Test
  void instructedModel() {
    GenerationDefaults d =
        read(
            """
            {"bos_token_id": 151643, "pad_token_id": 151643, "do_sample": true,
             "eos_token_id": [151645, 151643], "repetition_penalty": 1.05, "temperature": 0.7,
             "top_p": 0.8, "top_k": 20, "transformers_version": "4.37.0"}
            """);
    assertEquals(Optional.of(true), d.sample());
    assertEquals(OptionalDouble.of(0.7), d.temperature());
    assertEquals(OptionalDouble.of(0.8), d.topP());
    assertEquals(OptionalInt.of(20), d.topK());
    assertEquals(List.of(151645, 151643), d.ends());
    assertEquals(OptionalInt.empty(), d.newTokens());
    assertEquals(List.of("repetition_penalty 1.05"), d.unused());
    assertEquals(
        List.of("do_sample", "temperature", "top_p", "top_k"), List.copyOf(d.words().keySet()));
  }

  @Test
  void dream() {
    GenerationDefaults d =
        read(
            """
            {"mask_token_id": 151666, "eos_token_id": 151643, "steps": 512, "alg": "entropy",
             "alg_temp": 0.5, "eps": 0.001, "temperature": 0.2, "top_p": 0.95,
             "max_new_tokens": 512, "num_beams": 1, "top_k": null}
            """);
    assertEquals(OptionalInt.of(151666), d.maskId());
    assertEquals(List.of(151643), d.ends());
    assertEquals(OptionalInt.of(512), d.steps());
    assertEquals(Optional.of("entropy"), d.algorithm());
    assertEquals(OptionalDouble.of(0.5), d.algorithmTemperature());
    assertEquals(OptionalDouble.of(0.001), d.eps());
    assertEquals(OptionalInt.of(512), d.newTokens());
    assertEquals(OptionalInt.empty(), d.topK());
    assertTrue(d.unused().isEmpty(), "one beam is what everybody has");
  }

  @Test
  void aFolderWithOneAndOneWithout() {
    assertEquals(
        OptionalInt.of(371),
        GenerationDefaults.of(CheckpointFolder.open(Path.of("src/test/golden/dream-tiny")))
            .maskId());
    assertEquals(
        GenerationDefaults.none(),
        GenerationDefaults.of(CheckpointFolder.open(Path.of("src/test/golden/gpt2-tiny"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"temperature\": -0.1}",
        "{\"temperature\": \"hot\"}",
        "{\"temperature\": NaN}",
        "{\"top_p\": 0}",
        "{\"top_p\": 1.5}",
        "{\"top_k\": -1}",
        "{\"top_k\": 2.5}",
        "{\"steps\": 0}",
        "{\"max_new_tokens\": 0}",
        "{\"do_sample\": \"yes\"}",
        "{\"eos_token_id\": [1, -2]}",
        "{\"eos_token_id\": \"</s>\"}",
        "{\"eps\": 2}"
      })
  void whatMeansNothingIsRefused(String json) {
    Problem p = assertThrows(Problem.class, () -> read(json));
    assertEquals(Code.CONFIG, p.code());
  }
}
