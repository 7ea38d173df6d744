package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EvaluateCommandTest {
  @TempDir Path folder;

  private CommandRun run(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--save";
    all[arguments.length + 1] = folder.resolve("e.unmask").toString();
    return CommandRun.of(all);
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  @Test
  void anItemIsShownAsTheModelSeesIt() throws IOException {
    String data =
        file(
            "g.jsonl",
            """
            {"question": "Max owns 5 toys. He gets 18 more. How many?", "answer": "<<5+18=23>>23\\n#### 23"}
            """);
    Path samples = folder.resolve("s.jsonl");
    CommandRun done =
        run(
            "evaluate",
            "gsm8k-chain",
            "--data",
            data,
            "--steps",
            "8",
            "--show",
            "1",
            "--samples",
            samples.toString());
    assertEquals(0, done.status(), done.err());
    assertTrue(
        done.out().contains("shown <bos>Max owns 5 toys. He gets 18 more. How many?<sep>["),
        done.out());
    assertTrue(done.out().contains("right <<5+18=23>> #### 23"), done.out());
    assertTrue(done.out().contains("wrote "), done.out());
    assertTrue(Files.readString(samples).startsWith("{\"task_id\":\"gsm8k-chain/0\""));
  }

  @Test
  void anOracleIsSaid() throws IOException {
    String data = file("l.txt", "he has 18 more\n");
    CommandRun done = run("evaluate", "lambada", "--data", data, "--as-published");
    assertTrue(done.err().contains("oracle length"), done.err());
    assertTrue(done.err().contains("sampled at temperature 1"), done.err());
  }

  @Test
  void boundsOfATextComeAsJsonToo() throws IOException {
    String data = file("t.txt", "Max owns 5 toys.\n\nZoe has 18 coins.\n");
    JsonNode json =
        run("evaluate", "text", "--data", data, "--orders", "0", "--groups", "2", "--json").json();
    assertEquals(2, json.get("texts").size());
    double nats = json.get("nats_per_token_count").doubleValue();
    assertEquals(nats / Math.log(2), json.get("bits_per_token").doubleValue(), 1e-9);
    assertTrue(json.get("nats_per_token_count_se").doubleValue() > 0);
  }

  @Test
  void textsFromNothingAreCounted() {
    JsonNode json =
        run(
                "evaluate",
                "unconditional",
                "--items",
                "2",
                "--steps",
                "4",
                "--draw",
                "sample",
                "--json")
            .json();
    assertEquals(2, json.get("texts").intValue());
    double pairs = json.get("distinct_2").doubleValue();
    assertTrue(pairs > 0 && pairs <= 1, "distinct-2 " + pairs);
  }

  @Test
  void badInputIsRefusedInWords() throws IOException {
    run("evaluate", "chess", "--data", "x")
        .refused(
            Code.PARAMETER,
            "There is no task called “chess”. Without a file there are word-problems");
    run("evaluate", "piqa").refused(Code.PARAMETER, "needs a data file");
    String data = file("p.jsonl", "{\"goal\": 1}\n");
    run("evaluate", "piqa", "--data", data).refused(Code.TASK_DATA, "Line 1 of");
    run("evaluate", "text", "--data", data, "--groups", "1")
        .refused(Code.PARAMETER, "cannot be estimated");
    run("evaluate", "worksheets", "--show", "-1").refused(Code.PARAMETER, "--show cannot");
    run("evaluate", "worksheets", "--csv", folder.toString()).refused(Code.WRITE, "is a folder");
    run("evaluate", "worksheets", "--samples", data + "/s")
        .refused(Code.WRITE, "cannot be written");
    run("evaluate", "worksheets", "--ar", "nowhere").refused(Code.NOT_FOUND, "nothing at");
    assertFalse(Files.exists(folder.resolve("e.unmask")), "no session is left of what was refused");
  }

  @Test
  void aModelWithoutAMaskHasNoBound() throws IOException {
    Path model =
        Path.of(System.getProperty("unmask.shared", "../shared"), "checkpoints", "wordmath-gpt2");
    Assumptions.assumeTrue(
        Files.exists(model), () -> "not checked, because " + model + " is not there");
    String data = file("t.txt", "Zoe has 18 coins.\n");
    run("evaluate", "text", "--data", data, "--model", model.toString())
        .refused(Code.ARCHITECTURE, "not a masked diffusion model");
  }

  /// Every task on the published files, where they lie beside the project.
  @ParameterizedTest
  @CsvSource({
    "gsm8k, gsm8k_test.jsonl",
    "countdown, countdown_cd5_test.jsonl",
    "lambada, lambada_test_plain_text.txt",
    "piqa, piqa_valid.jsonl",
    "siqa, social_i_qa_test.json",
    "winogrande, winogrande_test.json",
    "humaneval, HumanEval.jsonl.gz",
    "humaneval-infilling, HumanEval-SingleLineInfilling.jsonl.gz",
    "mbpp, mbpp.jsonl"
  })
  void theTaskRunsOnItsPublishedFile(String task, String name) {
    Path data = Path.of(System.getProperty("unmask.shared", "../shared"), "data", name);
    Assumptions.assumeTrue(
        Files.exists(data), () -> "not checked, because " + data + " is not there");
    CommandRun done =
        run(
            "evaluate",
            task,
            "--data",
            data.toString(),
            "--items",
            "3",
            "--steps",
            "2",
            "--show",
            "3");
    assertEquals(0, done.status(), done.err());
    List<String> shown = done.out().lines().filter(l -> l.startsWith("  shown ")).toList();
    assertEquals(3, shown.size(), done.out());
    assertEquals(3, done.out().lines().filter(l -> l.startsWith("  so    ")).count(), done.out());
  }
}
