package dev.unmask.job;

import java.nio.file.Path;
import java.util.OptionalInt;

/// Where models come from.
public interface Models {
  /// Loads a model folder, if memory is large enough. To be called on the worker of its device.
  ///
  /// @throws dev.unmask.problem.Problem if the folder holds no model that can be used, or memory is
  ///     too small
  LoadedModel open(ModelRequest request);

  /// As above, with the mask id that the checkpoint says.
  default LoadedModel open(Path folder, String dtype, String device) {
    return open(new ModelRequest(folder, dtype, device, OptionalInt.empty()));
  }

  /// Memory that a model needs, without loading it.
  ///
  /// @throws dev.unmask.problem.Problem if the folder holds no model that can be used
  MemoryEstimate estimate(Path folder, String dtype);
}
