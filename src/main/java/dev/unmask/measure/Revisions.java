package dev.unmask.measure;

import dev.unmask.diffusion.Frame;
import java.util.Arrays;

/// How the guess at a canvas moved while it was written.
///
/// @param changes `[length]` how often the guess (`x0_hat`) at each position changed from one step
///     to the next; 0 where nothing was written
/// @param firstRight `[length]` the first step from which on the guess stayed what was written in
///     the end; 0 where nothing was written
public record Revisions(int[] changes, int[] firstRight) {
  /// Reads them off a run, frame by frame.
  public static final class Counter {
    private int[] last = {};
    private int[] changes = {};
    private int[] since = {};
    private boolean[] written = {};

    /// Hears of the next step.
    public void frame(Frame frame) {
      int[] guess = frame.guess();
      if (last.length == 0) {
        changes = new int[guess.length];
        since = new int[guess.length];
        written = new boolean[guess.length];
        for (int p : frame.beliefs().positions()) {
          written[p] = true;
          since[p] = frame.step();
        }
      } else {
        for (int p = 0; p < guess.length; p++) {
          if (guess[p] != last[p]) {
            changes[p]++;
            since[p] = frame.step();
            written[p] = true;
          }
        }
      }
      last = guess;
    }

    /// What was heard so far.
    public Revisions revisions() {
      int[] first = since.clone();
      for (int p = 0; p < first.length; p++) {
        first[p] = written[p] ? first[p] : 0;
      }
      return new Revisions(changes.clone(), first);
    }
  }

  /// Changes in all.
  public int total() {
    return Arrays.stream(changes).sum();
  }

  /// The step from which on every guess stayed.
  public int settled() {
    return Arrays.stream(firstRight).max().orElse(0);
  }
}
