package dev.unmask.job.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FewShotTest {
  @TempDir Path folder;

  private Path file(String name, int from, int to) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(
        file,
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    "{\"question\": \"Is it %d?\", \"answer\": \"Yes.\\n#### %d\"}".formatted(i, i))
            .collect(Collectors.joining("\n")));
    return file;
  }

  private static SweepTask task(Path file, int items, FewShot shots) {
    return new SweepTask("gsm8k", file.toString(), items, 1, 30, 3, false, shots);
  }

  @Test
  void theFirstOfTheFileAreShownAndNotAsked() throws IOException {
    List<Item> items = task(file("a.jsonl", 0, 9), 3, new FewShot(2, "")).read();
    assertEquals(List.of("gsm8k/2", "gsm8k/3", "gsm8k/4"), items.stream().map(Item::id).toList());
    items.forEach(i -> assertTrue(i.asked().startsWith("Is it 0?\nYes.\n#### 0\n\nIs it 1?")));
  }

  @Test
  void anotherFileShowsNothingThatIsAsked() throws IOException {
    Path asked = file("a.jsonl", 0, 3);
    List<Item> items = task(asked, 3, new FewShot(2, file("b.jsonl", 1, 6).toString())).read();
    assertEquals(3, items.size());
    assertFalse(items.get(1).asked().contains("#### 1"), "its own answer");
    assertTrue(items.get(0).asked().contains("#### 1"));
  }

  @Test
  void whatCannotBeShownIsRefused() throws IOException {
    Path three = file("a.jsonl", 0, 3);
    refused(() -> task(three, 5, new FewShot(3, "")).read());
    refused(() -> new FewShot(0, ""));
    refused(() -> new SweepTask("countdown-3", "", 5, 1, 30, 3, false, new FewShot(1, "")));
  }

  private static void refused(Runnable work) {
    assertEquals(Code.PARAMETER, assertThrows(Problem.class, work::run).code());
  }

  /// Sessions of before know nothing of shots.
  @Test
  void aSpecSaysItOnlyWhereItIsSo() throws IOException {
    Path file = file("a.jsonl", 0, 9);
    SweepTask plain = new SweepTask("gsm8k", file.toString(), 3, 1, 30, 3, false);
    for (SweepTask each : List.of(plain, task(file, 3, new FewShot(2, "")))) {
      SweepSpec spec =
          new SweepSpec(each, List.of(new Contestant("", false)), List.of(), Map.of(), 1, 1);
      String json = new SweepJson().write(spec);
      assertEquals(each.shown() > 0, json.contains("shots"), json);
      assertEquals(spec, new SweepJson().read(json));
    }
  }
}
