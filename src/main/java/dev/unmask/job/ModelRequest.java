package dev.unmask.job;

import java.nio.file.Path;
import java.util.OptionalInt;

/// Which model to load, and how.
///
/// @param folder as the user gave it
/// @param dtype `f32`, `bf16` or `int8`
/// @param device `cpu` or `cuda:N`
/// @param maskId the id that masks, where the checkpoint does not say it or says it wrongly
public record ModelRequest(Path folder, String dtype, String device, OptionalInt maskId) {
  /// A model as the settings of a run want it.
  public static ModelRequest of(Path folder, Values settings) {
    return new ModelRequest(
        folder,
        settings.get(DenoiseParameters.DTYPE),
        settings.get(DenoiseParameters.DEVICE),
        OptionalInt.empty());
  }
}
