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

  /// The key of a configuration that says for a masked diffusion model whether output row `i`
  /// predicts position `i + 1`, where its family alone does not: GGUF files say it, and so do
  /// models that were trained here without the shift.
  public static final String SHIFTED = "unmask.shift_logits";

  /// What a network is used for.
  public enum Kind {
    /// Masked diffusion: bidirectional attention, predicts masked positions.
    MASKED_DIFFUSION,
    /// Left to right: causal attention, predicts the next token.
    AUTOREGRESSIVE
  }

  /// How rows of different lengths become one batch.
  public enum Padding {
    /// On the right, where a causal network never looks: the rows are as if they were alone.
    RIGHT_UNSEEN,
    /// On the right, and nothing hides it: these models were trained to see and to write the
    /// filling, so its amount is part of the canvas (DiffuGPT, DiffuLLaMA).
    RIGHT_SEEN,
    /// On the left, hidden from all by an attention mask: the rows are as if they were alone, since
    /// rotary attention knows distances only (Dream, LLaDA).
    LEFT_HIDDEN,
    /// Not at all: trained on whole packed canvases, the batch has one length (MDLM, BD3LM, SEDD).
    NONE
  }

  /// What sets a family of networks apart.
  ///
  /// @param neverPredictsMask the mask's logit counts as minus infinity (MDLM's parameterisation)
  /// @param toldTheNoise the noise level is an input
  /// @param blockSize positions see their own block and those before it; 0 sees all
  /// @param padding of a batch
  public record Traits(
      boolean neverPredictsMask, boolean toldTheNoise, int blockSize, Padding padding) {
    /// Predicts masks like any token, is not told the noise, and every position sees all.
    public static Traits plain(Padding padding) {
      return new Traits(false, false, 0, padding);
    }

    /// Networks that are published under one name as both: left to right, or adapted to diffusion
    /// in the way of DiffuLLaMA.
    static Traits adapted(Kind kind) {
      return plain(kind == Kind.AUTOREGRESSIVE ? Padding.RIGHT_UNSEEN : Padding.RIGHT_SEEN);
    }
  }

  public Blueprint {
    constants = Map.copyOf(constants);
    slots = List.copyOf(slots);
    head = List.copyOf(head);
  }
}
