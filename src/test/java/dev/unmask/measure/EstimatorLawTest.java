package dev.unmask.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Randomness;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Laws of the estimators, on models whose answers are known exactly.
class EstimatorLawTest {
  private static final int[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  @Property(tries = 30)
  void aUniformModelCostsTheLogarithmOfTheVocabularyForEachToken(
      @ForAll @IntRange(min = 2, max = 50) int tokens,
      @ForAll @IntRange(min = 1, max = 12) int length,
      @ForAll @IntRange(min = 1, max = 9) int strata,
      @ForAll long seed) {
    MaskedCrossEntropy model = MaskedCrossEntropy.of(ToyDenoiser.uniform(tokens), 4);
    int[] text = new int[length];
    int[] all = IntStream.range(0, length).toArray();
    double exact = length * (double) (float) Math.log(tokens);
    LikelihoodBound bound =
        new Elbo(Noising.COUNT, strata, 3).of(model, text, all, Randomness.seeded(seed));
    assertEquals(exact, bound.nats().mean(), 1e-9);
    assertEquals(0, bound.nats().standardError(), 1e-9);
    assertEquals(exact, ChainRule.of(model, text, all).total(), 1e-9);
    assertEquals(Math.log(tokens) / Math.log(2), bound.bitsPerToken().mean(), 1e-5);
    assertEquals(tokens, bound.perplexity(), 1e-4 * tokens);
  }

  /// With as many copies as targets every count comes once, each in its own bin.
  @Property(tries = 30)
  void everyNoiseLevelAddsTheSameUnderAUniformModel(
      @ForAll @IntRange(min = 1, max = 40) int length, @ForAll long seed) {
    MaskedCrossEntropy model = MaskedCrossEntropy.of(ToyDenoiser.uniform(5), 64);
    int[] all = IntStream.range(0, length).toArray();
    double[] byTime =
        new Elbo(Noising.COUNT, length, 2)
            .of(model, new int[length], all, Randomness.seeded(seed))
            .byTime();
    double[] expected = new double[length];
    Arrays.fill(expected, (float) Math.log(5));
    assertArrayEquals(expected, byTime, 1e-9);
  }

  @Test
  void byTimeTheUniformModelCostsItOnAverage() {
    MaskedCrossEntropy model = MaskedCrossEntropy.of(ToyDenoiser.uniform(7), 64);
    int[] text = new int[10];
    int[] all = IntStream.range(0, 10).toArray();
    Estimate nats = new Elbo(Noising.TIME, 8, 400).of(model, text, all, seed(3)).nats();
    assertTrue(Math.abs(nats.errorsFrom(10 * Math.log(7))) < 4, nats.toString());
    assertTrue(nats.standardError() < 1, nats.toString());
  }

  /// A base used both ways: from left to right it gives the likelihood; as a masked model, which
  /// sees less in other orders, it gives a bound that is above it on average over its own texts.
  @Test
  void theBoundOfABaseUsedBothWaysIsAboveItsLikelihood() {
    double[] joint = ToyDenoiser.randomJoint(3, 3, 5);
    MaskedCrossEntropy model = MaskedCrossEntropy.of(ToyDenoiser.causal(3, joint), 4);
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    double likelihood = 0;
    double leftToRight = 0;
    double bound = 0;
    for (int x = 0; x < joint.length; x++) {
      int[] text = ToyDenoiser.text(x, 3, 3);
      likelihood -= joint[x] * Math.log(joint[x]);
      leftToRight += joint[x] * ChainRule.of(model, text, 0, 1, 2).total();
      for (int[] order : orders) {
        bound += joint[x] * ChainRule.of(model, text, order).total() / orders.length;
      }
    }
    assertEquals(likelihood, leftToRight, 1e-6);
    assertTrue(bound > likelihood + 1e-3, bound + " and " + likelihood);
  }

  @Property(tries = 20)
  void everyOrderGivesTheLikelihoodOfAConsistentModel(
      @ForAll long seed, @ForAll @IntRange(max = 26) int number) {
    double[] joint = ToyDenoiser.randomJoint(3, 3, seed);
    MaskedCrossEntropy model = MaskedCrossEntropy.of(ToyDenoiser.of(3, joint), 2);
    int[] text = ToyDenoiser.text(number, 3, 3);
    for (int[] order : ORDERS) {
      assertEquals(
          -Math.log(joint[number]),
          ChainRule.of(model, text, order).total(),
          1e-5,
          Arrays.toString(order));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TIME", "COUNT"})
  void theBoundOfAConsistentModelIsItsLikelihood(Noising noising) {
    double[] joint = ToyDenoiser.randomJoint(3, 3, 5);
    MaskedCrossEntropy model = MaskedCrossEntropy.of(ToyDenoiser.of(3, joint), 64);
    for (int number = 0; number < 27; number += 4) {
      int[] text = ToyDenoiser.text(number, 3, 3);
      Estimate nats =
          new Elbo(noising, 4, 500).of(model, text, new int[] {0, 1, 2}, seed(number)).nats();
      double truth = -Math.log(joint[number]);
      assertTrue(Math.abs(nats.errorsFrom(truth)) < 4, truth + " but " + nats);
      assertTrue(nats.standardError() < 0.08 * truth, nats.toString());
    }
  }

  @Test
  void allEstimatorsAgreeOnAnInconsistentModel() {
    for (int seed = 0; seed < 5; seed++) {
      ToyDenoiser toy = ToyDenoiser.inconsistent(3, seed);
      MaskedCrossEntropy model = MaskedCrossEntropy.of(toy, 64);
      int[] text = {2, 0, 1};
      int[] all = {0, 1, 2};
      double truth = Arrays.stream(ORDERS).mapToDouble(o -> chain(model, text, o)).sum() / 6;
      Estimate orders = ChainRule.inRandomOrders(model, text, all, 800, seed(seed));
      Estimate time = new Elbo(Noising.TIME, 3, 2000).of(model, text, all, seed(seed)).nats();
      Estimate count = new Elbo(Noising.COUNT, 3, 800).of(model, text, all, seed(seed)).nats();
      for (Estimate mine : new Estimate[] {orders, time, count}) {
        assertTrue(Math.abs(mine.errorsFrom(truth)) < 4, truth + " but " + mine);
      }
      // With other orders the answers do differ: the test could fail.
      assertTrue(
          Math.abs(orders.errorsFrom(chain(model, text, ORDERS[0]))) > 4
              || Math.abs(orders.errorsFrom(chain(model, text, ORDERS[5]))) > 4);
    }
  }

  /// The standard error means what it says: 95 % of the intervals of 1.96 of them hold the truth.
  @ParameterizedTest
  @EnumSource(names = {"TIME", "COUNT"})
  void intervalsCoverTheTruthAsOftenAsTheySay(Noising noising) {
    double[] joint = ToyDenoiser.randomJoint(3, 3, 11);
    MaskedCrossEntropy model = MaskedCrossEntropy.of(ToyDenoiser.of(3, joint), 64);
    int[] text = ToyDenoiser.text(20, 3, 3);
    double truth = -Math.log(joint[20]);
    int runs = 300;
    int held = 0;
    for (int i = 0; i < runs; i++) {
      Estimate nats =
          new Elbo(noising, 2, 100).of(model, text, new int[] {0, 1, 2}, seed(1000 + i)).nats();
      held += Math.abs(nats.errorsFrom(truth)) < 1.96 ? 1 : 0;
    }
    // 1/t has rare large weights: its intervals cover a little less.
    assertTrue(held > (noising == Noising.TIME ? 0.85 : 0.91) * runs, held + " of " + runs);
    assertTrue(held < 0.99 * runs, held + " of " + runs);
  }

  @Property(tries = 20)
  void resultsDoNotDependOnTheBatchAndTheirPartsMakeTheWhole(
      @ForAll Noising noising,
      @ForAll @IntRange(min = 1, max = 20) int batch,
      @ForAll @IntRange(min = 1, max = 7) int strata,
      @ForAll long seed) {
    ToyDenoiser toy = ToyDenoiser.inconsistent(4, 1);
    int[] text = {1, 3, 0, 2, 2, 1};
    int[] targets = {1, 2, 4, 5};
    Elbo elbo = new Elbo(noising, strata, 3);
    LikelihoodBound one =
        elbo.of(MaskedCrossEntropy.of(toy, 1), text, targets, Randomness.seeded(seed));
    LikelihoodBound many =
        elbo.of(MaskedCrossEntropy.of(toy, batch), text, targets, Randomness.seeded(seed));
    assertArrayEquals(one.groups(), many.groups());
    assertArrayEquals(one.byPosition(), many.byPosition());
    assertEquals(one.nats().mean(), Arrays.stream(one.byPosition()).sum(), 1e-9);
    assertEquals(one.nats().mean(), Arrays.stream(one.byTime()).sum(), 1e-9);
    assertEquals(0, one.byPosition()[0] + one.byPosition()[3]);
  }

  @Property(tries = 50)
  void levelsAreSpreadOverAllLevels(
      @ForAll Noising noising,
      @ForAll @IntRange(min = 1, max = 16) int strata,
      @ForAll @IntRange(min = 1, max = 40) int targets,
      @ForAll @IntRange(max = 999) int thousandths) {
    double[] levels = noising.levels(thousandths / 1000.0, strata, targets);
    double[] sorted = Arrays.stream(levels).sorted().toArray();
    assertTrue(sorted[0] > 0 && sorted[strata - 1] <= 1, Arrays.toString(sorted));
    double step = noising == Noising.TIME ? 0 : 1.0 / targets;
    for (int i = 1; i < strata; i++) {
      assertTrue(sorted[i] - sorted[i - 1] <= 1.0 / strata + step + 1e-9, Arrays.toString(sorted));
    }
  }

  /// Averaged over all offsets each copy masks each count equally often; as published, it does not.
  @Test
  void countsAreUniformUnlessAsPublished() {
    int[][] seen = new int[2][4];
    for (int first = 0; first < 300; first++) {
      double offset = (first + 0.5) / 300;
      seen[0][(int) Math.rint(3 * Noising.COUNT.levels(offset, 4, 3)[2])]++;
      seen[1][(int) Math.rint(3 * Noising.COUNT_AS_PUBLISHED.levels(offset, 4, 3)[2])]++;
    }
    assertArrayEquals(new int[] {0, 100, 100, 100}, seen[0]);
    assertArrayEquals(new int[] {0, 200, 100, 0}, seen[1]);
  }

  @Test
  void aMeanKnowsItsUncertainty() {
    Estimate e = Estimate.of(1, 2, 3, 4);
    assertEquals(2.5, e.mean());
    assertEquals(Math.sqrt(5.0 / 3 / 4), e.standardError(), 1e-12);
    assertEquals(0.5 * e.standardError(), e.times(-0.5).standardError(), 1e-12);
    assertTrue(Double.isNaN(Estimate.of(7).standardError()));
    assertThrows(IllegalArgumentException.class, Estimate::of);
  }

  @Test
  void whatCannotBeScoredIsRefused() {
    MaskedCrossEntropy shifted = MaskedCrossEntropy.of(ToyDenoiser.uniform(3).asShifted(), 1);
    Elbo elbo = new Elbo(Noising.COUNT, 2, 2);
    int[] text = {0, 1, 2};
    Problem first =
        assertThrows(Problem.class, () -> elbo.of(shifted, text, new int[] {0, 1}, seed(1)));
    assertEquals(Code.CANVAS, first.code());
    Problem none = assertThrows(Problem.class, () -> elbo.of(shifted, text, new int[0], seed(1)));
    assertEquals(Code.CANVAS, none.code());
    assertEquals(
        2 * Math.log(3), elbo.of(shifted, text, new int[] {1, 2}, seed(1)).nats().mean(), 1e-6);
  }

  private static double chain(MaskedCrossEntropy model, int[] text, int... order) {
    return ChainRule.of(model, text, order).total();
  }

  private static Randomness seed(long seed) {
    return Randomness.seeded(seed);
  }
}
