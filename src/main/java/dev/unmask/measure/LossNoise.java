package dev.unmask.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Noised texts as the published losses make them from uniform numbers, in float32: rounding
/// decides what is masked.
///
/// Their noise schedule is log-linear: a position is masked with probability `(1 - 1e-3) t`, and
/// `sigma = -log(1 - (1 - 1e-3) t)`.
public final class LossNoise {
  private static final float EPS = 1e-3f;
  private static final float REST = (float) (1 - 1e-3);

  private LossNoise() {}

  /// Times that are spread evenly over a batch: `((u_i / n + i / n) mod 1) (1 - 1e-3) + 1e-3`.
  ///
  /// @param uniforms `[n]` in [0, 1)
  /// @return `[n]` in [1e-3, 1]
  /// @see "MDLM, diffusion.py, _sample_t with antithetic_sampling (c112c52)"
  public static float[] antithetic(float... uniforms) {
    int n = uniforms.length;
    float[] t = new float[n];
    for (int i = 0; i < n; i++) {
      t[i] = REST * ((uniforms[i] / n + (float) i / n) % 1) + EPS;
    }
    return t;
  }

  /// MDLM: one time for each text, masked where a number is below `(1 - 1e-3) t`, weight `1/t`.
  ///
  /// @param clean `[batch][length]`
  /// @param timeUniforms `[batch]`
  /// @param maskUniforms `[batch][length]`
  /// @see "MDLM, diffusion.py, _forward_pass_diffusion (c112c52)"
  public static List<NoisedText> mdlm(
      int[][] clean, float[] timeUniforms, float[][] maskUniforms, int maskId) {
    float[] t = antithetic(timeUniforms);
    List<NoisedText> out = new ArrayList<>();
    for (int b = 0; b < clean.length; b++) {
      int[] masked = below(maskUniforms[b], REST * t[b]);
      out.add(NoisedText.masking(clean[b], masked, maskId, t[b], 1.0 / t[b]));
    }
    return out;
  }

  /// SEDD: one time for each text, not spread; masked as in MDLM. The weight is the rate
  /// `d sigma / dt = (1 - 1e-3) / (1 - (1 - 1e-3) t)`.
  ///
  /// @param clean `[batch][length]`
  /// @param timeUniforms `[batch]`
  /// @param maskUniforms `[batch][length]`
  /// @see "SEDD, losses.py and noise_lib.py, LogLinearNoise (0605786)"
  public static List<NoisedText> sedd(
      int[][] clean, float[] timeUniforms, float[][] maskUniforms, int maskId) {
    List<NoisedText> out = new ArrayList<>();
    for (int b = 0; b < clean.length; b++) {
      float t = REST * timeUniforms[b] + EPS;
      int[] masked = below(maskUniforms[b], REST * t);
      out.add(NoisedText.masking(clean[b], masked, maskId, t, REST / (1 - (double) REST * t)));
    }
    return out;
  }

  /// BD3LM: one time for each block, spread over all blocks of the batch; masked where a number is
  /// at most `t`, weight `1/t`. Position 0 stays. The time of a text is that of its noisiest block.
  ///
  /// @param clean `[batch][length]`
  /// @param timeUniforms `[batch][blocks]`
  /// @param maskUniforms `[batch][length]`
  /// @param block positions of a block; divides the length
  /// @see "BD3LM, diffusion.py, _sample_t and q_xt (1c3e8f4)"
  public static List<NoisedText> bd3lm(
      int[][] clean, float[][] timeUniforms, float[][] maskUniforms, int maskId, int block) {
    int blocks = timeUniforms[0].length;
    float[] flat = new float[clean.length * blocks];
    for (int b = 0; b < clean.length; b++) {
      System.arraycopy(timeUniforms[b], 0, flat, b * blocks, blocks);
    }
    float[] t = antithetic(flat);
    List<NoisedText> out = new ArrayList<>();
    for (int b = 0; b < clean.length; b++) {
      float[] uniforms = maskUniforms[b];
      int from = b * blocks;
      int[] masked =
          IntStream.range(1, uniforms.length)
              .filter(p -> uniforms[p] <= t[from + p / block])
              .toArray();
      double[] weights =
          Arrays.stream(masked).mapToDouble(p -> 1.0 / t[from + p / block]).toArray();
      double most = IntStream.range(from, from + blocks).mapToDouble(i -> t[i]).max().orElseThrow();
      int[] ids = NoisedText.masking(clean[b], masked, maskId, most, 1).ids();
      out.add(new NoisedText(clean[b], ids, masked, most, weights));
    }
    return out;
  }

  private static int[] below(float[] uniforms, float bound) {
    return IntStream.range(0, uniforms.length).filter(p -> uniforms[p] < bound).toArray();
  }
}
