package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.text.Examples.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  @TempDir Path folder;

  @Test
  void theBundledModelHasExamples() {
    List<Example> examples = Examples.of(Bundled.MODEL);
    assertEquals(40, examples.size());
    assertTrue(examples.stream().allMatch(e -> e.answer().matches("(<<[^<>]+>> ?)+(#### \\d+)?")));
  }

  @Test
  void aModelWithoutExamplesHasNone() throws Exception {
    assertEquals(List.of(), Examples.of(folder));
    Files.writeString(folder.resolve("examples.json"), "[{\"question\": ");
    assertEquals(List.of(), Examples.of(folder));
    Files.writeString(folder.resolve("examples.json"), "[{\"q\": 1}, {\"question\": \"Q?\"}]");
    assertEquals(List.of(new Example("Q?", "")), Examples.of(folder));
  }
}
