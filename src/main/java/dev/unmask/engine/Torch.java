package dev.unmask.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The running PyTorch engine. One per process: the native library cannot be unloaded.
public final class Torch {
  /// Version of libtorch that this build speaks to; any other crashes the process.
  public static final String LIBTORCH_VERSION = "2.7.1";

  /// Elements: 2 MiB of float32.
  private static final long QUANTIZED_AT_ONCE = 1L << 19;

  private final Engine engine;
  private final Scope root;
  private final Program tensors;

  private Torch(Engine engine, Scope root, Program tensors) {
    this.engine = engine;
    this.root = root;
    this.tensors = tensors;
  }

  /// Starts the engine, without any use of the network; the first start on a machine unpacks about
  /// 450 MB of native libraries.
  ///
  /// @param threads threads for one operation on the CPU, at least 1
  /// @throws Problem if the native library is missing or of another version
  public static Torch start(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
    // DJL asks its servers for models and counts its users unless told not to.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    UserLibtorch.check();
    try {
      Engine engine = Engine.getEngine("PyTorch");
      JniUtils.setNumThreads(threads);
      Scope root = new Scope((PtNDManager) engine.newBaseManager(ai.djl.Device.cpu()));
      return new Torch(engine, root, Program.load(root, ProgramSource.of("tensors.py"), Map.of()));
    } catch (RuntimeException | LinkageError e) {
      throw new Problem(
          Code.ENGINE,
          "The PyTorch engine could not be started.",
          "See the log; a broken unpacked copy is mended by deleting the folder .djl.ai in the home"
              + " folder.",
          e);
    }
  }

  /// Devices that can compute, the CPU first.
  public List<Device> devices() {
    List<Device> all = new ArrayList<>(List.of(Device.CPU));
    for (int i = 0; i < engine.getGpuCount(); i++) {
      all.add(new Device(true, i));
    }
    return all;
  }

  /// Sets how many threads one operation on the CPU uses.
  public void threads(int n) {
    JniUtils.setNumThreads(n);
  }

  /// How many threads one operation on the CPU uses.
  public int threads() {
    return JniUtils.getNumThreads();
  }

  /// Whether the processor multiplies bf16 matrices well (AVX-512 and its like). Where it does not,
  /// the engine's product of bf16 matrices is several times slower than that of float32.
  public boolean multipliesBrainFloats() {
    return tensors.number("multiplies_brain_floats") == 1;
  }

  /// A new lifetime for native memory on a device.
  public Scope scope(Device device) {
    return new Scope((PtNDManager) engine.newBaseManager(device.toEngine()));
  }

  /// The same elements in another type; the tensor itself if it has that type.
  public Tensor cast(Scope scope, Tensor x, DType dtype) {
    return x.dtype() == dtype ? x : tensors.tensor(scope, "cast", x, dtype.code());
  }

  /// A copy of a tensor in fresh memory.
  public Tensor copy(Scope scope, Tensor x) {
    return tensors.tensor(scope, "copy", x);
  }

  /// The rows of a matrix as columns, in fresh memory.
  public Tensor transpose(Scope scope, Tensor x) {
    return tensors.tensor(scope, "transpose", x);
  }

  /// A matrix with rows and columns exchanged, in the same memory.
  public Tensor turned(Scope scope, Tensor matrix) {
    return tensors.tensor(scope, "transposed", matrix);
  }

  /// A matrix as 8-bit integers, one scale for each row: absolute maximum / 127. No copy of the
  /// whole is made on the way.
  ///
  /// @param matrix `[out, in]`, or `[in, out]` if not `outFirst`; on the CPU
  /// @return the integers `[out, in]`, and the scales `[out]` in bf16
  public List<Tensor> quantize(Scope scope, Tensor matrix, boolean outFirst) {
    try (Scope passing = scope.child()) {
      Tensor rows = outFirst ? matrix : tensors.tensor(passing, "transposed", matrix);
      List<Tensor> out = eightBit(scope, rows.shape()[0], rows.shape()[1]);
      long block = blockRows(rows.shape()[1]);
      tensors.tensor(passing, "quantize", rows, out.get(0), out.get(1), block);
      return out;
    }
  }

