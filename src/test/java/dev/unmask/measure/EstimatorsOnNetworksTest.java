package dev.unmask.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.diffusion.Randomness;
import dev.unmask.engine.Device;
import dev.unmask.engine.Torch;
import dev.unmask.network.Families;
import dev.unmask.network.MaskedDenoiser;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Different ways to one number, on small networks with random weights.
class EstimatorsOnNetworksTest {
  private static final Torch TORCH = Torch.start(1);

  @Test
  void byTimeAndByCountAgree() {
    for (String name : new String[] {"mdlm-tiny", "sedd-tiny", "diffugpt-tiny"}) {
      try (Network network = network(name)) {
        MaskedCrossEntropy model = model(network);
        int[] text = text(network, 14);
        int[] targets = IntStream.range(4, 14).toArray();
        Estimate time =
            new Elbo(Noising.TIME, 8, 40).of(model, text, targets, Randomness.seeded(1)).nats();
        Estimate count =
            new Elbo(Noising.COUNT, 10, 20).of(model, text, targets, Randomness.seeded(2)).nats();
        agree(name, time, count);
      }
    }
  }

  /// A model of blocks: one time for all blocks, a time for each block, a count over all blocks and
  /// random orders are four estimates of one bound.
  @Test
  void blocksNoisedTogetherOrApartAgree() {
    try (Network network = network("bd3lm-tiny")) {
      MaskedCrossEntropy model = model(network);
      int[] text = text(network, 16);
      int[] targets = IntStream.range(1, 16).toArray();
      Estimate together =
          new Elbo(Noising.TIME, 8, 40).of(model, text, targets, Randomness.seeded(1)).nats();
      Estimate count =
          new Elbo(Noising.COUNT, 15, 20).of(model, text, targets, Randomness.seeded(2)).nats();
      Estimate apart = apart(model, text, 300);
      agree("together and apart", together, apart);
      agree("together and by count", together, count);
      agree("apart and by count", apart, count);
      agree(
          "by count and in random orders",
          count,
          ChainRule.inRandomOrders(model, text, targets, 30, Randomness.seeded(3)));
    }
  }

  /// A block never sees what comes after it: neither does its likelihood.
  @Test
  void whatComesLaterDoesNotChangeTheLikelihoodOfABlock() {
    try (Network network = network("bd3lm-tiny")) {
      MaskedCrossEntropy model = model(network);
      int[] text = text(network, 16);
      int[] other = text.clone();
      other[13] = (text[13] + 1) % 90;
      int[] order = IntStream.range(4, 12).toArray();
      double[] before = ChainRule.of(model, text, order).nats();
      double[] after = ChainRule.of(model, other, order).nats();
      for (int i = 0; i < order.length; i++) {
        assertEquals(before[i], after[i], 1e-5);
      }
      int[] earlier = text.clone();
      earlier[2] = (text[2] + 1) % 90;
      double[] moved = ChainRule.of(model, earlier, order).nats();
      assertTrue(Math.abs(before[0] - moved[0]) > 1e-4);
    }
  }

  /// Where nothing is masked nothing is asked, and a network that is not told the noise has no
  /// score.
  @Test
  void scoresTakeANetworkThatIsToldTheNoise() {
    try (Network sedd = network("sedd-tiny");
        Network mdlm = network("mdlm-tiny")) {
      NoisedText clean = NoisedText.masking(text(sedd, 8), new int[0], 89, 0.5, 1);
      assertEquals(0, ScoreEntropyLoss.of(model(sedd), List.of(clean))[0]);
      assertThrows(
          IllegalArgumentException.class, () -> ScoreEntropyLoss.of(model(mdlm), List.of(clean)));
    }
  }

  /// Score entropy bounds the likelihood from above, more loosely than the cross-entropy of the
  /// normalised scores at the same noise.
  @Test
  void scoreEntropyIsNoLessThanTheCrossEntropy() {
    try (Network network = network("sedd-tiny")) {
      MaskedCrossEntropy model = model(network);
      int[] text = text(network, 12);
      float[][] uniforms = {floats(12, 4), floats(12, 5), floats(12, 6)};
      int[][] clean = {text, text, text};
      List<NoisedText> texts =
          LossNoise.sedd(clean, new float[] {0.2f, 0.5f, 0.9f}, uniforms, model.model().maskId());
      double[] entropy = ScoreEntropyLoss.of(model, texts);
      List<double[]> nats = model.of(texts);
      for (int i = 0; i < entropy.length; i++) {
        double t = texts.get(i).time();
        // rate * ratio is the weight that the bound gives to a cross-entropy: 1 / t.
        double cross = Arrays.stream(nats.get(i)).sum() / t;
        assertTrue(entropy[i] >= cross - 1e-6 * cross, entropy[i] + " < " + cross);
        assertTrue(cross > 0);
      }
    }
  }

  /// The published noise, in groups of 4 copies.
  private static Estimate apart(MaskedCrossEntropy model, int[] text, int groups) {
    Random random = new Random(8);
    double[] nats = new double[groups];
    boolean[][] counted = new boolean[4][text.length];
    for (boolean[] row : counted) {
      Arrays.fill(row, 1, text.length, true);
    }
    for (int g = 0; g < groups; g++) {
      int[][] clean = {text, text, text, text};
      float[][] times = new float[4][];
      float[][] masks = new float[4][];
      for (int b = 0; b < 4; b++) {
        times[b] = floats(4, random.nextLong());
        masks[b] = floats(16, random.nextLong());
      }
      List<NoisedText> all = LossNoise.bd3lm(clean, times, masks, model.model().maskId(), 4);
      nats[g] = ValidationLoss.of(model, all, counted).loss() * (text.length - 1);
    }
    return Estimate.of(nats);
  }

  private static void agree(String what, Estimate a, Estimate b) {
    double error = Math.hypot(a.standardError(), b.standardError());
    assertTrue(Math.abs(a.mean() - b.mean()) < 4 * error, what + ": " + a + ", " + b);
    assertTrue(error < 0.1 * b.mean(), what + ": " + a + ", " + b);
  }

  private static float[] floats(int n, long seed) {
    Random random = new Random(seed);
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = random.nextFloat();
    }
    return out;
  }

  private static int[] text(Network network, int length) {
    return new Random(9).ints(length, 0, Math.min(80, network.blueprint().vocabulary())).toArray();
  }

  private static MaskedCrossEntropy model(Network network) {
    OptionalInt mask = network.blueprint().maskId();
    return MaskedCrossEntropy.of(
        MaskedDenoiser.of(network, mask.isPresent() ? mask : OptionalInt.of(300)), 32);
  }

  private static Network network(String golden) {
    CheckpointFolder folder = CheckpointFolder.open(Path.of("src/test/golden", golden));
    return Network.load(TORCH, Device.CPU, folder, Families.blueprint(folder), Precision.F32);
  }
}
