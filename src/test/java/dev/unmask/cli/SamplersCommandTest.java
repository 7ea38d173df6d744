package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.Preset;
import dev.unmask.job.Presets;
import dev.unmask.problem.Code;
import dev.unmask.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Every preset on the embedded default through the command line, and what the user may say of
/// single positions and tokens.
class SamplersCommandTest {
  @TempDir Path folder;

  private static CommandRun denoise(String... more) {
    List<String> all = new ArrayList<>(List.of("denoise", "--example", "2", "--masks", "32"));
    all.addAll(Arrays.asList(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  /// Written, saved, and done again frame by frame with the same result.
  @TestFactory
  Stream<DynamicTest> everyPresetRunsIsSavedAndVerified() {
    return Presets.all().stream()
        .map(
            preset -> DynamicTest.dynamicTest(preset.name(), () -> runsAndVerifies(preset.name())));
  }

  private void runsAndVerifies(String sampler) {
    Path file = folder.resolve(sampler + ".unmask");
    CommandRun run = denoise("--sampler", sampler, "--steps", "12", "--save", file.toString());
    assertEquals(0, run.status(), run.err());
    assertFalse(run.out().isBlank());
    CommandRun check = CommandRun.of("verify", file.toString());
    assertEquals(0, check.status(), check.out() + check.err());
    CommandRun replay = CommandRun.of("replay", file.toString());
    assertEquals(0, replay.status(), replay.err());
    boolean cached = sampler.contains("-cache") || sampler.equals("fast-dllm-dream");
    try (Session session = Session.openReadOnly(file)) {
      long id = session.runs().getFirst().run();
      assertEquals(
          cached && !sampler.startsWith("mdlm"),
          session.frames(id).stream().anyMatch(f -> f.approximate()),
          "marked as approximate");
    }
  }

  @Test
  void theListNamesPartsAndSources() {
    JsonNode list = CommandRun.of("samplers", "--json").json().required("samplers");
    assertEquals(Presets.all().size(), list.size());
    Set<String> names = new HashSet<>();
    for (JsonNode s : list) {
      assertTrue(names.add(s.required("name").asString()));
      assertTrue(s.required("parts").has("rule"));
      assertTrue(s.required("explanation").asString().endsWith("."));
      assertFalse(s.required("source").asString().isBlank());
    }
    CommandRun dream = CommandRun.of("samplers", "dream");
    assertTrue(dream.out().contains("dream-entropy") && !dream.out().contains("random-keep"));
  }

  /// A preset is its parts: naming them one by one is the same run.
  @Test
  void thePartsOfAPresetMakeIt() {
    Preset entropy =
        Presets.all().stream()
            .filter(p -> p.name().equals("dream-entropy"))
            .findFirst()
            .orElseThrow();
    List<String> byHand = new ArrayList<>(List.of("--json", "--steps", "9"));
    entropy
        .parts()
        .forEach(
            (p, v) -> {
              byHand.add("--" + p.name());
              byHand.add(v.toString());
            });
    assertEquals(
        List.of(
                CommandRun.ids(
                    denoise("--json", "--steps", "9", "--sampler", "dream-entropy").json(), "ids"))
            .stream()
            .map(Arrays::toString)
            .toList(),
        List.of(CommandRun.ids(denoise(byHand.toArray(String[]::new)).json(), "ids")).stream()
            .map(Arrays::toString)
            .toList());
  }

  @Test
  void aPinnedWordStaysAndTheRestFollows() {
    JsonNode run = denoise("--json", "--pins", "0:<<3*8=24>>").json();
    assertTrue(run.required("text").asString().contains("<<3*8=24>> <<"), run.toString());
  }

  @Test
  void onlyAllowedTokensAreWritten() {
    JsonNode digits = denoise("--json", "--allow", "*:\\d").json();
    assertTrue(digits.required("answer").asString().matches("\\d+"), digits.toString());
    JsonNode one = denoise("--json", "--allow", "0-3:7").json();
    assertTrue(one.required("answer").asString().startsWith("7777"), one.toString());
  }

  @Test
  void suppressedTokensAreNotWritten() {
    JsonNode free = denoise("--json").json();
    assertTrue(free.required("answer").asString().contains("5"), free.toString());
    JsonNode none = denoise("--json", "--suppress", "5; 6").json();
    assertFalse(none.required("answer").asString().matches(".*[56].*"), none.toString());
  }

  @Test
  void limitsAreKeptInTheSessionAndVerified() {
    Path file = folder.resolve("limits.unmask");
    CommandRun run =
        denoise("--pins", "1:#7", "--allow", "3-5:[0-9]; *:[^q]*", "--save", file.toString());
    assertEquals(0, run.status(), run.err());
    assertEquals(0, CommandRun.of("verify", file.toString()).status());
  }

  @Test
  void aRunStopsAtACompleteEndOfTheText() {
    JsonNode whole = denoise("--json", "--sampler", "left-to-right").json();
    JsonNode stopped = denoise("--json", "--sampler", "left-to-right", "--stop", "eos").json();
    assertEquals(whole.required("answer"), stopped.required("answer"));
    assertTrue(
        stopped.required("evaluations").asInt() < whole.required("evaluations").asInt(),
        stopped.toString());
    JsonNode stable = denoise("--json", "--sampler", "left-to-right", "--stop", "stable").json();
    assertTrue(
        stable.required("evaluations").asInt() < whole.required("evaluations").asInt(),
        stable.toString());
  }

  @Test
  void aBudgetOfEvaluationsIsKept() {
    JsonNode run = denoise("--json", "--sampler", "left-to-right", "--budget", "3").json();
    assertEquals(3, run.required("evaluations").asInt());
    assertEquals(-1, find(CommandRun.ids(run, "ids"), 4), "no mask is left");
  }

  @Test
  void theEndMayBeForbidden() {
    JsonNode never = denoise("--json", "--eos", "never").json();
    assertEquals(-1, find(CommandRun.ids(never, "ids"), 3));
  }

  private static int find(int[] ids, int id) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void softMasksAndGuidanceChangeWhatIsBelieved() {
    double plain = first(denoise("--json", "--steps", "12"));
    assertTrue(plain > 0);
    for (String[] more :
        List.of(new String[] {"--feedback", "0.5"}, new String[] {"--guidance", "1"})) {
      CommandRun run = denoise("--json", "--steps", "12", more[0], more[1]);
      assertEquals(0, run.status(), run.err());
    }
  }

  private static double first(CommandRun run) {
    return run.json().required("evaluations").asDouble();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--pins      | nonsense         | is not POSITION:TEXT",
        "--pins      | 99:x             | lies outside of the canvas",
        "--pins      | 30:<<1+1=2>>     | does not fit at position",
        "--allow     | 0:(              | is not a regular expression",
        "--allow     | 0:zzzzqq         | no token of the model matches",
        "--suppress  | <<1+1            | tokens",
        "--rule      | fastest          | Rule must be one of",
        "--threshold | 0                | Threshold must be",
        "--guidance  | -1               | Guidance must be",
      })
  void whatMakesNoSenseIsRefusedInWords(String option, String value, String words) {
    denoise("--json", option, value).refused(Code.PARAMETER, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sampler wino --cache dual                  | nothing of it can be cached",
        "--sampler fast-dllm-dual-cache --guidance 1  | Guidance looks at two canvases",
        "--sampler fast-dllm-dual-cache --feedback 1  | Soft masks change",
        "--sampler self-speculative --order random    | random order cannot be drafted",
      })
  void partsThatDoNotGoTogetherAreRefused(String options, String words) {
    CommandRun run = denoise(options.split(" ", -1));
    run.refused(Code.PARAMETER, words);
  }
}
