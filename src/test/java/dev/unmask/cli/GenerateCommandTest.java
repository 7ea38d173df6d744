package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.golden.GoldenCases;
import dev.unmask.problem.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Writing from left to right, as a user meets it.
class GenerateCommandTest {
  private static final String GPT2 = "src/test/golden/gpt2-tiny";
  @TempDir Path folder;

  private static int[] drawn(String... more) {
    return CommandRun.ids(ids(GPT2, 30, more).json(), "ids");
  }

  private static CommandRun ids(String model, int tokens, String... more) {
    Stream<String> first =
        Stream.of(
            "generate", "--model", model, "--ids", "3,1,2", "--tokens", "" + tokens, "--json");
    return CommandRun.of(Stream.concat(first, Arrays.stream(more)).toArray(String[]::new));
  }

  @Test
  void aSeedGivesATextAndAnotherGivesAnother() {
    int[] one = drawn("--temperature", "1.5", "--seed", "1");
    assertArrayEquals(one, drawn("--temperature", "1.5", "--seed", "1"));
    assertFalse(Arrays.equals(one, drawn("--temperature", "1.5", "--seed", "2")));
    int[] greedy = drawn();
    assertFalse(Arrays.equals(one, greedy));
    assertArrayEquals(greedy, drawn("--temperature", "0"));
    assertArrayEquals(greedy, drawn("--top-k", "1"));
    assertArrayEquals(greedy, drawn("--top-p", "1e-6", "--seed", "5"));
    assertArrayEquals(greedy, drawn("--top-p", "1e-6", "--top-k", "9", "--seed", "5"));
  }

  /// Two ways to draw from the whole distribution: inside the engine and from a list of all tokens.
  @Test
  void topKOfEverythingIsNoTopK() {
    assertArrayEquals(
        drawn("--temperature", "0.9"), drawn("--temperature", "0.9", "--top-k", "300"));
  }

  /// A text that is written in two parts is the text that is written in one: one uniform number
  /// belongs to each position.
  @Test
  void aPositionHasItsOwnRandomNumber() {
    String[] hot = {"--temperature", "1.2", "--seed", "9"};
    int[] whole = CommandRun.ids(ids(GPT2, 12, hot).json(), "ids");
    int[] first = CommandRun.ids(ids(GPT2, 5, hot).json(), "ids");
    assertArrayEquals(Arrays.copyOf(whole, 5), first);
    String begun = "3,1,2" + String.join("", IntStream.of(first).mapToObj(i -> "," + i).toList());
    CommandRun rest =
        CommandRun.of(
            "generate",
            "--model",
            GPT2,
            "--ids",
            begun,
            "--tokens",
            "7",
            "--json",
            "--temperature",
            "1.2",
            "--seed",
            "9");
    assertTrue(whole.length > 8, Arrays.toString(whole));
    assertArrayEquals(
        Arrays.copyOfRange(whole, 5, whole.length), CommandRun.ids(rest.json(), "ids"));
  }

  @Test
  void everyTokenSaysWhatTheModelBelieved() {
    JsonNode said = ids(GPT2, 6, "--alternatives", "3").json();
    int[] written = CommandRun.ids(said, "ids");
    for (int i = 0; i < written.length; i++) {
      JsonNode token = said.at("/tokens/" + i);
      assertEquals(written[i], token.required("id").asInt());
      assertEquals(3, token.required("top").size());
      assertEquals(written[i], token.at("/top/0/id").asInt(), "greedy takes the best");
      assertEquals(
          token.required("log_probability").asDouble(),
          token.at("/top/0/log_probability").asDouble());
    }
  }

  @Test
  void itStopsWhereTheModelIsFull() {
    JsonNode said = ids(GPT2, 500).json();
    assertEquals("full", said.required("end").asString());
    assertEquals(64 - 3, said.required("ids").size());
  }

