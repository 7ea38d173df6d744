package dev.unmask.engine;

/// Where a model computes.
///
/// @param cuda a CUDA device; otherwise the CPU
/// @param index number of the CUDA device; 0 for the CPU
public record Device(boolean cuda, int index) {
  /// The processor.
  public static final Device CPU = new Device(false, 0);

  /// The name that users type and read: `cpu`, `cuda:0`.
  public String name() {
    return cuda ? "cuda:" + index : "cpu";
  }

  ai.djl.Device toEngine() {
    return cuda ? ai.djl.Device.gpu(index) : ai.djl.Device.cpu();
  }
}
