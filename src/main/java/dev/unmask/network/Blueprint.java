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
/// @param head the matrix `[vocabulary, width]` that turns hidden rows into logits, and its bias
///     where there is one
/// @param cache what a key-value cache holds
/// @param traits what sets its family apart
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
    List<Slot.Stored> head,
    CacheShape cache,
    Traits traits) {

  /// What a network is used for.
  public enum Kind {
    /// Masked diffusion: bidirectional attention, predicts masked positions.
    MASKED_DIFFUSION,
    /// Left to right: causal attention, predicts the next token.
    AUTOREGRESSIVE
  }

  /// What sets a family of diffusion networks apart.
  ///
  /// @param neverPredictsMask the mask's logit counts as minus infinity (MDLM's parameterisation)
  /// @param toldTheNoise the noise level is an input
  /// @param blockSize positions see their own block and those before it; 0 sees all
  public record Traits(boolean neverPredictsMask, boolean toldTheNoise, int blockSize) {
    /// DiffuGPT, DiffuLLaMA, Dream, LLaDA, and all that write left to right.
    public static final Traits PLAIN = new Traits(false, false, 0);
  }

  public Blueprint {
    constants = Map.copyOf(constants);
    slots = List.copyOf(slots);
    head = List.copyOf(head);
  }
}
