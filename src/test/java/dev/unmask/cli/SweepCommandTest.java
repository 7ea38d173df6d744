package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.problem.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SweepCommandTest {
  @TempDir Path folder;

  @Test
  void accuracyIsPrintedDrawnAndKept() throws Exception {
    String save = folder.resolve("s.unmask").toString();
    Path svg = folder.resolve("f.svg");
    String[] sweep = {
      "sweep",
      "--steps",
      "1,8",
      "--sampler",
      "topk,random-keep",
      "--items",
      "6",
      "--save",
      save,
      "--figure",
      svg.toString(),
      "--threads",
      "1"
    };
    CommandRun first = CommandRun.of(sweep);
    assertEquals(0, first.status(), first.err());
    assertTrue(first.out().contains("topk-confidence, steps 8"), first.out());
    assertTrue(first.out().contains("100 % ┤"), first.out());
    assertTrue(first.out().contains("McNemar"), first.out());
    assertTrue(Files.readString(svg).contains("<svg"));
    CommandRun again = CommandRun.of(sweep);
    assertTrue(again.err().contains("Going on with sweep 1"), again.err());
    assertTrue(again.err().contains("which has 24 runs"), again.err());
    assertEquals(first.out(), again.out(), "nothing was repeated, so even the times are the same");
    CommandRun named =
        CommandRun.of(
            Stream.concat(Arrays.stream(sweep), Stream.of("--model", Bundled.MODEL.toString()))
                .toArray(String[]::new));
    assertTrue(named.err().contains("which has 24 runs"), "the same model by its path");
    assertEquals(first.out(), named.out());
  }

  @Test
  void theResultComesAsJson() {
    String save = folder.resolve("s.unmask").toString();
    JsonNode json =
        CommandRun.of("sweep", "--steps", "2,4", "--items", "3", "--save", save, "--json").json();
    assertEquals(2, json.get("points").size());
    JsonNode point = json.get("points").get(0);
    assertEquals("2", point.get("knobs").get("steps").stringValue());
    assertEquals(3, point.get("items").intValue());
    assertTrue(point.get("low").doubleValue() <= point.get("share").doubleValue());
  }

  @Test
  void partsOfSeveralComputersComeTogether() {
    String[] saves = new String[3];
    for (int i = 0; i < 3; i++) {
      saves[i] = folder.resolve("p" + i + ".unmask").toString();
      if (i < 2) {
        CommandRun.of(
            "sweep",
            "--steps",
            "1,4",
            "--items",
            "5",
            "--part",
            (i + 1) + "/2",
            "--save",
            saves[i]);
      }
    }
    JsonNode whole =
        CommandRun.of("sweep", "--steps", "1,4", "--items", "5", "--save", saves[2], "--json")
            .json();
    JsonNode merged =
        CommandRun.of(
                "sweep",
                "--merge",
                saves[0] + "," + saves[1],
                "--save",
                folder.resolve("all.unmask").toString(),
                "--json")
            .json();
    for (int p = 0; p < 2; p++) {
      JsonNode a = whole.get("points").get(p);
      JsonNode b = merged.get("points").get(p);
      assertEquals(5, b.get("items").intValue());
      assertEquals(a.get("share"), b.get("share"));
      assertEquals(a.get("means"), b.get("means"));
    }
  }

  @Test
  void badInputIsRefusedInWords() {
    String save = folder.resolve("s.unmask").toString();
    CommandRun.of("sweep", "--steps", ",", "--save", save)
        .refused(Code.PARAMETER, "The grid has no value for steps");
    CommandRun.of("sweep", "--ar", ",", "--save", save)
        .refused(Code.PARAMETER, "--ar names no model");
    CommandRun.of("sweep", "--model", "a,,b", "--save", save)
        .refused(Code.PARAMETER, "--model names no model, or nothing between two commas");
    CommandRun.of("sweep", "--items", "0", "--save", save)
        .refused(Code.PARAMETER, "nothing to solve with 0 items");
    CommandRun.of("sweep", "--sampler", "best", "--save", save)
        .refused(Code.PARAMETER, "Sampler must be");
    CommandRun.of("sweep", "--task", "gsm8k", "--save", save)
        .refused(Code.PARAMETER, "needs a data file");
    CommandRun.of("sweep", "--task", "gsm8k", "--data", "nowhere.jsonl", "--save", save)
        .refused(Code.NOT_FOUND, "There is no file");
    CommandRun.of("sweep", "--part", "3/2", "--save", save)
        .refused(Code.PARAMETER, "There is no part 3 of 2");
    CommandRun.of("sweep", "--figure", "a.gif", "--save", save)
        .refused(Code.PARAMETER, "cannot be written as a.gif");
    CommandRun.of("sweep", "--items", "1", "--save", folder.resolve("no/where.unmask").toString())
        .refused(Code.WRITE, "There is no folder");
  }
}
