package dev.unmask.job;

import dev.unmask.network.Reading;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// Which model to load, and how.
///
/// @param folder as the user gave it
/// @param dtype `f32`, `bf16` or `int8`
/// @param device `cpu` or `cuda:N`
/// @param maskId the id that masks, where the checkpoint does not say it or says it wrongly
/// @param reading what it is, where its files leave that open
/// @param adapter applied on load
/// @param numbers whether a checkpoint without a tokenizer will do: ids are then shown as numbers
public record ModelRequest(
    Path folder,
    String dtype,
    String device,
    OptionalInt maskId,
    Reading reading,
    Optional<AdapterChoice> adapter,
    boolean numbers) {
  /// A model as its files say it is, with its tokenizer.
  public ModelRequest(Path folder, String dtype, String device, OptionalInt maskId) {
    this(folder, dtype, device, maskId, Reading.AUTOMATIC, Optional.empty(), false);
  }

  /// A model as the settings of a run want it.
  public static ModelRequest of(Path folder, Values settings) {
    return new ModelRequest(
        folder,
        settings.get(DenoiseParameters.DTYPE),
        settings.get(DenoiseParameters.DEVICE),
        OptionalInt.empty());
  }

  /// The same of another folder.
  public ModelRequest at(Path other) {
    return new ModelRequest(other, dtype, device, maskId, reading, adapter, numbers);
  }

  /// The same, read in another way.
  public ModelRequest reading(Reading other) {
    return new ModelRequest(folder, dtype, device, maskId, other, adapter, numbers);
  }

  /// The same with an adapter, or without.
  public ModelRequest adapted(Optional<AdapterChoice> other) {
    return new ModelRequest(folder, dtype, device, maskId, reading, other, numbers);
  }

  /// The same, where ids will do in place of text.
  public ModelRequest orNumbers(boolean will) {
    return new ModelRequest(folder, dtype, device, maskId, reading, adapter, will);
  }
}
