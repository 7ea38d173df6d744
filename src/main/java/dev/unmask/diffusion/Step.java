package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import java.util.List;

/// What a transition may look at: where the run stands, and what the network believes.
///
/// @param at where the run stands
/// @param answers one for each [Probe] of the transition
public record Step(Moment at, List<Beliefs> answers) {
  public Step {
    answers = List.copyOf(answers);
  }

  /// Of the only probe, or of the first.
  public Beliefs beliefs() {
    return answers.getFirst();
  }

  /// The canvas that the network saw.
  public Canvas canvas() {
    return at.canvas();
  }

  /// The masked positions of the block, ascending.
  public int[] masked() {
    return at.masked();
  }

  /// The candidate of each position; where the network was not asked, the token that stands there.
  ///
  /// @return `[length]`
  public int[] candidates() {
    int[] tokens = canvas().ids();
    Beliefs b = beliefs();
    for (int i = 0; i < b.count(); i++) {
      if (b.positions()[i] < tokens.length) {
        tokens[b.positions()[i]] = b.candidates()[i];
      }
    }
    return tokens;
  }

  /// The most probable token of each position, whatever was drawn; where the network was not asked,
  /// the token that stands there.
  ///
  /// @return `[length]`
  public int[] best() {
    int[] tokens = canvas().ids();
    Beliefs b = beliefs();
    for (int i = 0; i < b.count(); i++) {
      if (b.positions()[i] < tokens.length) {
        tokens[b.positions()[i]] = b.topIds()[i * b.alternatives()];
      }
    }
    return tokens;
  }

  /// Reveals positions with their candidates.
  public Canvas reveal(int... positions) {
    return canvas().reveal(positions, candidates());
  }
}
