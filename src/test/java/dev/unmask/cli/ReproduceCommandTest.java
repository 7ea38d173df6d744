package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.problem.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {
  @TempDir Path folder;

  private String page(String items, String models) throws IOException {
    Path out = folder.resolve("page.md");
    CommandRun done =
        CommandRun.of(
            "reproduce",
            "--items",
            items,
            "--seeds",
            "1",
            "--models",
            models,
            "--out",
            out.toString(),
            "--save",
            folder.resolve("r.unmask").toString(),
            "--threads",
            "1");
    assertEquals(0, done.status(), done.err());
    return Files.readString(out);
  }

  @Test
  void whatIsNotMeasuredIsSaidAndNotInvented() throws IOException {
    String page = page("0", "nowhere");
    assertTrue(
        page.contains(
            "| no shift | .028 | 34.5 | not measured: waits for the model `no-shift` |  |"),
        page);
    assertTrue(page.contains("Not measured: run `./unmask reproduce`."), page);
    assertEquals(
        page.lines().limit(9).toList(),
        Files.readAllLines(Path.of("src/docs/reproduction.md")).subList(0, 9),
        "the page in the project is one that this command made");
  }

  @Test
  void whatIsThereIsMeasured() throws IOException {
    // The bundled model stands for one that was trained without a shift.
    Path models = folder.resolve("ablations");
    Path copy = Files.createDirectories(models.resolve("no-shift-1"));
    try (var files = Files.list(Bundled.MODEL)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    String page = page("2", models.toString());
    assertTrue(page.contains("| no shift | .028 | 34.5 | "), page);
    assertTrue(page.contains(" for the first seed) |"), page);
    assertTrue(page.contains("| topk-confidence | "), page);
    assertTrue(page.contains("McNemar"), page);
    assertTrue(page.contains("Here: of 2 problems"), page);
  }

  @Test
  void nothingToMeasureIsRefused() {
    CommandRun.of("reproduce", "--seeds", "0").refused(Code.PARAMETER, "cannot be measured");
  }
}
