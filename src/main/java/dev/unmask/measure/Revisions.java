package dev.unmask.measure;

import dev.unmask.diffusion.Frame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// How the guess at a canvas moved while it was written.
///
/// @param changes `[length]` how often the guess (`x0_hat`) at each position changed from one step
///     to the next; 0 where nothing was written
/// @param firstRight `[length]` the first step from which on the guess stayed what was written in
///     the end; 0 where nothing was written
/// @param returned `[length]` whether the guess was what was written in the end, left it, and came
///     back
public record Revisions(int[] changes, int[] firstRight, boolean[] returned) {
  /// Those of a canvas that no step has touched.
  public static Revisions none(int length) {
    return new Revisions(new int[length], new int[length], new boolean[length]);
  }

  /// Reads them off a run, frame by frame.
  public static final class Counter {
    private int[] last = {};
    private int[] changes = {};
    private int[] since = {};
    private boolean[] written = {};
    private final Map<Integer, Set<Integer>> left = new HashMap<>();

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
            left.computeIfAbsent(p, at -> new HashSet<>()).add(last[p]);
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
      boolean[] returned = new boolean[first.length];
      for (int p = 0; p < first.length; p++) {
        first[p] = written[p] ? first[p] : 0;
        returned[p] = left.getOrDefault(p, Set.of()).contains(last[p]);
      }
      return new Revisions(changes.clone(), first, returned);
    }
  }

  /// Changes in all.
  public int total() {
    return Arrays.stream(changes).sum();
  }

  /// Positions whose guess left what was written in the end and came back to it.
  public int returns() {
    return (int) IntStream.range(0, returned.length).filter(p -> returned[p]).count();
  }

  /// The step from which on every guess stayed.
  public int settled() {
    return Arrays.stream(firstRight).max().orElse(0);
  }
}
