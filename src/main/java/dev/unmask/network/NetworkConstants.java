package dev.unmask.network;

import dev.unmask.engine.Device;
import dev.unmask.engine.Torch;
import java.util.HashMap;
import java.util.Map;

/// Attributes of a network's program that do not come from its blueprint: where it computes, in
/// what, and how much at once.
final class NetworkConstants {
  /// Rows of the vocabulary matrix multiplied in one piece: 4,096 reach 96 % of the processor's
  /// rate where the whole matrix reaches 60.
  private static final long VOCABULARY_CHUNK = 4096;

  /// Up to so many rows the 8-bit product is as fast as bf16; beyond, dequantising first is faster.
  private static final long INT8_ROWS = 32;

  /// Logits reduced at once by the engine, in elements (4 MB of float32): they stay in the
  /// processor's cache from one operation to the next.
  private static final long REDUCED_AT_ONCE = 1L << 20;

  private NetworkConstants() {}

  /// All attributes of a program.
  static Map<String, Object> of(
      Torch torch, Device device, Blueprint blueprint, Precision precision) {
    Map<String, Object> constants = new HashMap<>(blueprint.constants());
    constants.put("device", device.name());
    constants.put("chunk", VOCABULARY_CHUNK);
    constants.put("rows", Math.max(1, VocabularySearch.LOGITS_AT_ONCE / blueprint.vocabulary()));
    constants.put("slice", Math.max(1, REDUCED_AT_ONCE / blueprint.vocabulary()));
    constants.put("int8_rows", INT8_ROWS);
    constants.put(
        "widens", precision != Precision.F32 && !device.cuda() && !torch.multipliesBrainFloats());
    return constants;
  }
}
