package dev.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training that was stopped ends as one that was not, bit for bit.
class ResumeTest {
  @TempDir Path folder;

  @Test
  void autoregressive() throws IOException {
    stoppedEndsAsUnstopped(TinyTraining.base(6, "optimizer.average=0.9"), TinyTraining.TEXT);
  }

  @Test
  void maskedDiffusion() throws IOException {
    Path base = folder.resolve("base");
    TinyTraining.until(2, TinyTraining.base(2), TinyTraining.TEXT, base);
    stoppedEndsAsUnstopped(TinyTraining.adapted(6, "objective.anneal=5", "rows.parts=2"), base);
  }

  private void stoppedEndsAsUnstopped(Recipe recipe, Path model) throws IOException {
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    TinyTraining.until(6, recipe, model, whole);
    TinyTraining.until(1, recipe, model, stopped);
    TinyTraining.until(4, recipe, model, stopped);
    // What a process leaves that was killed while it wrote a checkpoint.
    Files.createDirectory(stopped.resolve(".unmask-step-00000006.new"));
    TinyTraining.until(6, recipe, model, stopped);
    for (String file : List.of("model.safetensors", "config.json", "tokenizer.json")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(stopped.resolve(file)), file);
    }
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("step-00000006/training.safetensors")),
        Files.readAllBytes(stopped.resolve("step-00000006/training.safetensors")));
    try (Stream<Path> left = Files.list(stopped)) {
      assertEquals(
          List.of("start", "step-00000004", "step-00000006"),
          left.filter(Files::isDirectory).map(p -> p.getFileName().toString()).sorted().toList());
    }
    assertFalse(Files.exists(stopped.resolve(".unmask-step-00000006.new")));
  }

  @Test
  void aCheckpointOfAnotherRecipeIsRefused() {
    Path target = folder.resolve("target");
    TinyTraining.until(1, TinyTraining.base(2), TinyTraining.TEXT, target);
    Recipe other = TinyTraining.base(2, "optimizer.average=0.5");
    assertThrows(Problem.class, () -> TinyTraining.open(other, TinyTraining.TEXT, target));
  }
}
