package dev.unmask.task.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The published files themselves, where they lie beside the project.
class SharedDataTest {
  @ParameterizedTest
  @CsvSource({
    "gsm8k, gsm8k_test.jsonl, 1319",
    "gsm8k-chain, gsm8k_train.jsonl, 7473",
    "countdown, countdown_cd3_test.jsonl, 1000",
    "countdown, countdown_cd4_test.jsonl, 1000",
    "countdown, countdown_cd5_test.jsonl, 1000",
    "lambada, lambada_test_plain_text.txt, 5153",
    "piqa, piqa_valid.jsonl, 1838",
    "siqa, social_i_qa_test.json, 1954",
    "winogrande, winogrande_test.json, 1267",
    "humaneval, HumanEval.jsonl.gz, 164",
    "humaneval-infilling, HumanEval-SingleLineInfilling.jsonl.gz, 1033",
    "humaneval-infilling, HumanEval-MultiLineInfilling.jsonl.gz, 5815",
    "humaneval-infilling, HumanEval-RandomSpanInfilling.jsonl.gz, 1640",
    "humaneval-infilling, HumanEval-RandomSpanInfillingLight.jsonl.gz, 164",
    "mbpp, mbpp.jsonl, 974",
    "wikitext, wikitext2_test.txt, 2891",
    "text, tiny_shakespeare.txt, 7222"
  })
  void everyItemIsReadAndItsAnswerIsRight(String task, String name, int count) {
    Path file = Path.of(System.getProperty("unmask.shared", "../shared"), "data", name);
    Assumptions.assumeTrue(
        Files.exists(file), () -> "not checked, because " + file + " is not there");
    List<Item> items = FileTask.named(task).read(file, Integer.MAX_VALUE, false);
    assertEquals(count, items.size());
    assertEquals(count, items.stream().map(Item::id).distinct().count());
    for (Item item : items) {
      switch (item) {
        case Item.Writing w -> {
          assertTrue(w.judge().judge(w.target()).right(), w.id() + ": " + w.target());
          assertFalse(w.judge().judge("?").right(), w.id());
        }
        case Item.Choice c ->
            assertTrue(c.options().stream().noneMatch(o -> o.scored().isBlank()), c.id());
        case Item.Passage p -> assertFalse(p.text().isBlank());
      }
    }
  }
}
