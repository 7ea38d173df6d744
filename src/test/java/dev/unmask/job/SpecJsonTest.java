package dev.unmask.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SpecJsonTest {
  private final SpecJson json = new SpecJson();

  private static DenoiseSpec spec() {
    return new DenoiseSpec(
        new ModelReference("models/x", "x", "f00d"),
        new SourceTexts("Hé “quoted” \n", "", "", ""),
        DenoiseParameters.defaults()
            .with(DenoiseParameters.TEMPERATURE, 0.1 + 0.2)
            .with(DenoiseParameters.SEED, (1L << 53) - 1)
            .with(DenoiseParameters.RAW, true),
        new StartCanvas(new int[] {1, 4, 4}, new int[] {0, 1, 1}),
        new int[] {4, 1});
  }

  @Test
  void readsWhatItWrote() {
    DenoiseSpec back = json.read(json.write(spec()));
    assertEquals(json.write(spec()), json.write(back));
    assertEquals(spec().settings(), back.settings());
    assertEquals(0.1 + 0.2, back.settings().get(DenoiseParameters.TEMPERATURE));
    assertEquals(spec().texts(), back.texts());
    assertEquals(spec().model(), back.model());
    assertArrayEquals(new int[] {1, 4, 4}, back.canvas().ids());
    assertArrayEquals(new int[] {0, 1, 1}, back.canvas().roles());
    assertArrayEquals(new int[] {4, 1}, back.suppressed());
    assertEquals("{}", back.unknown());
  }

  @Test
  void defaultsAreWrittenOutBecauseALaterVersionMayHaveOthers() {
    JsonNode tree = new JsonMapper().readTree(json.write(spec()));
    assertEquals(32, tree.at("/settings/steps").asInt());
    assertEquals("topk-confidence", tree.at("/settings/sampler").asString());
    assertEquals(1, tree.get("version").asInt());
  }

  @Test
  void fieldsOfANewerVersionSurvive() {
    String newer =
        json.write(spec())
            .replace("\"version\":1", "\"version\":9,\"guidance\":{\"scale\":1.5}")
            .replace("\"steps\":32", "\"steps\":32,\"window\":8")
            .replace("\"name\":\"x\"", "\"name\":\"x\",\"revision\":\"main\"");
    DenoiseSpec read = json.read(newer);
    assertTrue(read.newer());
    JsonNode again = new JsonMapper().readTree(json.write(read));
    assertEquals(new JsonMapper().readTree(newer), again);
    assertEquals(1.5, again.at("/guidance/scale").asDouble());
    assertEquals(8, again.at("/settings/window").asInt());
    assertEquals("main", again.at("/model/revision").asString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "{\"version\":1}", "null", "{\"version\":1,\"settings\":3}"})
  void whatIsNoSpecIsRefused(String text) {
    assertThrows(Problem.class, () -> json.read(text));
  }
}
