package dev.unmask.bench;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.StoredType;
import dev.unmask.engine.Device;
import dev.unmask.engine.Torch;
import dev.unmask.network.Families;
import dev.unmask.network.MaskedDenoiser;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.Reading;
import java.nio.file.Path;
import java.util.OptionalInt;

/// A network of a [SyntheticCheckpoint], loaded.
///
/// @param network of random weights
/// @param denoiser that asks it
record SyntheticModel(Network network, MaskedDenoiser denoiser) implements AutoCloseable {
  /// Loads what [#write] wrote.
  static SyntheticModel load(Torch torch, Path folder, Precision precision) {
    CheckpointFolder checkpoint = CheckpointFolder.open(folder);
    Network network =
        Network.load(
            torch,
            Device.CPU,
            checkpoint,
            Families.blueprint(checkpoint, Reading.DIFFUSION),
            precision);
    return new SyntheticModel(network, MaskedDenoiser.of(network, OptionalInt.empty()));
  }

  /// Writes a checkpoint in float32, those of a billion parameters and more in bf16.
  static void write(SyntheticCheckpoint shape, Path folder) {
    boolean large = shape.compareTo(SyntheticCheckpoint.LLAMA_1B) >= 0;
    shape.write(folder, large ? StoredType.BF16 : StoredType.F32, false);
  }

  @Override
  public void close() {
    network.close();
  }
}
