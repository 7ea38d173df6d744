package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.engine.DType;
import dev.unmask.engine.Device;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.engine.WeightsMap;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Brings the weights of a checkpoint to a device, in the type to compute with.
///
/// Large files are mapped and never copied where the types agree; checkpoints below
/// [#COPY_BELOW_BYTES] are copied, so that a file replaced while it is in use does no harm.
final class Weights {
  /// 64 MiB.
  static final long COPY_BELOW_BYTES = 64L << 20;

  private final Torch torch;
  private final Scope scope;
  private final Device device;
  private final Precision precision;
  private final boolean copy;
  private final CheckpointFolder folder;
  private final Map<Path, WeightsMap> maps = new HashMap<>();
  private final Map<String, Tensor> loaded = new HashMap<>();
  private final Tensor none;

  /// @param scope on the CPU; holds what is loaded
  Weights(Torch torch, Scope scope, Device device, Precision precision, CheckpointFolder folder) {
    this.torch = torch;
    this.scope = scope;
    this.device = device;
    this.precision = precision;
    this.none = scope.floats(new float[0], 0);
    this.folder = folder;
    this.copy = folder.bytes() < COPY_BELOW_BYTES;
  }

  /// What fills a slot.
  ///
  /// @param values in the type to compute with, or 8-bit integers `[out, in]`
  /// @param scale `[out]` of 8-bit integers; else empty
  record Filled(Tensor values, Tensor scale) {}

  /// The array for a slot. Asked for twice (a tied head) it is the same memory.
  ///
  /// @throws Problem if it is missing, of another shape or of a type that cannot be computed with
  Filled get(Slot slot) {
    return switch (slot) {
      case Slot.Stored s -> new Filled(stored(s), none);
      case Slot.Linear l ->
          precision == Precision.INT8 ? quantized(l) : new Filled(stored(l.weight()), none);
      case Slot.Computed c -> new Filled(placed(scope.floats(c.values(), c.values().length)), none);
    };
  }

  private Filled quantized(Slot.Linear slot) {
    try (Scope passing = scope.child()) {
      Tensor matrix = mapped(checked(slot.weight()));
      Tensor rows = slot.outFirst() ? matrix : torch.transpose(passing, matrix);
      List<Tensor> q = torch.quantize(scope, rows);
      return new Filled(placed(q.get(0)), placed(q.get(1)));
    }
  }

  private Tensor placed(Tensor onCpu) {
    return device.cuda() ? torch.move(scope, onCpu, device) : onCpu;
  }

  private Tensor stored(Slot.Stored slot) {
    TensorEntry entry = checked(slot);
    return loaded.computeIfAbsent(slot.tensor(), n -> load(entry));
  }

  private TensorEntry checked(Slot.Stored slot) {
    TensorEntry entry = folder.require(slot.tensor());
    if (!Arrays.equals(entry.shape(), slot.shape())) {
      throw new Problem(
          Code.TENSOR,
          "Tensor "
              + slot.tensor()
              + " has shape "
              + Arrays.toString(entry.shape())
              + " where "
              + Arrays.toString(slot.shape())
              + " is needed.",
          "config.json and the weights do not belong together; download the checkpoint again.");
    }
    return entry;
  }

  private Tensor load(TensorEntry entry) {
    Tensor mapped = mapped(entry);
    DType compute = precision.activations();
    if (device.cuda()) {
      try (Scope passing = scope.child()) {
        return torch.move(scope, torch.cast(passing, mapped, compute), device);
      }
    }
    Tensor cast = torch.cast(scope, mapped, compute);
    return copy && mapped.dtype() == compute ? torch.copy(scope, cast) : cast;
  }

  private Tensor mapped(TensorEntry entry) {
    DType stored =
        switch (entry.dtype()) {
          case F32 -> DType.F32;
          case F16 -> DType.F16;
          case BF16 -> DType.BF16;
          default ->
              throw new Problem(
                  Code.TENSOR,
                  "Tensor " + entry.name() + " is stored as " + entry.dtype() + ".",
                  "Convert the checkpoint to float32, float16 or bfloat16.");
        };
    return map(entry.file()).tensor(stored, entry.offset(), entry.shape());
  }

  private WeightsMap map(Path file) {
    return maps.computeIfAbsent(file, f -> WeightsMap.of(torch, scope, f));
  }

  /// Rows of a matrix whose width is known.
  static int rows(CheckpointFolder folder, String tensor, int width) {
    long[] shape = folder.require(tensor).shape();
    if (shape.length != 2 || shape[1] != width || shape[0] < 1 || shape[0] > 1 << 24) {
      throw new Problem(
          Code.TENSOR,
          "Tensor "
              + tensor
              + " has shape "
              + Arrays.toString(shape)
              + " where [vocabulary, "
              + width
              + "] is needed.",
          "config.json and the weights do not belong together; download the checkpoint again.");
    }
    return (int) shape[0];
  }
}
