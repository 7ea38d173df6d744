package dev.unmask.bench.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes the header of a safetensors file of float32 tensors.
final class TinySafetensors {
  private final List<String> entries = new ArrayList<>();
  private long data;

  TinySafetensors tensor(String name, long... shape) {
    long end = data + 4 * Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    entries.add(
        "\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
            .formatted(name, Arrays.toString(shape), data, end));
    data = end;
    return this;
  }

  /// A whole LLaMA of width 8 with one layer and 16 tokens.
  static TinySafetensors llama() {
    TinySafetensors w =
        new TinySafetensors()
            .tensor("model.embed_tokens.weight", 16, 8)
            .tensor("model.norm.weight", 8);
    String layer = "model.layers.0.";
    for (String matrix : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
      w.tensor(layer + "self_attn." + matrix + ".weight", 8, 8);
    }
    return w.tensor(layer + "input_layernorm.weight", 8)
        .tensor(layer + "post_attention_layernorm.weight", 8)
        .tensor(layer + "mlp.gate_proj.weight", 16, 8)
        .tensor(layer + "mlp.up_proj.weight", 16, 8)
        .tensor(layer + "mlp.down_proj.weight", 8, 16);
  }

  byte[] header() {
    byte[] json = ("{" + String.join(",", entries) + "}").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  /// Bytes of the data.
  long tail() {
    return data;
  }

  Target.Content content() {
    return new Target.Content(header(), data);
  }
}
