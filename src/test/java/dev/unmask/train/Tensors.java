package dev.unmask.train;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.checkpoint.TensorReader;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Weights of a folder.
final class Tensors {
  private Tensors() {}

  static float[] read(Path folder, String name) {
    TensorEntry entry = CheckpointFolder.open(folder).require(name);
    float[] out = new float[(int) entry.elements()];
    try (TensorReader reader = TensorReader.open(entry)) {
      reader.floats(0, MemorySegment.ofArray(out));
    }
    return out;
  }
}
