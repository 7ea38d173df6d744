package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.Examination;
import dev.unmask.session.Session;
import dev.unmask.session.StoredTrainings;
import dev.unmask.train.StepReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir Path folder;

  private CommandRun train(String recipe, Path out, String... more) {
    List<String> all =
        new ArrayList<>(List.of("train", recipe, "--out", out.toString(), "--threads", "1"));
    for (String set : more) {
      all.add("--set");
      all.add(set);
    }
    return CommandRun.of(all.toArray(new String[0]));
  }

  @Test
  void aBaseIsTrainedAdaptedAndExamined() throws Exception {
    Path base = folder.resolve("base");
    CommandRun first =
        train(
            "wordmath-llama",
            base,
            "steps=3",
            "rows.batch=4",
            "start.fresh.hidden_size=16",
            "start.fresh.intermediate_size=24",
            "start.fresh.num_hidden_layers=1",
            "start.fresh.num_attention_heads=2",
            "start.fresh.num_key_value_heads=2",
            "start.fresh.head_dim=8",
            "evaluate-every=3",
            "evaluate-items=2");
    assertEquals(0, first.status(), first.err());
    assertTrue(first.out().contains("step 3 of 3"), first.out());
    assertTrue(first.out().contains("left to right 0.0 %"), first.out());
    Path adapted = folder.resolve("adapted");
    CommandRun second =
        train(
            "wordmath-diffullama",
            adapted,
            "steps=2",
            "rows.batch=4",
            "start.model=" + base,
            "evaluate-every=2",
            "evaluate-items=2");
    assertEquals(0, second.status(), second.err());
    assertTrue(second.out().contains("32 steps"), second.out());
    assertEquals(3, Files.readAllLines(adapted.resolve("metrics.csv")).size());
    CommandRun kept =
        CommandRun.of(
            "train",
            "wordmath-diffullama",
            "--out",
            adapted.toString(),
            "--save",
            folder.resolve("t.unmask").toString(),
            "--set",
            "steps=3",
            "--set",
            "rows.batch=4",
            "--set",
            "start.model=" + base,
            "--set",
            "evaluate-every=3",
            "--set",
            "evaluate-items=2");
    assertEquals(0, kept.status(), kept.err());
    try (Session session = Session.openReadOnly(folder.resolve("t.unmask"))) {
      StoredTrainings trainings = new StoredTrainings(session);
      List<StepReport> steps = new ArrayList<>();
      List<Examination> found = new ArrayList<>();
      trainings.steps(1, steps::add);
      trainings.examinations(1, found::add);
      assertEquals(List.of(1L, 2L, 3L), steps.stream().map(StepReport::step).toList());
      assertEquals(List.of(2L, 3L), found.stream().map(Examination::step).toList());
      assertEquals(3, found.getLast().scores().size());
    }
    CommandRun list = CommandRun.of("inspect", folder.resolve("t.unmask").toString());
    assertTrue(list.out().contains("3 of 3 steps, finished"), list.out());
    CommandRun run =
        CommandRun.of(
            "denoise",
            "--model",
            adapted.toString(),
            "--prompt",
            "2+3, 4*5 and 6-1.",
            "--steps",
            "2");
    assertEquals(0, run.status(), run.err());
  }

  @Test
  void ownFilesAreLearntFrom() throws Exception {
    Path pairs = folder.resolve("pairs.jsonl");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add("{\"question\":\"What is %d?\",\"answer\":\"It is %d.\"}".formatted(i, i));
    }
    Files.write(pairs, lines);
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "One two three four five.\n\n".repeat(1) + words());
    String data =
        "data={\"a\":{\"kind\":\"pairs\",\"file\":\"%s\"},\"b\":{\"kind\":\"text\",\"file\":\"%s\"}}"
            .formatted(pairs, text);
    CommandRun run =
        train(
            "wordmath-llama",
            folder.resolve("own"),
            "steps=2",
            "rows.batch=4",
            "rows.longest=24",
            "start.fresh.num_hidden_layers=1",
            "evaluate-every=2",
            data);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("examined at step 2"), run.out());
    Files.writeString(pairs, "{\"question\":3}\n");
    CommandRun bad = train("wordmath-llama", folder.resolve("bad"), "steps=2", data);
    assertEquals(3, bad.status());
    assertTrue(bad.err().contains("Line 1 of"), bad.err());
  }

  private static String words() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      all.append("Word ").append(i).append(" and ").append(i * 7 % 90).append(".\n\n");
    }
    return all.toString();
  }

  @Test
  void mistakesAreSaidInWords() {
    CommandRun none = CommandRun.of("train", "no-such-recipe");
    assertEquals(3, none.status());
    assertTrue(none.err().contains("There is no recipe"), none.err());
    CommandRun list = CommandRun.of("train");
    assertTrue(list.out().contains("wordmath-diffullama"), list.out());
    CommandRun wrong = train("wordmath-llama", folder.resolve("x"), "optimizer.rate=fast");
    assertEquals(3, wrong.status());
    assertTrue(wrong.err().contains("optimizer.rate"), wrong.err());
    Path refused = folder.resolve("refused");
    CommandRun elsewhere = train("wordmath-llama", refused, "start.model=" + folder);
    assertEquals(3, elsewhere.status(), elsewhere.err());
    assertFalse(Files.exists(refused), "nothing was made, so nothing stays");
  }
}
