package dev.unmask.job.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.job.FolderModels;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelRequest;
import dev.unmask.measure.Estimate;
import dev.unmask.network.Reading;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.session.StoredMeasurements;
import dev.unmask.task.file.Item;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundingTest {
  private static final FolderModels MODELS = new FolderModels(1);
  private static final List<Item.Passage> TEXTS =
      List.of(
          new Item.Passage("a", "Max owns 5 toys. Then he gets 18 more."),
          new Item.Passage("b", "Zoe has 18 coins."));

  @TempDir Path folder;

  private static LoadedModel bundled() {
    return MODELS.open(Bundled.MODEL, "f32", "cpu");
  }

  @Test
  void everyEstimatorOfTheBoundSaysTheSameAndIsKept() {
    BoundOptions options = new BoundOptions(16, 12, 8, 16, 3);
    Bounds bounds;
    try (LoadedModel model = bundled()) {
      bounds = new Bounding(model, null, options).of("two", TEXTS, () -> false, n -> {});
    }
    Estimate orders = bounds.orders();
    assertNotNull(orders);
    agree(bounds.time(), bounds.count());
    agree(bounds.count(), orders);
    for (TextBound text : bounds.texts()) {
      assertEquals(text.count().mean(), Arrays.stream(text.byPosition()).sum(), 1e-9);
      assertEquals(text.count().mean(), Arrays.stream(text.byTime()).sum(), 1e-9);
      assertEquals(0, text.byPosition()[0], "what begins the text is given");
    }
    assertEquals(bounds.count().mean(), Arrays.stream(bounds.byTime()).sum(), 1e-9);
    try (Session session = Session.create(folder.resolve("m.unmask"))) {
      StoredMeasurements stored = new StoredMeasurements(session);
      long number = stored.put(bounds, "test");
      assertEquals("two", stored.all().getFirst().title());
      Bounds again = stored.bounds(number);
      assertEquals(bounds.count(), again.count());
      assertEquals(bounds.orders(), again.orders());
      assertEquals(bounds.card(), again.card());
      assertArrayEquals(bounds.texts().get(1).byPosition(), again.texts().get(1).byPosition());
      assertArrayEquals(bounds.texts().get(1).tokens(), again.texts().get(1).tokens());
      assertThrows(Problem.class, () -> stored.bounds(99));
    }
  }

  private static void agree(Estimate a, Estimate b) {
    double error = Math.hypot(a.standardError(), b.standardError());
    assertTrue(Math.abs(a.mean() - b.mean()) < 5 * error, a + ", " + b);
  }

  /// The base that the bundled model was made of, on the same tokens.
  @Test
  void theLikelihoodOfTheBaseStandsBesideTheBound() {
    Path base =
        Path.of(System.getProperty("unmask.shared", "../shared"), "checkpoints", "wordmath-gpt2");
    Assumptions.assumeTrue(
        Files.exists(base), () -> "not checked, because " + base + " is not there");
    ModelRequest request =
        new ModelRequest(base, "f32", "cpu", OptionalInt.empty()).reading(Reading.AUTOREGRESSIVE);
    try (LoadedModel model = bundled();
        LoadedWriter writer = MODELS.openWriter(request)) {
      Bounds bounds =
          new Bounding(model, writer, new BoundOptions(8, 2, 0, 8, 3))
              .of("two", TEXTS, () -> false, n -> {});
      TextBound first = bounds.texts().getFirst();
      Double nats = first.autoregressive();
      assertNotNull(nats);
      assertEquals(nats, Arrays.stream(first.autoregressiveByPosition()).sum(), 1e-9);
      assertTrue(
          bounds.autoregressive() < bounds.count().mean(),
          "a base that was trained on such texts knows them better than a bound of its adaptation");
      assertTrue(Double.isNaN(bounds.leftToRight()), "left out");
      WrittenTexts written =
          WrittenTexts.of(List.of("Zoe has 18 coins.", "Zoe has 18 coins.", ""), writer);
      double perToken = Math.log(written.perplexity());
      assertTrue(perToken > 0 && perToken < Math.log(512), "nats " + perToken);
      assertEquals(4.0 / 8, written.distinct()[0]);
    }
  }

  @Test
  void nothingToMeasureIsSaid() {
    try (LoadedModel model = bundled()) {
      Bounding bounding = new Bounding(model, null, BoundOptions.usual(1));
      List<Item.Passage> nothing = List.of(new Item.Passage("a", ""));
      Problem refusal =
          assertThrows(Problem.class, () -> bounding.of("none", nothing, () -> false, n -> {}));
      assertEquals(Code.CANVAS, refusal.code());
    }
    assertThrows(Problem.class, () -> new BoundOptions(1, 1, 0, 1, 1));
  }
}
