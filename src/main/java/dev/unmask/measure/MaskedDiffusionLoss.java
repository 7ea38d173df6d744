package dev.unmask.measure;

import dev.unmask.network.Input;
import dev.unmask.network.Network;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The masked diffusion objective as DiffuLLaMA's code computes it.
///
/// `weighted = sum_b (1/t_b) * sum_n ce[b,n] / c`, `unweighted = sum ce / c`, with `c` the number
/// of counted positions of the whole batch. A position is counted where `x_t` equals the mask id:
/// an equality test, so a mask id that occurs in the source counts too. With the shift, row `i`
/// predicts token `i + 1` and position 0 is never a target.
///
/// @param weighted what is optimised
/// @param unweighted mean cross-entropy of the counted positions
/// @param counted `c`
/// @param crossEntropy `[batch][length]` nats; 0 where not counted
/// @see "DiffuLLaMA, trainer (c17e897); Gong et al. 2024, equation 7"
public record MaskedDiffusionLoss(
    double weighted, double unweighted, int counted, double[][] crossEntropy) {

  /// Evaluates the objective for given noise.
  ///
  /// @param clean `[batch][length]` `x_0`
  /// @param noised `[batch][length]` `x_t`
  /// @param t `[batch]` in (0, 1]
  /// @param maskId the id that stands for a mask
  /// @param shift whether row `i` predicts position `i + 1`
  /// @param allowed `[length * length]`, 1 where a query may attend to a key; null for the
  ///     network's own attention
  public static MaskedDiffusionLoss of(
      Network network,
      int[][] clean,
      int[][] noised,
      double[] t,
      int maskId,
      boolean shift,
      byte @Nullable [] allowed) {
    int first = shift ? 1 : 0;
    int[][] rows = new int[clean.length][];
    int[][] targets = new int[clean.length][];
    int[][] positions = new int[clean.length][];
    for (int b = 0; b < clean.length; b++) {
      int[] x = noised[b];
      positions[b] =
          java.util.stream.IntStream.range(first, x.length).filter(i -> x[i] == maskId).toArray();
      rows[b] = Arrays.stream(positions[b]).map(p -> p - first).toArray();
      int[] tokens = clean[b];
      targets[b] = Arrays.stream(positions[b]).map(p -> tokens[p]).toArray();
    }
    float[][] logps = network.score(Input.of(noised).attending(allowed), rows, targets);
    double weighted = 0;
    double unweighted = 0;
    int counted = 0;
    double[][] ce = new double[clean.length][clean[0].length];
    for (int b = 0; b < clean.length; b++) {
      for (int i = 0; i < logps[b].length; i++) {
        double nats = -logps[b][i];
        ce[b][positions[b][i]] = nats;
        weighted += nats / t[b];
        unweighted += nats;
        counted++;
      }
    }
    int c = Math.max(1, counted);
    return new MaskedDiffusionLoss(weighted / c, unweighted / c, counted, ce);
  }
}
