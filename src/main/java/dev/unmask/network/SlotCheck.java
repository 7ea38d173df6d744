package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whether the tensors of a checkpoint are those that its blueprint asks for.
public final class SlotCheck {
  private SlotCheck() {}

  /// Every tensor that is missing, of another shape, or of a type that is not computed with.
  ///
  /// @param most no more problems than so many
  public static List<Problem> problems(CheckpointFolder folder, Blueprint blueprint, int most) {
    Map<String, Problem> found = new LinkedHashMap<>();
    for (Slot slot : blueprint.slots()) {
      switch (slot) {
        case Slot.Stored s -> look(folder, s, found, most);
        case Slot.Linear l -> look(folder, l.weight(), found, most);
        case Slot.Computed c -> {}
      }
    }
    blueprint.head().forEach(s -> look(folder, s, found, most));
    return List.copyOf(found.values());
  }

  private static void look(
      CheckpointFolder folder, Slot.Stored slot, Map<String, Problem> found, int most) {
    if (found.size() >= most) {
      return;
    }
    try {
      TensorEntry entry = folder.require(slot.tensor());
      shape(entry, slot);
      if (!entry.dtype().computable()) {
        throw type(entry);
      }
    } catch (Problem p) {
      found.putIfAbsent(slot.tensor(), p);
    }
  }

  /// @throws Problem TENSOR if the shape is another one
  static void shape(TensorEntry entry, Slot.Stored slot) {
    if (!Arrays.equals(entry.shape(), slot.shape())) {
      throw new Problem(
          Code.TENSOR,
          "Tensor "
              + slot.tensor()
              + " has shape "
              + Arrays.toString(entry.shape())
              + " where "
              + Arrays.toString(slot.shape())
              + " is needed.",
          "config.json and the weights do not belong together; download the checkpoint again.");
    }
  }

  /// A tensor of a type that is not computed with.
  static Problem type(TensorEntry entry) {
    return new Problem(
        Code.TENSOR,
        "Tensor " + entry.name() + " is stored as " + entry.dtype() + ".",
        "Convert the checkpoint to float32, float16 or bfloat16.");
  }
}