  /// `generation_config.json` gives the id that ends a text and the most tokens; flags win.
  @Test
  void theMakersDefaultsAreUsedAndFlagsWin() throws IOException {
    copy(Path.of(GPT2));
    int[] greedy = drawn();
    int end = greedy[6];
    int stop = IntStream.range(0, 7).filter(i -> greedy[i] == end).findFirst().orElseThrow();
    Files.writeString(
        folder.resolve("generation_config.json"),
        "{\"eos_token_id\": [298, " + end + "], \"max_new_tokens\": 40, \"min_p\": 0.1}");
    CommandRun run =
        CommandRun.of("generate", "--model", folder.toString(), "--ids", "3,1,2", "--json");
    JsonNode said = run.json();
    assertArrayEquals(Arrays.copyOf(greedy, stop), CommandRun.ids(said, "ids"));
    assertEquals("ended", said.required("end").asString());
    assertTrue(run.err().contains("min_p 0.1"), run.err());
    Files.writeString(
        folder.resolve("generation_config.json"),
        "{\"do_sample\": true, \"temperature\": 1.5, \"max_new_tokens\": 30, \"eos_token_id\":"
            + " 299}");
    CommandRun plain =
        CommandRun.of(
            "generate", "--model", folder.toString(), "--ids", "3,1,2", "--json", "--seed", "1");
    int[] hot = drawn("--temperature", "1.5", "--seed", "1");
    assertArrayEquals(hot, CommandRun.ids(plain.json(), "ids"));
    CommandRun cold =
        CommandRun.of(
            "generate",
            "--model",
            folder.toString(),
            "--ids",
            "3,1,2",
            "--json",
            "--draw",
            "argmax",
            "--tokens",
            "4");
    assertArrayEquals(Arrays.copyOf(greedy, 4), CommandRun.ids(cold.json(), "ids"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PARAMETER;--ids takes the place;--ids 1 --prompt x",
        "PARAMETER;whole numbers;--ids 1,x",
        "PARAMETER;must be one of;--ids 1 --as nothing",
        "PARAMETER;needs an adapter;--ids 1 --adapter-apart",
        "PARAMETER;Temperature must be;--ids 1 --temperature -1",
        "PARAMETER;cannot be printed as JSON;--chat --json",
        "CANVAS;is none of the model's 300;--ids 1,300",
        "NOT_FOUND;nowhere;--ids 1 --adapter nowhere",
        "TOKENIZER;has no tokenizer;--prompt x"
      })
  void refusals(String line) {
    String[] parts = line.split(";", -1);
    String[] arguments = ("generate --model " + GPT2 + " " + parts[2]).split(" ", -1);
    CommandRun.of(arguments).refused(Code.valueOf(parts[0]), parts[1]);
  }

  @Test
  void aPromptThatIsTooLong() {
    String many = "1" + ",2".repeat(70);
    CommandRun.of("generate", "--model", GPT2, "--ids", many)
        .refused(Code.CANVAS, "takes 71 places and the model has 64");
  }

  @Test
  void storiesAreContinuedAsTheyAreWritten() {
    String model = shared("checkpoints/stories260K").toString();
    CommandRun run =
        CommandRun.of(
            "generate", "--model", model, "--prompt", "Once upon a time", "--tokens", "40");
    assertEquals(0, run.status(), run.err());
    assertTrue(
        run.out()
            .startsWith(
                "Once upon a time, there was a little girl named Lily. She loved to play outside"),
        run.out());
    assertTrue(run.err().contains("40 tokens after 5"), run.err());
    CommandRun.of("generate", "--model", model, "--chat")
        .refused(Code.TEMPLATE, "no chat template");
  }

  @Test
  void aConversationGoesThroughTheTemplate() {
    String model = shared("checkpoints/wordmath-gpt2").toString();
    CommandRun run =
        CommandRun.typing(
            "Max has 3 toys. He finds 4 more. How many toys has he?\n\n",
            "generate",
            "--model",
            model,
            "--prompt",
            "Max has 3 toys. He finds 4 more. How many toys has he?");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("<<") && run.out().contains("####"), run.out());
    assertFalse(run.out().contains("Max"), run.out());
  }

  private static Path shared(String name) {
    Path path = GoldenCases.shared().resolve(name);
    Assumptions.assumeTrue(
        Files.exists(path), () -> "not checked, because " + path + " is not there");
    return path;
  }

  private void copy(Path model) throws IOException {
    for (String file : new String[] {"config.json", "model.safetensors"}) {
      Files.copy(model.resolve(file), folder.resolve(file));
    }
  }

  /// The bundled base, of which its configuration says by which tokens it was taught to fill in.
  @Test
  void aGapIsGivenInTheOrderThatIsAskedFor(@TempDir Path folder) throws IOException {
    try (Stream<Path> files = Files.list(Bundled.BASE)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replaceFirst(
                "\\{",
                "{\"prefix_token_id\": 96, \"suffix_token_id\": 97, \"middle_token_id\": 98,"));
    int[] usual = CommandRun.ids(filled(folder).json(), "prompt_ids");
    int[] psm = CommandRun.ids(filled(folder, "--fim-order", "psm").json(), "prompt_ids");
    int[] spm = CommandRun.ids(filled(folder, "--fim-order", "spm").json(), "prompt_ids");
    assertArrayEquals(usual, psm);
    assertEquals(96, psm[1], "behind the beginning of a text");
    assertEquals(98, psm[psm.length - 1]);
    assertArrayEquals(new int[] {psm[0], 96, 97}, Arrays.copyOf(spm, 3));
    assertFalse(Arrays.equals(psm, spm));
    assertArrayEquals(IntStream.of(psm).sorted().toArray(), IntStream.of(spm).sorted().toArray());
    filled(Bundled.BASE).refused(Code.PARAMETER, "was not taught to fill in");
    filled(folder, "--fim-order", "mps").refused(Code.PARAMETER, "must be one of psm, spm");
    CommandRun.of("generate", "--prompt", "a", "--fim-order", "spm")
        .refused(Code.PARAMETER, "there is none");
  }

  private static CommandRun filled(Path model, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "generate",
                "--model",
                model.toString(),
                "--as",
                "autoregressive",
                "--prompt",
                "Max has ",
                "--suffix",
                " toys.",
                "--tokens",
                "3",
                "--json"));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
