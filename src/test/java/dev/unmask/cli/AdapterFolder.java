package dev.unmask.cli;

import dev.unmask.checkpoint.SafetensorsWriter;
import dev.unmask.checkpoint.StoredType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Writes an adapter as PEFT does, by the definition of the format.
final class AdapterFolder {
  private static final int RANK = 4;

  private AdapterFolder() {}

  /// @param module the adapted linear layer
  /// @param in its inputs
  /// @param out its outputs
  /// @param seed of the factors
  static void write(Path folder, String module, int in, int out, long seed) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("adapter_config.json"),
        "{\"peft_type\": \"LORA\", \"r\": 4, \"lora_alpha\": 8, \"bias\": \"none\","
            + " \"base_model_name_or_path\": \"some/base\"}");
    Random random = new Random(seed);
    String name = "base_model.model." + module;
    new SafetensorsWriter()
        .tensor(name + ".lora_A.weight", StoredType.F32, new long[] {RANK, in}, fill(random, in))
        .tensor(name + ".lora_B.weight", StoredType.F32, new long[] {out, RANK}, fill(random, out))
        .write(folder.resolve("adapter_model.safetensors"));
  }

  private static ByteBuffer fill(Random random, int n) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * RANK * n).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putFloat(0.2f * (float) random.nextGaussian());
    }
    return bytes.flip();
  }
}
