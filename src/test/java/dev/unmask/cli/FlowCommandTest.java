package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Flow models, as a user meets them.
class FlowCommandTest {
  private static final String L2D = "src/test/golden/l2d-llama-tiny";
  private static final String CLASSES = "src/test/golden/l2d-llama-tiny-cfg";
  @TempDir Path folder;

  private static CommandRun write(String model, String... more) {
    Stream<String> first =
        Stream.of("generate", "--model", model, "--ids", "3,1,7,40", "--tokens", "5", "--json");
    return CommandRun.of(Stream.concat(first, Arrays.stream(more)).toArray(String[]::new));
  }

  private static int[] ids(String model, String... more) {
    return CommandRun.ids(write(model, more).json(), "ids");
  }

  @Test
  void noStepsIsTheBase() {
    int[] base = ids(L2D, "--steps", "0");
    assertArrayEquals(base, ids(L2D, "--midway", "1"));
    assertFalse(Arrays.equals(base, ids(L2D, "--steps", "8", "--seed", "3")));
  }

  @Test
  void itIsNotReadAsADiffusionModel() {
    write(L2D, "--as", "diffusion").refused(Code.PARAMETER, "cannot be read as a diffusion model");
    assertArrayEquals(ids(L2D), ids(L2D, "--as", "autoregressive"));
  }

  @Test
  void evaluationsAreCountedAndListed() {
    JsonNode json = write(L2D, "--steps", "8", "--alternatives", "3").json();
    for (JsonNode token : json.required("tokens")) {
      assertEquals(15, token.required("calls").asInt(), "midpoint, 8 points");
      assertEquals(14, token.required("evaluations").size());
      assertEquals("reached", token.required("end").asString());
      JsonNode last = token.required("evaluations").get(13);
      assertEquals(1 - 1 / 14.0, last.required("t").asDouble(), 1e-9);
      assertEquals(3, last.required("top").size());
      assertTrue(last.required("accepted").asBoolean());
    }
  }

  @Test
  void aSeedGivesATextAndAnotherGivesAnother() {
    String[] drawn = {"--temperature", "1.5", "--x1-temperature", "polynomial_1_1.0"};
    String[] one =
        Stream.concat(Arrays.stream(drawn), Stream.of("--seed", "1")).toArray(String[]::new);
    String[] two =
        Stream.concat(Arrays.stream(drawn), Stream.of("--seed", "2")).toArray(String[]::new);
    assertArrayEquals(ids(L2D, one), ids(L2D, one));
    assertFalse(Arrays.equals(ids(L2D, one), ids(L2D, two)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "euler",
        "midpoint",
        "heun2",
        "heun3",
        "rk4",
        "classic-rk4",
        "adaptive-heun",
        "fehlberg2",
        "bosh3",
        "dopri5"
      })
  void everySolverWritesSavesReplaysAndVerifies(String solver) {
    String file = folder.resolve(solver + ".unmask").toString();
    String[] settings = {
      "--solver", solver, "--steps", "4", "--evaluations", "120", "--save", file, "--seed", "5"
    };
    JsonNode made = write(L2D, settings).json();
    assertEquals(5, made.required("tokens").size());
    CommandRun replay = CommandRun.of("replay", file, "--json");
    int[] again =
        replay
            .out()
            .lines()
            .mapToInt(
                l -> tools.jackson.databind.json.JsonMapper.shared().readTree(l).get("id").asInt())
            .toArray();
    assertArrayEquals(CommandRun.ids(made, "ids"), again);
    CommandRun verified = CommandRun.of("verify", file);
    assertEquals("run 1: identical, 5 tokens\nidentical\n", verified.out(), verified.err());
    assertTrue(CommandRun.of("inspect", file).out().contains(solver));
  }

  @Test
  void aClassGuides() {
    int[] without = ids(CLASSES, "--steps", "6", "--seed", "2");
    int[] one = ids(CLASSES, "--steps", "6", "--seed", "2", "--class", "1");
    int[] strong = ids(CLASSES, "--steps", "6", "--seed", "2", "--class", "1", "--guidance", "3");
    assertFalse(Arrays.equals(without, one) && Arrays.equals(one, strong));
    JsonNode json =
        write(CLASSES, "--steps", "6", "--class", "1", "--guidance", "3", "--solver", "euler")
            .json();
    assertEquals(11, json.required("tokens").get(0).required("calls").asInt(), "2 x 5 + 1");
  }

  @Test
  void aDiscontinuousPathEndsWithinItsEvaluations() {
    JsonNode json = write(L2D, "--solver", "dopri5", "--evaluations", "9").json();
    for (JsonNode token : json.required("tokens")) {
      assertEquals(9, token.required("evaluations").size());
      assertEquals("budget", token.required("end").asString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--steps 1|A grid of one point has no step.",
        "--solver leapfrog|Solver must be one of euler, midpoint",
        "--class 1|trained without classes",
        "--guidance 2|trained without classes",
        "--steps 4 --midway 9|so none is the 9th",
        "--x1-temperature warm|polynomial_P_END"
      })
  void whatCannotBeIsRefused(String arguments, String words) {
    write(L2D, arguments.split(" ")).refused(Code.PARAMETER, words);
  }

  @Test
  void aModelWithoutFlowHasNoSolver() {
    String plain = "src/test/golden/gpt2-tiny";
    write(plain, "--solver", "euler").refused(Code.PARAMETER, "This model has no flow path");
    write(plain, "--save", folder.resolve("a.unmask").toString())
        .refused(Code.PARAMETER, "Only texts of flow models");
    write(CLASSES, "--guidance", "2").refused(Code.PARAMETER, "Guidance needs a class");
    write(CLASSES, "--class", "4").refused(Code.PARAMETER, "There is no class 4");
    write(CLASSES, "--class", "poems").refused(Code.PARAMETER, "the model knows 0 to 3");
  }

  /// The flow in one folder, its base in another.
  @Test
  void aBaseMayLieElsewhere() throws IOException {
    Path flow = folder.resolve("flow");
    Path base = folder.resolve("base");
    FlowFolders.split(Path.of(L2D), flow, base);
    assertArrayEquals(ids(L2D, "--seed", "4"), ids(flow.toString(), "--seed", "4"));
    CommandRun looked = CommandRun.of("inspect", flow.toString());
    assertTrue(looked.out().contains("L2D on LLaMA"), looked.out() + looked.err());
    assertEquals(0, looked.status(), looked.err());
    Files.move(base, folder.resolve("moved"));
    write(flow.toString()).refused(Code.NOT_FOUND, "The base of this flow model");
    FlowFolders.split(Path.of("src/test/golden/l2d-llama-tiny-full"), folder.resolve("f2"), base);
    Files.createDirectories(folder.resolve("other"));
    FlowFolders.copy(Path.of("src/test/golden/llama3-tiny"), folder.resolve("other"));
    Files.move(base, folder.resolve("gone"));
    Files.move(folder.resolve("other"), base);
    write(flow.toString()).refused(Code.TENSOR, "The flow tensors do not fit their base");
  }
}
