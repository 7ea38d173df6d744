package dev.unmask.network;

import dev.unmask.engine.ProgramSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// All that is needed to build a network from a checkpoint: what a [Family] makes of one
/// configuration.
///
/// @param family name of the family, as users know it
/// @param kind what the network is used for
/// @param shifted output row `i` predicts position `i + 1`
/// @param vocabulary rows of the embedding table, from the tensor
/// @param maxLength positions
/// @param maskId from the configuration, where it is there
/// @param program text of the network; reads [#slots()] and the head
/// @param constants attributes of the program
/// @param slots the weights in the program's order
/// @param head the matrix `[vocabulary, width]` that turns hidden rows into logits
/// @param cache what a key-value cache holds
public record Blueprint(
    String family,
    Kind kind,
    boolean shifted,
    int vocabulary,
    int maxLength,
    OptionalInt maskId,
    ProgramSource program,
    Map<String, Object> constants,
    List<Slot> slots,
    Slot.Stored head,
    CacheShape cache) {

  /// What a network is used for.
  public enum Kind {
    /// Masked diffusion: bidirectional attention, predicts masked positions.
    MASKED_DIFFUSION,
    /// Left to right: causal attention, predicts the next token.
    AUTOREGRESSIVE
  }

  public Blueprint {
    constants = Map.copyOf(constants);
    slots = List.copyOf(slots);
  }
}
