package dev.unmask.network;

import java.util.Random;

/// Low-rank factors as PEFT names and begins them.
final class LowRankNames {
  private static final String PREFIX = "base_model.model.";
  private static final String WEIGHT = ".weight";

  private LowRankNames() {}

  /// The layer of a weight.
  static String module(String tensor) {
    return tensor.endsWith(WEIGHT)
        ? tensor.substring(0, tensor.length() - WEIGHT.length())
        : tensor;
  }

  static String a(String module) {
    return PREFIX + module + ".lora_A.weight";
  }

  static String b(String module) {
    return PREFIX + module + ".lora_B.weight";
  }

  /// The first factor `[rank, in]`, from the seed and the layer's name alone.
  static float[] first(TrainedParts.LowRank low, String module, int in) {
    Random random = new Random(low.seed() * 31 + module.hashCode());
    float[] a = new float[low.rank() * in];
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) (random.nextGaussian() / low.rank());
    }
    return a;
  }
}
