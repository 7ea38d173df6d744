package dev.unmask.job.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.task.file.FileTask;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Yardstick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What counts of tasks whose items are not right or wrong.
class YardstickTest {
  private static SweepSpec spec(String task) {
    boolean made = SweepTask.MADE.contains(task);
    return new SweepSpec(
        new SweepTask(task, made ? "" : "file", 4, 1, 30, 3, false),
        List.of(new Contestant("m", false)),
        List.of(new Axis("steps", List.of("1", "2"))),
        Map.of(),
        1,
        1);
  }

  private static SweepRow row(int point, int repeat, int item, Map<String, Double> scores) {
    return new SweepRow(point, repeat, item, false, false, "", "", scores, 1, 1);
  }

  @Test
  void everyTaskSaysWhatCountsOfIt() {
    for (String made : SweepTask.MADE) {
      Item item = spec(made).task().read().getFirst();
      Yardstick by = spec(made).task().yardstick();
      assertEquals(item instanceof Item.Passage, by == Yardstick.NATS, made);
      assertEquals(made.equals("unconditional"), by == Yardstick.NOTHING, made);
    }
    assertEquals(Yardstick.ROUGE, Yardstick.of("rocstories"));
    assertEquals(Yardstick.SAME_PROGRAM, Yardstick.of("mbpp"));
    assertEquals(Yardstick.SOLVED, Yardstick.of("squad"));
    assertEquals(Yardstick.NATS, Yardstick.of("wikitext"));
    for (FileTask task : FileTask.all()) {
      assertEquals(
          task.yardstick() != Yardstick.NATS, SweepTask.showsSolved(task.name()), task.name());
    }
  }

  /// Each item counts once, however often it was repeated.
  @Test
  void aMeanHasTheIntervalOfItsItems() {
    List<SweepRow> rows = new ArrayList<>();
    double[] rouge = {0.1, 0.3, 0.2, 0.6};
    for (int i = 0; i < rouge.length; i++) {
      rows.add(row(0, 0, i, Map.of("rougeL", rouge[i] - 0.05)));
      rows.add(row(0, 1, i, Map.of("rougeL", rouge[i] + 0.05)));
    }
    List<Point> points = spec("rocstories").points();
    PointScore score = PointScore.of(points, rows, Yardstick.ROUGE).getFirst();
    assertEquals(0.3, score.share(), 1e-12);
    // By hand: the squares of the four means sum to 0.14, so the error is sqrt(0.14 / 3 / 4).
    double error = Math.sqrt(0.14 / 12);
    assertEquals(0.3 - 1.959964 * error, score.low(), 1e-9);
    assertEquals(0.3 + 1.959964 * error, score.high(), 1e-9);
    assertEquals(
        List.of(0.25, 0.35), score.bySeed().stream().map(x -> Math.rint(x * 1e9) / 1e9).toList());
    PointScore none = PointScore.of(points, rows, Yardstick.ROUGE).get(1);
    assertTrue(Double.isNaN(none.share()) && Double.isNaN(none.low()));
  }

  @Test
  void aSingleItemHasNoInterval() {
    List<SweepRow> rows = List.of(row(0, 0, 0, Map.of("nats", 12.0, "tokens", 8.0)));
    PointScore score = PointScore.of(spec("answers").points(), rows, Yardstick.NATS).getFirst();
    assertEquals(1.5, score.share());
    assertEquals("1.500", Yardstick.NATS.text(score.share()));
    assertEquals("", Yardstick.NATS.text(score.low(), score.high()));
  }

  @Test
  void pointsAreComparedByWhatCounts() {
    List<SweepRow> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double nats = 2 + i % 5;
      rows.add(row(0, 0, i, Map.of("nats", 10 * nats, "tokens", 10.0)));
      rows.add(row(1, 0, i, Map.of("nats", 10 * nats - 5 - i % 2, "tokens", 10.0)));
    }
    String words = PairDifference.words(spec("answers"), rows, 0, 1);
    assertTrue(
        words.startsWith("steps 2 has 3.450 nats a token over 20 items, steps 1 4.000: -0.550"),
        words);
    assertTrue(words.endsWith("a difference is shown."), words);
    assertFalse(words.contains("solves"), words);
    String none = PairDifference.words(spec("unconditional"), rows, 0, 1);
    assertTrue(none.contains("nothing is compared"), none);
    String same = PairDifference.words(spec("mbpp"), rows, 0, 1);
    assertTrue(same.contains("nothing was run"), same);
  }

  @Test
  void onlyNumbersThatWereFoundAreShownBesides() {
    List<SweepRow> rows = List.of(row(0, 0, 0, Map.of("f1", 0.5, "revisions", 3.0)));
    List<PointScore> scores = PointScore.of(spec("squad").points(), rows);
    assertEquals(
        List.of("F1"), FurtherScore.of(scores).stream().map(FurtherScore::heading).toList());
  }
}
