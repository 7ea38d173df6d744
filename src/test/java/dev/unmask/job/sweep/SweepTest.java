package dev.unmask.job.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.job.FakeModel;
import dev.unmask.job.FakeModels;
import dev.unmask.job.FolderModels;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelCard;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.network.Reading;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import dev.unmask.text.InfillTokens;
import dev.unmask.text.Tokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final SweepTask SHEETS = new SweepTask("worksheets", "", 6, 1, 30, 3, false);

  private static SweepSpec spec(int seeds, Axis... axes) {
    return new SweepSpec(
        SHEETS, List.of(new Contestant("", false)), List.of(axes), Map.of(), seeds, 7);
  }

  private static List<SweepRow> run(
      SweepSpec spec, Models models, Sweep.Extent extent, Set<SweepRow.Key> done) {
    List<SweepRow> all = new ArrayList<>();
    new Sweep(spec, models, path -> Bundled.MODEL, extent)
        .run(
            done,
            new SweepListener() {
              @Override
              public void opened(int model, ModelCard card) {}

              @Override
              public void items(List<Item> items) {}

              @Override
              public void rows(List<SweepRow> rows) {
                all.addAll(rows);
              }
            },
            () -> false);
    return all;
  }

  /// On the bundled network, with tokens and places drawn at random.
  @Test
  void rowsDependNeitherOnTheBatchNorOnThePartNorOnTheOrder() {
    FolderModels models = new FolderModels(1);
    SweepSpec spec =
        new SweepSpec(
            SweepTask.wordProblems(5, 3),
            List.of(new Contestant("", false)),
            List.of(
                Axis.parse("steps", "2,5"), Axis.parse("sampler", "random-keep,topk-confidence")),
            Map.of("draw", "sample", "temperature", "0.7"),
            2,
            11);
    List<SweepRow> whole = run(spec, models, Sweep.Extent.whole(5), Set.of());
    assertEquals(5 * 4 * 2, whole.size());
    assertEquals(
        SweepRows.timeless(whole),
        SweepRows.timeless(run(spec, models, Sweep.Extent.whole(1), Set.of())),
        "batch");
    List<SweepRow> parts = new ArrayList<>(run(spec, models, new Sweep.Extent(2, 1, 2), Set.of()));
    assertEquals(2 * 4 * 2, parts.size());
    parts.addAll(run(spec, models, new Sweep.Extent(3, 0, 2), Set.of()));
    assertEquals(SweepRows.timeless(whole), SweepRows.timeless(parts), "parts");
    // What is done already is not done again, and the rest is the same without it.
    Set<SweepRow.Key> done = new HashSet<>();
    whole.stream().filter(r -> (r.item() + r.point()) % 3 == 0).forEach(r -> done.add(r.key()));
    List<SweepRow> rest = new ArrayList<>(run(spec, models, Sweep.Extent.whole(4), done));
    assertEquals(whole.size() - done.size(), rest.size());
    assertTrue(rest.stream().noneMatch(r -> done.contains(r.key())));
    whole.stream().filter(r -> done.contains(r.key())).forEach(rest::add);
    assertEquals(SweepRows.timeless(whole), SweepRows.timeless(rest), "resumed");
    List<String> repeats =
        whole.stream()
            .filter(r -> r.point() == 0 && r.repeat() == 1)
            .map(SweepRow::written)
            .toList();
    assertNotEquals(
        whole.stream()
            .filter(r -> r.point() == 0 && r.repeat() == 0)
            .map(SweepRow::written)
            .toList(),
        repeats,
        "another seed draws otherwise");
  }

  /// The right answer with its end, after the question as the model is asked it; a control that
  /// writes left to right is measured on the same tokens.
  @Test
  void rightAnswersHaveALikelihood() {
    FolderModels models = new FolderModels(1);
    SweepTask answers = new SweepTask("answers", "", 3, 1, 30, 2, false);
    SweepSpec spec =
        new SweepSpec(
            answers,
            List.of(new Contestant("", false), new Contestant("base", true)),
            List.of(),
            Map.of("steps", "8"),
            1,
            1);
    List<SweepRow> rows = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    new Sweep(
            spec,
            models,
            path -> path.isEmpty() ? Bundled.MODEL : Bundled.BASE,
            Sweep.Extent.whole(3))
        .run(
            Set.of(),
            new SweepListener() {
              @Override
              public void opened(int model, ModelCard card) {}

              @Override
              public void items(List<Item> all) {
                items.addAll(all);
              }

              @Override
              public void rows(List<SweepRow> more) {
                rows.addAll(more);
              }
            },
            () -> false);
    assertEquals(6, rows.size());
    ModelRequest request =
        new ModelRequest(Bundled.BASE, "f32", "cpu", OptionalInt.empty())
            .reading(Reading.AUTOREGRESSIVE);
    try (LoadedWriter base = models.openWriter(request)) {
      for (SweepRow row : rows) {
        Item.Passage item = (Item.Passage) items.get(row.item());
        int[] whole = ids(base.tokenizer(), item.prompt(), item.text());
        int answered = base.tokenizer().encode(item.text()).length + 1;
        assertEquals(answered, row.scores().get("tokens"));
        if (row.point() == 1) {
          float[] logs = base.model().logLikelihood(List.of(whole))[0];
          double nats = 0;
          for (int i = logs.length - answered; i < logs.length; i++) {
            nats -= logs[i];
          }
          assertEquals(nats, row.scores().getOrDefault("nats", Double.NaN), 1e-4);
        }
      }
    }
    List<PointScore> scores = PointScore.of(spec.points(), rows);
    // Both were trained on such problems: a uniform guess would be log 512, 6.2 nats.
    scores.forEach(s -> assertTrue(s.perToken(rows).mean() < 1.5, s.perToken(rows)::toString));
  }

  /// What stands around a gap is seen from both sides, its end included; the control that was not
  /// taught to fill in sees what stands before.
  @Test
  void aGapStandsBetweenWhatIsGiven() {
    SweepTask gaps = new SweepTask("infilling", "", 6, 1, 30, 2, false);
    SweepSpec spec =
        new SweepSpec(
            gaps,
            List.of(new Contestant("", false), new Contestant("base", true)),
            List.of(),
            Map.of("steps", "8"),
            1,
            1);
    List<SweepRow> rows = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    new Sweep(
            spec,
            new FolderModels(1),
            path -> path.isEmpty() ? Bundled.MODEL : Bundled.BASE,
            Sweep.Extent.whole(6))
        .run(
            Set.of(),
            new SweepListener() {
              @Override
              public void opened(int model, ModelCard card) {}

              @Override
              public void items(List<Item> all) {
                items.addAll(all);
              }

              @Override
              public void shown(int item, String text) {
                shown.add(text);
              }

              @Override
              public void rows(List<SweepRow> more) {
                rows.addAll(more);
              }
            },
            () -> false);
    for (int i = 0; i < 6; i++) {
      Item.Writing item = (Item.Writing) items.get(i);
      assertTrue(shown.get(i).startsWith("<bos>" + item.before() + "["), shown.get(i));
      assertTrue(shown.get(i).endsWith(" masks]" + item.after() + "<eos>"), shown.get(i));
      assertEquals("<bos>" + item.before(), shown.get(6 + i));
      assertTrue(item.judge().judge(item.target()).right(), item::toString);
      assertTrue((item.before() + item.after()).contains("<sep>"));
    }
    // The model writes masks of such problems; so many by chance would be a wonder.
    assertTrue(rows.stream().filter(r -> r.point() == 0 && r.right()).count() >= 3, rows::toString);
    assertTrue(
        rows.stream().filter(r -> r.point() == 1).allMatch(r -> r.words().contains("not seen")),
        rows::toString);
  }

  @Test
  void aControlMayBeGivenAGapInEitherOrder() {
    Contestant prefix = Contestant.filling("m", InfillTokens.Order.PSM);
    Contestant suffix = Contestant.filling("m", InfillTokens.Order.SPM);
    assertEquals(new Contestant("m", true), prefix);
    SweepSpec spec = new SweepSpec(SHEETS, List.of(prefix, suffix), List.of(), Map.of(), 1, 1);
    assertEquals("left to right (m)", spec.label(spec.points().get(0)));
    assertEquals("left to right (m, SPM)", spec.label(spec.points().get(1)));
    String json = new SweepJson().write(spec);
    assertEquals(spec, new SweepJson().read(json));
    assertEquals(1, json.split("fill", -1).length - 1, "said where it is not the usual order");
  }

  /// A question and its answer as rows of training are laid out.
  private static int[] ids(Tokenizer tokenizer, String question, String answer) {
    return tokenizer.encodeTemplate("<bos>" + question + "<sep>" + answer + "<eos>");
  }

  @Test
  void theFirstEvaluationIsMadeOnceForAllNumbersOfSteps() {
    AtomicInteger asked = new AtomicInteger();
    FakeModels models = new FakeModels(new FakeModel(asked::incrementAndGet));
    List<SweepRow> together =
        run(spec(1, Axis.parse("steps", "1,2,4")), models, Sweep.Extent.whole(6), Set.of());
    int shared = asked.getAndSet(0);
    int single = 0;
    List<SweepRow> apart = new ArrayList<>();
    for (String steps : List.of("1", "2", "4")) {
      for (SweepRow row :
          run(spec(1, Axis.parse("steps", steps)), models, Sweep.Extent.whole(6), Set.of())) {
        apart.add(row);
      }
      single += asked.getAndSet(0);
    }
    assertEquals(single - 2, shared, "two of three first evaluations are saved");
    assertEquals(
        apart.stream().map(SweepRow::written).toList(),
        SweepRows.timeless(together).stream().map(SweepRow::written).toList());
    assertEquals(
        apart.stream().map(SweepRow::evaluations).toList(),
        SweepRows.timeless(together).stream().map(SweepRow::evaluations).toList(),
        "what a sampler asks is counted whether it was known or not");
  }

  @Test
  void aGridIsEveryCombinationAndSeedsArePaired() {
    SweepSpec spec = spec(2, Axis.parse("steps", "1,2"), Axis.parse("temperature", "1,2,3"));
    assertEquals(6, spec.points().size());
    assertEquals(Map.of("steps", "1", "temperature", "3"), spec.points().get(2).knobs());
    assertEquals("steps 1, temperature 3", spec.label(spec.points().get(2)));
    assertEquals(spec.itemSeed(0, 4), spec.itemSeed(0, 4));
    assertNotEquals(spec.itemSeed(0, 4), spec.itemSeed(1, 4));
    assertNotEquals(spec.itemSeed(0, 4), spec.itemSeed(0, 5));
    assertEquals(spec, new SweepJson().read(new SweepJson().write(spec)));
  }

  @Test
  void samplersMayBeShortenedAsLongAsTheyAreClear() {
    assertEquals(
        List.of("topk-confidence", "random-keep"), Axis.parse("sampler", "topk, random").values());
    refused(() -> Axis.parse("sampler", "remdm"));
  }

  @Test
  void whatIsNoGridIsRefused() {
    refused(() -> Axis.parse("steps", ","));
    refused(() -> Axis.parse("steps", "1,1"));
    refused(() -> Axis.parse("steps", "many"));
    refused(() -> Axis.parse("speed", "1"));
    refused(() -> new SweepTask("worksheets", "", 0, 1, 30, 3, false));
    refused(() -> new SweepTask("gsm8k", "", 5, 1, 30, 3, false));
    refused(() -> new SweepTask("worksheets", "a.jsonl", 5, 1, 30, 3, false));
    refused(() -> new SweepTask("chess", "a.jsonl", 5, 1, 30, 3, false));
    refused(() -> spec(0));
    refused(() -> new Sweep.Extent(1, 2, 2));
    refused(
        () ->
            new SweepSpec(
                SHEETS,
                List.of(new Contestant("", false)),
                List.of(Axis.parse("steps", "1,2")),
                Map.of("steps", "4"),
                1,
                1));
    SweepSpec impossible =
        new SweepSpec(
            SHEETS,
            List.of(new Contestant("", false)),
            List.of(Axis.parse("cache", "none,prefix")),
            Map.of("guidance", "1"),
            1,
            1);
    refused(
        () -> run(impossible, new FakeModels(new FakeModel()), Sweep.Extent.whole(2), Set.of()));
  }

  private static void refused(Runnable work) {
    assertEquals(Code.PARAMETER, assertThrows(Problem.class, work::run).code());
  }

  @Test
  void pointsAreComparedItemByItemInWords() {
    List<SweepRow> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(row(0, i, i < 20));
      rows.add(row(1, i, i < 30));
    }
    PairTest test = PairTest.of(rows, 0, 1);
    assertEquals(40, test.items());
    assertEquals(10, test.mcNemar().onlySecond());
    assertEquals(0, test.mcNemar().onlyFirst());
    String words = test.words("A", "B");
    assertTrue(words.startsWith("B solves 30 of 40 items; A solves 20: +25.0 points"), words);
    assertTrue(words.contains("p = 0.002 (McNemar, exact), so a difference is shown"), words);
    assertFalse(words.contains("t-test"), "one seed allows none");
    refused(() -> PairTest.of(rows, 0, 5));
  }

  @Test
  void repeatsOfAnItemDoNotNarrowItsInterval() {
    List<SweepRow> rows = new ArrayList<>();
    List<SweepRow> repeated = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      rows.add(row(0, i, i < 20));
      for (int r = 0; r < 5; r++) {
        repeated.add(new SweepRow(0, r, i, false, i < 20, "", "", Map.of("f1", 0.5), 3, 2_000_000));
      }
    }
    List<Point> points = List.of(new Point(0, 0, Map.of()));
    PointScore once = PointScore.of(points, rows).getFirst();
    PointScore five = PointScore.of(points, repeated).getFirst();
    assertEquals(once.low(), five.low());
    assertEquals(once.high(), five.high());
    assertEquals(200, five.tried());
    assertEquals(List.of(0.5, 0.5, 0.5, 0.5, 0.5), five.bySeed());
    assertEquals(0.5, five.means().get("f1"));
    assertEquals(3, five.evaluations());
    assertEquals(2, five.millis(), 1e-12);
  }

  static SweepRow row(int point, int item, boolean right) {
    return new SweepRow(point, 0, item, false, right, "w", "", Map.of(), 1, 1_000_000);
  }
}
