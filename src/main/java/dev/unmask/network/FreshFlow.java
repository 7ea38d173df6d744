package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.checkpoint.TensorReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The weights of a flow path that nobody has trained yet: with them every token is the base's own,
/// whatever the time.
///
/// Low-rank factors are normal with deviation `1 / rank` and zero; copies of the base's projections
/// are copies; what makes modulations and class embeddings begins as the reference begins it, other
/// matrices as Xavier has it, biases at zero.
///
/// @see "SakanaAI/L2D, commit 456871e, initialisation of the flow modules"
final class FreshFlow {
  private static final double SMALL = 0.02;

  private FreshFlow() {}

  /// All weights.
  ///
  /// @param config with a flow path
  /// @param base whose projections are copied where the flow has its own
  static List<FreshWeights> of(Config config, CheckpointFolder base, long seed) {
    FlowShape shape = FlowShape.of(config);
    Blueprint blueprint = Families.blueprint(base, Reading.AUTOREGRESSIVE);
    List<FreshWeights> all = new ArrayList<>();
    for (Slot slot : shape.slots(blueprint)) {
      if (slot instanceof Slot.Stored s) {
        all.add(new FreshWeights(s.tensor(), s.shape(), values(s, shape, base, seed)));
      }
    }
    return all;
  }

  private static float[] values(
      Slot.Stored slot, FlowShape shape, CheckpointFolder base, long seed) {
    String name = slot.tensor();
    int n = Math.toIntExact(Arrays.stream(slot.shape()).reduce(1, Math::multiplyExact));
    if (name.contains("flow_") && name.contains("_proj.") && shape.rank() == 0) {
      return copied(base, name.replace("flow_", ""), n);
    }
    boolean zero =
        name.endsWith(".bias")
            || name.endsWith(".B")
            || name.endsWith("modulation_head.mlp.2.weight");
    float[] values = new float[n];
    if (!zero) {
      Random random = new Random(seed * 0x9E3779B97F4A7C15L + name.hashCode());
      fill(values, slot, shape, random);
    }
    return values;
  }

  private static void fill(float[] values, Slot.Stored slot, FlowShape shape, Random random) {
    String name = slot.tensor();
    boolean small = name.startsWith("model.timestep_embedder") || name.contains("label_embedder");
    if (small || name.endsWith(".A")) {
      double deviation = small ? SMALL : 1.0 / shape.rank();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
    } else {
      double bound = Math.sqrt(6.0 / (slot.shape()[0] + slot.shape()[1]));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    }
  }

  private static float[] copied(CheckpointFolder base, String name, int n) {
    float[] values = new float[n];
    try (TensorReader reader = TensorReader.open(base.require(name))) {
      reader.floats(0, MemorySegment.ofArray(values));
    }
    return values;
  }
}
