package dev.unmask.bench.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Model files that were broken at random: each opens all the same or is refused in words, within a
/// second and 64 MB, and nothing outside of its folder is opened. More of them: `unmask bench
/// fuzz`.
class BrokenFilesTest {
  private static final Path BUNDLED = Bundled.MODEL;
  private static final int COUNT = 2_000;

  @Test
  void brokenFilesOpenOrAreRefused() {
    Map<String, Integer> refused = new TreeMap<>();
    int opened = 0;
    try (Fuzzer fuzzer = new Fuzzer(BUNDLED, 2026)) {
      for (int n = 0; n < COUNT; n++) {
        Outcome o = fuzzer.run(n);
        assertNull(o.surprise(), () -> o.target() + ", change " + o.number());
        if (o.code().isEmpty()) {
          opened++;
        } else {
          refused.merge(o.target(), 1, Integer::sum);
        }
      }
      // A card cannot be wrong; everything else must have been refused at times.
      assertEquals(fuzzer.kinds() - 1, refused.size(), refused.toString());
    }
    assertTrue(opened > COUNT / 50 && opened < COUNT / 2, "opened " + opened);
  }

  @Test
  void theSameNumberBreaksTheSameBytes() {
    try (Fuzzer one = new Fuzzer(BUNDLED, 7);
        Fuzzer two = new Fuzzer(BUNDLED, 7)) {
      for (int n = 0; n < 3 * one.kinds(); n++) {
        Outcome first = one.run(n);
        if (n % 3 == 0) {
          assertEquals(first.code(), two.run(n).code());
        }
      }
    }
  }
}
