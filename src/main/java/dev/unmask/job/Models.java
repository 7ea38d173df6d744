package dev.unmask.job;

import java.nio.file.Path;

/// Where models come from.
public interface Models {
  /// Loads a model folder. To be called on the worker of its device.
  ///
  /// @param folder as the user gave it
  /// @param dtype `f32` or `bf16`
  /// @param device `cpu` or `cuda:N`
  /// @throws dev.unmask.problem.Problem if the folder holds no model that can be used, or memory is
  ///     too small
  LoadedModel open(Path folder, String dtype, String device);

  /// Memory that a run needs, without loading anything.
  ///
  /// @throws dev.unmask.problem.Problem if the folder holds no model that can be used
  MemoryEstimate estimate(Path folder, String dtype);
}
