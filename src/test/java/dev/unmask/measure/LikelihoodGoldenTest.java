package dev.unmask.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.MaskedDenoiser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Likelihoods of Dream and LLaDA for the authors' own noise.
class LikelihoodGoldenTest {
  @TestFactory
  Stream<DynamicNode> dreamMonteCarlo() {
    return GoldenTests.of(LikelihoodGoldenTest::checkDream, "log_likelihood_dream_mc");
  }

  @TestFactory
  Stream<DynamicNode> dreamChainRule() {
    return GoldenTests.of(LikelihoodGoldenTest::checkChain, "log_likelihood_dream_chain");
  }

  @TestFactory
  Stream<DynamicNode> llada() {
    return GoldenTests.of(LikelihoodGoldenTest::checkLlada, "log_likelihood_llada");
  }

  private static void checkDream(GoldenCases folder, GoldenCase c) {
    int[] text = join(c.tensor("prefix").ints(), c.tensor("target").ints());
    int batch = c.integer("batch");
    float[] share = c.tensor("p_mask").floats();
    List<Double> levels = new ArrayList<>();
    for (int g = 0; g < share.length; g += batch) {
      double[] group = levels(Arrays.copyOfRange(share, g, g + batch));
      double offset = (group[0] - Noising.EPS) / (1 - Noising.EPS);
      double[] mine = Noising.TIME.levels(offset, batch, text.length);
      for (int i = 0; i < batch; i++) {
        // The levels lie on a circle: the last rounding decides on which side of its cut.
        double apart = Math.abs(mine[i] - group[i]);
        assertEquals(0, Math.min(apart, 1 - Noising.EPS - apart), 1e-6, "level " + i);
        levels.add(group[i]);
      }
    }
    LikelihoodBound mine =
        bound(folder, c, text, levels, model(folder, c), c.tensor("p_mask").shape()[1]);
    check(c, c.number("nll"), mine, 1);
  }

  private static void checkLlada(GoldenCases folder, GoldenCase c) {
    int[] prompt = c.tensor("prompt").ints();
    int[] answer = c.tensor("answer").ints();
    int batch = c.integer("batch");
    int[][] counts = c.tensor("masked_counts").idRows();
    List<Double> levels = new ArrayList<>();
    for (int[] group : counts) {
      double offset = (group[0] - 0.5) / answer.length;
      double[] mine = Noising.COUNT_AS_PUBLISHED.levels(offset, batch, answer.length);
      for (int i = 0; i < batch; i++) {
        assertEquals(group[i], Math.rint(mine[i] * answer.length), "count " + i);
        levels.add(mine[i]);
      }
    }
    MaskedCrossEntropy model =
        model(folder, c).guided(c.number("cfg_scale"), IntStream.range(0, prompt.length).toArray());
    LikelihoodBound mine = bound(folder, c, join(prompt, answer), levels, model, batch);
    check(c, c.number("log_likelihood"), mine, -1);
  }

  private static void checkChain(GoldenCases folder, GoldenCase c) {
    int[] prefix = c.tensor("prefix").ints();
    int[] text = join(prefix, c.tensor("target").ints());
    int from = c.text("scored").equals("ftb") ? prefix.length : 0;
    int to = c.text("scored").equals("ftb") ? text.length : prefix.length;
    int[] order =
        c.text("order").equals("ar_ftb")
            ? IntStream.range(from, to).toArray()
            : IntStream.range(from, to).map(p -> from + to - 1 - p).toArray();
    double nll = ChainRule.of(model(folder, c), text, order).total();
    assertEquals(c.number("nll"), nll, c.tolerance("rel") * Math.abs(nll), c.id());
  }

  private static LikelihoodBound bound(
      GoldenCases folder,
      GoldenCase c,
      int[] text,
      List<Double> levels,
      MaskedCrossEntropy model,
      int strata) {
    int[][] noised = c.tensor("x_t").idRows();
    assertEquals(levels.size(), noised.length, folder.name());
    List<List<NoisedText>> groups = new ArrayList<>();
    for (int g = 0; g < noised.length; g += strata) {
      groups.add(
          IntStream.range(g, g + strata)
              .mapToObj(
                  i -> {
                    double level = levels.get(i);
                    int mask = c.integer("mask_token_id");
                    return NoisedText.read(text, noised[i], mask, level, 1 / level);
                  })
              .toList());
    }
    return LikelihoodBound.of(model, groups, text.length);
  }

  private static void check(GoldenCase c, double expected, LikelihoodBound mine, int sign) {
    double relative = c.tolerance("rel");
    assertEquals(expected, sign * mine.nats().mean(), Math.abs(expected) * relative, c.id());
    float[] batches = c.tensor("batch_loss").floats();
    assertEquals(batches.length, mine.groups().length);
    for (int g = 0; g < batches.length; g++) {
      assertEquals(batches[g], mine.groups()[g], batches[g] * relative, "batch " + g);
    }
  }

  /// Three texts at a time, which is none of the recorded batches.
  private static MaskedCrossEntropy model(GoldenCases folder, GoldenCase c) {
    OptionalInt mask = OptionalInt.of(c.integer("mask_token_id"));
    return MaskedCrossEntropy.of(MaskedDenoiser.of(GoldenTests.network(folder), mask), 3);
  }

  private static double[] levels(float[] share) {
    return IntStream.range(0, share.length).mapToDouble(i -> share[i]).toArray();
  }

  private static int[] join(int[] first, int[] second) {
    return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }
}
