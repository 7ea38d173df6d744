package dev.unmask.task;

import java.util.Set;

/// What is to be said of an answer.
///
/// @param answer whether the final number is right (of a worksheet: every result)
/// @param flaws of the chain that leads to it; none if it holds together
public record Verdict(boolean answer, Set<Flaw> flaws) {
  public Verdict {
    flaws = Set.copyOf(flaws);
  }

  /// Whether the answer is right and the whole chain leads to it.
  public boolean chain() {
    return answer && flaws.isEmpty();
  }
}
