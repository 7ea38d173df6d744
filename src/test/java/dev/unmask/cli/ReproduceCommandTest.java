package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReproduceCommandTest {
  @TempDir Path folder;

  private CommandRun run(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "reproduce",
                "--out",
                page().toString(),
                "--save",
                folder.resolve("r.unmask").toString(),
                "--models",
                folder.resolve("ablations").toString(),
                "--threads",
                "1"));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private Path page() {
    return folder.resolve("page.md");
  }

  @Test
  void whatIsNotMeasuredIsSaidAndNotInvented() throws IOException {
    CommandRun done = run("--items", "0");
    assertEquals(0, done.status(), done.err());
    String page = Files.readString(page());
    assertTrue(
        page.contains("| no shift | .028 | not measured: waits for the model `no-shift-1` |"),
        page);
    assertTrue(page.contains("Not measured: run `./unmask reproduce`."), page);
    assertFalse(page.contains("Spearman"), page);
    assertEquals(
        page.lines().limit(9).toList(),
        Files.readAllLines(Path.of("src/docs/reproduction.md")).subList(0, 9),
        "the page in the project is one that this command made");
  }

  @Test
  void whatIsMissingIsTrainedAndMeasuredOnce() throws IOException {
    String[] small = {
      "--train", "--set", "steps=2", "--set", "rows.batch=2", "--items", "2", "--seeds", "1"
    };
    CommandRun first = run(small);
    assertEquals(0, first.status(), first.err());
    String page = Files.readString(page());
    assertTrue(page.contains("| from-scratch-1 | 2 | "), page);
    assertTrue(page.contains("(no test with 1 of 3 seeds)"), page);
    assertTrue(page.contains("Spearman"), page);
    assertTrue(page.contains("| learnt on from left to right | "), page);
    assertTrue(page.contains("masks at T=32: accuracy "), page);
    assertTrue(page.contains("| wordmath-llama | left to right | 7,000 |"), page);
    assertTrue(page.contains("McNemar"), page);
    assertTrue(page.contains("| suffix first (SPM), infilling-ar | .80 | "), page);
    assertTrue(page.contains("| left to right, what stands behind unseen"), page);
    assertTrue(config("no-shift-1").contains("shift_logits"), "read as it was trained");
    assertFalse(config("everything-1").contains("shift_logits"));
    JsonMapper json = JsonMapper.shared();
    assertEquals(
        json.readTree(config("everything-1/start")),
        json.readTree(config("from-scratch-1/start")),
        "the same network, but untrained");
    CommandRun again = run(small);
    assertEquals(7, again.err().lines().filter(l -> l.endsWith("is there.")).count(), again.err());
    assertEquals(page, Files.readString(page()), "nothing was measured anew");
  }

  private String config(String model) throws IOException {
    return Files.readString(folder.resolve("ablations").resolve(model).resolve("config.json"));
  }

  @Test
  void whatCannotBeIsRefused() {
    CommandRun.of("reproduce", "--seeds", "0").refused(Code.PARAMETER, "cannot be measured");
    CommandRun.of("reproduce", "--set", "steps=2").refused(Code.PARAMETER, "none was asked for");
  }
}