  /// As above, of a matrix that the caller writes block after block, so that it need not be in
  /// memory at all.
  ///
  /// @param given the type that the caller writes
  /// @param filling its first argument is the index of an element, always the first of a row
  public List<Tensor> quantized(
      Scope scope, DType given, long rows, long columns, Filling filling) {
    List<Tensor> out = eightBit(scope, rows, columns);
    long block = Math.min(rows, blockRows(columns));
    try (Scope passing = scope.child()) {
      Tensor read = empty(passing, given, block, columns);
      Tensor floats = empty(passing, DType.F32, block, columns);
      for (long first = 0; first < rows; first += block) {
        try (Scope views = passing.child()) {
          long n = Math.min(block, rows - first);
          long[] shape = {n, columns};
          Tensor part = tensors.tensor(views, "slice", read, shape, new long[] {columns, 1}, 0L);
          filling.fill(first * columns, part.memory());
          tensors.tensor(views, "quantize_rows", part, floats, out.get(0), out.get(1), first);
        }
      }
    }
    return out;
  }

  private List<Tensor> eightBit(Scope scope, long rows, long columns) {
    return List.of(empty(scope, DType.I8, rows, columns), empty(scope, DType.BF16, rows));
  }

  /// Rows whose floats stay in a core's cache.
  private static long blockRows(long columns) {
    return Math.max(1, QUANTIZED_AT_ONCE / Math.max(1, columns));
  }

  /// `w + scale * b a` in float32.
  ///
  /// @param w `[out, in]`, or `[in, out]` if not `outFirst`
  /// @param a `[rank, in]`
  /// @param b `[out, rank]`
  public Tensor mergeLowRank(
      Scope scope, Tensor w, Tensor a, Tensor b, double factor, boolean outFirst) {
    return tensors.tensor(scope, "merge", w, a, b, factor, outFirst);
  }

  /// `factor * x` in float32.
  public Tensor scaled(Scope scope, Tensor x, double factor) {
    return tensors.tensor(scope, "scaled", x, factor);
  }

  /// Uninitialised memory on the CPU.
  public Tensor empty(Scope scope, DType dtype, long... shape) {
    return tensors.tensor(scope, "empty", shape, dtype.code());
  }

  /// Memory on the CPU that the caller fills, part by part.
  ///
  /// @throws Problem if there is not enough memory
  public Tensor filled(Scope scope, DType dtype, long[] shape, Filling filling) {
    Tensor whole = empty(scope, dtype, shape);
    long elements = whole.elements();
    try (Scope views = scope.child()) {
      for (long first = 0; first < elements; first += Filling.PART) {
        long n = Math.min(Filling.PART, elements - first);
        Tensor part = tensors.tensor(views, "slice", whole, new long[] {n}, new long[] {1}, first);
        filling.fill(first, part.memory());
      }
    }
    return whole;
  }

  /// A copy of a tensor on another device; the tensor itself if it is there.
  public Tensor move(Scope scope, Tensor x, Device device) {
    return tensors.tensor(scope, "move", x, device.name());
  }

  /// A tensor of the CPU on a device: itself on the CPU.
  public Tensor placed(Scope scope, Tensor onCpu, Device device) {
    return device.cuda() ? move(scope, onCpu, device) : onCpu;
  }

  /// Overwrites all elements of a tensor by a number.
  public void set(Tensor x, double number) {
    tensors.number("set", x, number);
  }

  /// Overwrites the elements of a tensor by those of another of the same shape, on any device.
  public void set(Tensor x, Tensor by) {
    tensors.number("overwrite", x, by);
  }

  Program tensors() {
    return tensors;
  }

  Scope root() {
    return root;
  }
}
