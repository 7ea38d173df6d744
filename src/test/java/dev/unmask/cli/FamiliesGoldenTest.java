package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.problem.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Every family's small checkpoint writes through the real commands, none of which has a tokenizer:
/// causal ones with `generate`, the authors' own greedy ids; the others with `denoise`.
class FamiliesGoldenTest {
  private static final int MASKS = 9;

  @TestFactory
  Stream<DynamicTest> everyFamilyWrites() {
    return GoldenCases.all().stream()
        .filter(g -> g.checkpoint().isPresent())
        .filter(g -> g.cases().stream().anyMatch(c -> c.kind().startsWith("logits")))
        .map(
            g ->
                DynamicTest.dynamicTest(
                    g.name(),
                    () -> {
                      if (causal(g)) {
                        generates(g);
                      } else {
                        denoises(g);
                      }
                    }));
  }

  private static boolean causal(GoldenCases g) {
    return g.cases().stream().anyMatch(c -> c.kind().equals("logits_causal"));
  }

  private static void generates(GoldenCases g) {
    String folder = g.checkpoint().orElseThrow().toString();
    List<GoldenCase> greedy =
        g.cases().stream().filter(c -> c.kind().equals("greedy_generation")).toList();
    assertFalse(greedy.isEmpty(), g.name() + " has no greedy text to compare with");
    for (GoldenCase c : greedy) {
      int[] prompt = c.tensor("input_ids").idRows()[0];
      int[] expected = c.tensor("output_ids").idRows()[0];
      int n = c.integer("new_tokens");
      expected = Arrays.copyOfRange(expected, expected.length - n, expected.length);
      JsonNode said =
          run("generate", "--model", folder, "--ids", comma(prompt), "--tokens", "" + n).json();
      int[] mine = CommandRun.ids(said, "ids");
      // The authors' program was told to go on after the end of a text; the command stops there.
      boolean ended = said.required("end").asString().equals("ended");
      assertEquals(ended ? mine.length : n, mine.length);
      assertTrue(mine.length > 0);
      assertArrayEquals(Arrays.copyOf(expected, mine.length), mine, c.id());
    }
    run("denoise", "--model", folder, "--ids", "1,_,_")
        .refused(Code.ARCHITECTURE, "not a masked diffusion model");
  }

  private static void denoises(GoldenCases g) {
    String folder = g.checkpoint().orElseThrow().toString();
    int mask = g.maskId().orElseThrow();
    List<String> command =
        List.of("denoise", "--model", folder, "--ids", "5,6,_,7", "--masks", "" + (MASKS - 1));
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--mask-id", "" + mask, "--steps", "4"));
    JsonNode said = run(all.toArray(String[]::new)).json();
    int[] ids = CommandRun.ids(said, "ids");
    assertEquals(4 + MASKS - 1, ids.length);
    assertArrayEquals(new int[] {5, 6}, Arrays.copyOf(ids, 2));
    assertEquals(7, ids[3]);
    assertTrue(Arrays.stream(ids).noneMatch(id -> id == mask), Arrays.toString(ids));
    int evaluations = said.required("evaluations").asInt(); // fewer where nothing was left to do
    assertTrue(1 <= evaluations && evaluations <= 4, "evaluations: " + evaluations);
    // Written by the model, not left over: what is written depends on what is given.
    all.set(4, "15,16,_,17");
    int[] other = CommandRun.ids(run(all.toArray(String[]::new)).json(), "ids");
    assertFalse(Arrays.equals(tail(ids), tail(other)), Arrays.toString(ids));
    run("generate", "--model", folder, "--ids", "1,2", "--as", "diffusion")
        .refused(Code.ARCHITECTURE, "does not write left to right");
  }

  private static int[] tail(int[] ids) {
    return Arrays.copyOfRange(ids, 4, ids.length);
  }

  private static CommandRun run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    return CommandRun.of(all);
  }

  private static String comma(int[] ids) {
    return IntStream.of(ids).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }
}
