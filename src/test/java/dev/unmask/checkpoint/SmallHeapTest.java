package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Headers of up to 100 MB that are made to be expensive, opened in a heap of 64 MB.
class SmallHeapTest {
  @TempDir Path folder;

  @Test
  void hostileHeadersNeedLittleMemoryAndTime() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                java, "-Xmx64m", "-cp", path, HostileHeaders.class.getName(), folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);

    List<String[]> lines = output.lines().map(l -> l.split(" ", -1)).toList();
    Map<String, String> outcome =
        lines.stream()
            .collect(Collectors.toMap(l -> l[0], l -> l[l.length - 2], (a, b) -> b, TreeMap::new));
    assertEquals(16, outcome.size(), output);
    List<String> accepted =
        outcome.entrySet().stream()
            .filter(e -> e.getValue().equals("accepted"))
            .map(Map.Entry::getKey)
            .toList();
    assertEquals(List.of("most", "shards", "spaces", "warm-up", "wide-note"), accepted, output);
    for (String[] line : lines) {
      long millis = Long.parseLong(line[line.length - 1]);
      boolean refused = line[line.length - 2].equals("refused");
      assertTrue(millis < (refused ? 1_000 : 4_000), output);
    }
    for (String most : List.of("most", "shards")) {
      assertTrue(output.contains(most + " " + HeaderBudget.TENSORS + " accepted"), output);
    }
  }
}
