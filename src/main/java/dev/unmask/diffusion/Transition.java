package dev.unmask.diffusion;

import dev.unmask.network.Denoiser;
import dev.unmask.network.TokenDraw;
import dev.unmask.network.VocabularyMemory;
import java.util.List;
import java.util.Optional;

/// From a canvas and what the network believes of it to the next canvas: which positions are
/// revealed, and for some samplers which are masked again or rewritten.
///
/// Immutable, unless `begin` says otherwise.
public interface Transition {
  /// The transition for one run over one canvas: itself, unless it remembers something from step to
  /// step.
  ///
  /// @param model that answers
  default Transition begin(Denoiser model) {
    return this;
  }

  /// What is put to the network: the canvas, with all masked positions wanted (those outside of the
  /// block for the viewer).
  default List<Probe> probes(Moment at) {
    return List.of(Probe.of(at.canvas(), at.canvas().maskedPositions()));
  }

  /// The next canvas.
  Canvas next(Step step);

  /// Whether a block is done.
  ///
  /// @param at after its last step: `number` steps are done
  default boolean finished(Moment at) {
    return at.number() >= at.total() || at.masked().length == 0;
  }

  /// The largest number of steps that a block may take.
  ///
  /// @param steps asked for
  /// @param masked positions of the block
  default int bound(int steps, int masked) {
    return steps;
  }

  /// Diffusion time of the canvas in (0, 1], for networks that are told it.
  default double time(Moment at) {
    return (double) (at.left() + 1) / at.total();
  }

  /// How many of the most probable tokens it needs to see.
  default int alternatives() {
    return 1;
  }

  /// Whether it needs the normalizers of the logits.
  default boolean normalizers() {
    return false;
  }

  /// What it needs the vocabulary's memory for.
  default Optional<VocabularyMemory.Use> memory() {
    return Optional.empty();
  }

  /// The draw that it needs, made from the one that was asked for.
  default TokenDraw draw(Moment at, TokenDraw asked) {
    return asked;
  }

  /// Whether a candidate that was drawn and not written may be used again: where the choice of
  /// positions does not look at it.
  default boolean repeatable() {
    return true;
  }

  /// The step whose random numbers draw the tokens.
  default int tokenStep(Moment at) {
    return at.step();
  }
}
