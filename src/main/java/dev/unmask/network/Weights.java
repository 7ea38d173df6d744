package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.LoraAdapter;
import dev.unmask.checkpoint.StoredType;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.checkpoint.TensorReader;
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
import org.jspecify.annotations.Nullable;

/// Brings the weights of a checkpoint to a device, in the type to compute with.
///
/// Large files are mapped and never copied where the types agree; quantised tensors become floats
/// one after the other; checkpoints below
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
  private final @Nullable Adaptation adaptation;

  /// @param scope on the CPU; holds what is loaded
  /// @param adaptation applied to the linear layers, or null
  Weights(
      Torch torch,
      Scope scope,
      Device device,
      Precision precision,
      CheckpointFolder folder,
      @Nullable Adaptation adaptation) {
    if (adaptation != null && folder.format() != CheckpointFolder.Format.SAFETENSORS) {
      throw new Problem(
          Code.FORMAT,
          "An adapter cannot be applied to "
              + folder.name()
              + ", whose weights lie in another order.",
          "Open the base model as a folder of safetensors files.");
    }
    this.adaptation = adaptation;
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
  /// @param a `[rank, in]` of an adapter that is kept apart; else empty
  /// @param b `[out, rank]`, times the adapter's scale; else empty
  record Filled(Tensor values, Tensor scale, Tensor a, Tensor b) {
    /// What `linear.py` reads beside the values.
    List<Tensor> extras() {
      return List.of(scale, a, b);
    }
  }

  /// The array for a slot. Asked for twice (a tied head) it is the same memory.
  ///
  /// @throws Problem if it is missing, of another shape or of a type that cannot be computed with
  Filled get(Slot slot) {
    return switch (slot) {
      case Slot.Stored s -> plain(stored(s));
      case Slot.Linear l -> linear(l);
      case Slot.Computed c -> plain(placed(scope.floats(c.values(), c.values().length)));
    };
  }

  private Filled plain(Tensor values) {
    return new Filled(values, none, none, none);
  }

  private Filled linear(Slot.Linear slot) {
    LoraAdapter.Pair pair =
        adaptation == null ? null : adaptation.adapter().pairs().get(slot.weight().tensor());
    if (adaptation == null || pair == null) {
      return precision == Precision.INT8 ? quantized(slot, null) : plain(matrix(slot));
    }
    if (adaptation.merged()) {
      return merged(slot, pair, adaptation.adapter().scale());
    }
    Filled base = precision == Precision.INT8 ? quantized(slot, null) : plain(matrix(slot));
    try (Scope passing = scope.child()) {
      Tensor b = torch.scaled(passing, mapped(pair.b()), adaptation.adapter().scale());
      DType compute = precision.activations();
      return new Filled(
          base.values(),
          base.scale(),
          placed(torch.copy(scope, torch.cast(passing, mapped(pair.a()), compute))),
          placed(torch.copy(scope, torch.cast(passing, b, compute))));
    }
  }

  /// bf16 with the inputs first: processors without AVX-512 multiply by it about ten times slower
  /// than by the same matrix with the outputs first, so it is laid out that way and shown as it
  /// was.
  private Tensor matrix(Slot.Linear slot) {
    boolean turned = !slot.outFirst() && precision == Precision.BF16 && !device.cuda();
    if (!turned) {
      return stored(slot.weight());
    }
    try (Scope passing = scope.child()) {
      Tensor given = stored(passing, checked(slot.weight()), DType.BF16);
      Tensor brain = torch.cast(passing, given, DType.BF16);
      return torch.turned(scope, torch.transpose(scope, brain));
    }
  }

  private Filled merged(Slot.Linear slot, LoraAdapter.Pair pair, double factor) {
    try (Scope passing = scope.child()) {
      Tensor sum =
          torch.mergeLowRank(
              passing,
              stored(passing, checked(slot.weight()), DType.F32),
              mapped(pair.a()),
              mapped(pair.b()),
              factor,
              slot.outFirst());
      if (precision == Precision.INT8) {
        return quantized(slot, sum);
      }
      return plain(placed(torch.copy(scope, torch.cast(passing, sum, precision.activations()))));
    }
  }

  /// @param given the matrix, or null to take it from the checkpoint
  private Filled quantized(Slot.Linear slot, @Nullable Tensor given) {
    TensorEntry entry = checked(slot.weight());
    List<Tensor> q;
    if (given == null && slot.outFirst() && !entry.transposed() && entry.dtype().computable()) {
      q = quantized(entry);
    } else {
      try (Scope passing = scope.child()) {
        Tensor matrix = given == null ? stored(passing, entry, DType.F32) : given;
        q = torch.quantize(scope, matrix, slot.outFirst());
      }
    }
    return new Filled(placed(q.get(0)), placed(q.get(1)), none, none);
  }

  /// Read rather than mapped: what a process has mapped and touched counts as its memory, and
  /// touching page after page takes longer than a copy.
  private List<Tensor> quantized(TensorEntry entry) {
    long[] shape = entry.shape();
    boolean brain = entry.dtype() == StoredType.BF16;
    try (TensorReader reader = TensorReader.open(entry)) {
      return torch.quantized(
          scope,
          brain ? DType.BF16 : DType.F32,
          shape[0],
          shape[1],
          brain ? reader::bytes : reader::floats);
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
    TensorEntry saved = adaptation == null ? null : adaptation.adapter().saved().get(slot.tensor());
    TensorEntry entry = saved == null ? folder.require(slot.tensor()) : saved;
    SlotCheck.shape(entry, slot);
    return entry;
  }

  private Tensor load(TensorEntry entry) {
    DType compute = precision.activations();
    if (entry.dtype().quantised() && !entry.transposed() && !device.cuda()) {
      return dequantised(scope, entry, compute);
    }
    try (Scope passing = scope.child()) {
      Tensor stored = stored(passing, entry, compute);
      if (device.cuda()) {
        return torch.move(scope, torch.cast(passing, stored, compute), device);
      }
      Tensor cast = torch.cast(scope, stored, compute);
      return cast == stored && (copy || entry.transposed()) ? torch.copy(scope, cast) : cast;
    }
  }

  /// A tensor in the type of its file, mapped; of a quantised one the floats.
  ///
  /// @param passing holds what is made
  /// @param floats the type that quantised numbers become
  private Tensor stored(Scope passing, TensorEntry entry, DType floats) {
    Tensor t = entry.dtype().quantised() ? dequantised(passing, entry, floats) : mapped(entry);
    return entry.transposed() ? torch.transpose(passing, t) : t;
  }

  private Tensor mapped(TensorEntry entry) {
    DType stored =
        switch (entry.dtype()) {
          case F32 -> DType.F32;
          case F16 -> DType.F16;
          case BF16 -> DType.BF16;
          default -> throw SlotCheck.type(entry);
        };
    return map(entry.file()).tensor(stored, entry.offset(), entry.fileShape());
  }

  private Tensor dequantised(Scope kept, TensorEntry entry, DType floats) {
    try (TensorReader reader = TensorReader.open(entry)) {
      return torch.filled(
          kept,
          floats,
          entry.fileShape(),
          floats == DType.BF16 ? reader::brainFloats : reader::floats);
    }
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
