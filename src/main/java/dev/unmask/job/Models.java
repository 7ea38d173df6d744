package dev.unmask.job;

import dev.unmask.checkpoint.GenerationDefaults;
import java.nio.file.Path;
import java.util.OptionalInt;

/// Where models come from.
public interface Models {
  /// Loads a model folder, if memory is large enough. To be called on the worker of its device.
  ///
  /// @throws dev.unmask.problem.Problem if the folder holds no model that can be used, or memory is
  ///     too small
  LoadedModel open(ModelRequest request);

  /// Loads a model that writes left to right, if memory is large enough. To be called on the worker
  /// of its device.
  ///
  /// @throws dev.unmask.problem.Problem if the folder holds no such model, or memory is too small
  LoadedWriter openWriter(ModelRequest request);

  /// What the makers of a model recommend, without loading it.
  ///
  /// @throws dev.unmask.problem.Problem if the folder holds no model
  GenerationDefaults defaults(Path folder);

  /// As above, with the mask id that the checkpoint says.
  default LoadedModel open(Path folder, String dtype, String device) {
    return open(new ModelRequest(folder, dtype, device, OptionalInt.empty()));
  }

  /// What names a model in a session, an adapter or a base beside it included, without loading it.
  ///
  /// @throws dev.unmask.problem.Problem if the folder holds no model
  default String fingerprint(Path folder) {
    return ModelFiles.fingerprint(folder);
  }

  /// Memory that a model needs, without loading it.
  ///
  /// @throws dev.unmask.problem.Problem if the folder holds no model that can be used
  MemoryEstimate estimate(Path folder, String dtype);
}
