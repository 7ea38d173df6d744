package dev.unmask.bench;

import dev.unmask.engine.Program;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.network.Input;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The matrix products of a network's trunk, with nothing between them: what the machine can do at
/// best with these very shapes and weights.
final class TrunkWork {
  private final Network network;
  private final int tokens;
  private final boolean outFirst;
  private final long[] weights;
  private final long[] inputs;
  private final long[] widths;
  private final double linear;

  /// @param tokens rows of each product: batch times length
  TrunkWork(Network network, int tokens) {
    this.network = network;
    this.tokens = tokens;
    List<Slot> slots = network.blueprint().slots();
    List<Integer> at = new ArrayList<>();
    List<Long> in = new ArrayList<>();
    double operations = 0;
    boolean storedOutFirst = true;
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i) instanceof Slot.Linear l) {
        long[] shape = l.weight().shape();
        storedOutFirst = l.outFirst();
        at.add(i);
        in.add(l.outFirst() ? shape[1] : shape[0]);
        operations += 2.0 * tokens * shape[0] * shape[1];
      }
    }
    outFirst = storedOutFirst;
    linear = operations;
    weights = at.stream().mapToLong(i -> i).toArray();
    widths = in.stream().mapToLong(n -> n).distinct().toArray();
    inputs =
        in.stream().mapToLong(n -> Arrays.stream(widths).boxed().toList().indexOf(n)).toArray();
  }

  /// Multiplications and additions of the linear layers.
  double linearOperations() {
    return linear;
  }

  /// Multiplications and additions of attention over canvases of one length.
  double attentionOperations(int length) {
    var cache = network.blueprint().cache();
    Object heads = Objects.requireNonNull(network.blueprint().constants().get("heads"));
    long queryHeads = ((Number) heads).longValue();
    return 4.0 * tokens * length * queryHeads * cache.width() * cache.layers();
  }

  /// Rows to multiply, one matrix for each input width.
  List<Tensor> inputs(Scope scope, Torch torch) {
    List<Tensor> all = new ArrayList<>();
    for (long width : widths) {
      float[] x = new float[Math.toIntExact(tokens * width)];
      for (int i = 0; i < x.length; i++) {
        x[i] = (i % 251 - 125) / 125f;
      }
      boolean f32 = network.precision() == Precision.F32;
      Tensor floats = scope.floats(x, tokens, width);
      all.add(f32 ? floats : torch.cast(scope, floats, network.precision().activations()));
    }
    return all;
  }

  /// All products once.
  void multiply(Scope step, Program measured, Input input, List<Tensor> x) {
    network.run(step, measured, "products", input, x, inputs, weights, outFirst);
  }
}
