package dev.unmask.window.trace;

import dev.unmask.diffusion.Frame;
import dev.unmask.diffusion.Role;
import dev.unmask.measure.Revisions;
import dev.unmask.network.Beliefs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The frames of one run, growing while the run is live, and what was known at each of its moments.
///
/// A worker appends; any thread reads. Readers see a prefix of the run and never wait, so a slow
/// screen does not hold up the worker: it looks at [#available] once per pulse and takes the
/// newest.
public final class Trace {
  /// A frame with an index: `believedAt[p]` is the last step whose beliefs cover position `p`,
  /// `remaskedAt[p]` the last one that masked it again.
  private record Entry(
      Frame frame,
      int[] believedAt,
      int[] remaskedAt,
      Metrics metrics,
      Counts counts,
      Revisions revisions) {}

  private final Moment start;
  private final Revisions.Counter counter = new Revisions.Counter();
  private volatile Entry[] entries = new Entry[16];
  private volatile int available;

  /// @param steps `T`, the number of steps that the run will make
  /// @param ids `[length]` of the canvas with which it begins
  /// @param roles `[length]` codes of [dev.unmask.diffusion.Role]
  public Trace(int steps, int[] ids, byte[] roles) {
    start = Moment.before(steps, ids, roles);
  }

  /// A run whose frames are known.
  public static Trace of(int steps, int[] ids, byte[] roles, List<Frame> frames) {
    Trace trace = new Trace(steps, ids, roles);
    frames.forEach(trace::append);
    return trace;
  }

  /// Adds the next frame.
  ///
  /// @throws IllegalArgumentException if its step is not the next one
  public synchronized void append(Frame frame) {
    int n = available;
    if (frame.step() != n + 1) {
      throw new IllegalArgumentException("frame " + frame.step() + " after " + n);
    }
    byte[] before = n == 0 ? start.roles() : entries[n - 1].frame.roles();
    int[] believedAt =
        Arrays.copyOf(n == 0 ? start.believedAt() : entries[n - 1].believedAt, frame.length());
    int[] ids = n == 0 ? start.ids() : entries[n - 1].frame.ids();
    // A sampler may ask about positions that are written already; those keep what was believed when
    // they were written.
    for (int position : frame.beliefs().positions()) {
      boolean rewritten =
          frame.role(position) == Role.REVEALED && frame.ids()[position] != ids[position];
      if (before[position] == Role.MASKED.code() || rewritten) {
        believedAt[position] = frame.step();
      }
    }
    int[] remaskedAt = n == 0 ? start.remaskedAt() : entries[n - 1].remaskedAt;
    int[] again = remasked(frame, before);
    if (again.length > 0) {
      remaskedAt = remaskedAt.clone();
      for (int position : again) {
        remaskedAt[position] = frame.step();
      }
    }
    Counts counts = n == 0 ? Counts.NONE : entries[n - 1].counts;
    counts =
        new Counts(
            counts.revisions() + (n == 0 ? 0 : revised(entries[n - 1].frame, frame)),
            counts.rewritten() + rewritten(frame, before),
            counts.remasked() + again.length);
    Entry[] room = n == entries.length ? Arrays.copyOf(entries, 2 * n) : entries;
    counter.frame(frame);
    Revisions revisions = counter.revisions();
    room[n] =
        new Entry(frame, believedAt, remaskedAt, Metrics.of(frame, before), counts, revisions);
    entries = room;
    available = n + 1;
  }

  private static int[] remasked(Frame frame, byte[] before) {
    return Arrays.stream(frame.changed())
        .filter(p -> before[p] == Role.REVEALED.code() && frame.role(p) == Role.MASKED)
        .toArray();
  }

  private static int rewritten(Frame frame, byte[] before) {
    return (int)
        Arrays.stream(frame.changed())
            .filter(p -> before[p] == Role.REVEALED.code() && frame.role(p) == Role.REVEALED)
            .count();
  }

  /// Guesses that changed at positions which were masked before and after the change.
  private static int revised(Frame before, Frame after) {
    int n = 0;
    for (int position : after.beliefs().positions()) {
      if (before.role(position) == Role.MASKED
          && before.guess()[position] != after.guess()[position]) {
        n++;
      }
    }
    return n;
  }

  /// The steps that the run makes at most, as far as is known: a sampler that decides by itself how
  /// many it needs says so with each frame.
  public int steps() {
    int n = available;
    return n == 0 ? start.steps() : entries[n - 1].frame.steps();
  }

  /// How many steps have been made so far.
  public int available() {
    return available;
  }

  /// Whether no step has been made.
  public boolean empty() {
    return available == 0;
  }

  /// The frame of a step, 1 to [#available].
  public Frame frame(int step) {
    return entry(step).frame;
  }

  /// The averages of a step, 1 to [#available].
  public Metrics metrics(int step) {
    return entry(step).metrics;
  }

  /// How often something happened up to a step.
  public Counts counts(int step) {
    return step == 0 ? Counts.NONE : entry(step).counts;
  }

  /// How often the guess at each position has changed up to a step, and since when it stays.
  public Revisions revisions(int step) {
    return step == 0 ? Revisions.none(start.length()) : entry(step).revisions;
  }

  /// Changes of the guess at the position that had the most so far.
  public int mostRevised() {
    int n = available;
    return n == 0 ? 0 : Arrays.stream(entries[n - 1].revisions.changes()).max().orElse(0);
  }

  private Entry entry(int step) {
    if (step < 1 || step > available) {
      throw new IndexOutOfBoundsException("step " + step + " of " + available);
    }
    return entries[step - 1];
  }

  /// The canvas at a step; step 0 is the canvas that the run started from.
  ///
  /// @throws IndexOutOfBoundsException if that step has not been made
  public Moment moment(int step) {
    if (step == 0) {
      return start;
    }
    Entry entry = entry(step);
    Frame frame = entry.frame;
    int n = frame.length();
    float[] probability = new float[n];
    float[] entropy = new float[n];
    for (int p = 0; p < n; p++) {
      int at = entry.believedAt[p];
      int row = at == 0 ? -1 : row(at, p);
      probability[p] =
          row < 0 ? Float.NaN : (float) Math.exp(entry(at).frame.beliefs().logProbabilities()[row]);
      entropy[p] = row < 0 ? Float.NaN : entry(at).frame.beliefs().entropies()[row];
    }
    return new Moment(
        step,
        frame.steps(),
        frame.ids(),
        frame.roles(),
        frame.guess(),
        probability,
        entropy,
        entry.believedAt,
        frame.changed(),
        step == 1 ? start.roles() : entry(step - 1).frame.roles(),
        entry.remaskedAt,
        frame.approximate());
  }

  /// The most probable tokens at a position as a moment shows it, best first; empty where nothing
  /// is believed.
  public List<Alternative> alternatives(int step, int position) {
    int at = step == 0 ? 0 : entry(step).believedAt[position];
    int row = at == 0 ? -1 : row(at, position);
    List<Alternative> found = new ArrayList<>();
    if (row >= 0) {
      Beliefs beliefs = entry(at).frame.beliefs();
      for (int k = row * beliefs.alternatives(); k < (row + 1) * beliefs.alternatives(); k++) {
        found.add(new Alternative(beliefs.topIds()[k], Math.exp(beliefs.topLogProbabilities()[k])));
      }
    }
    return found;
  }

  private int row(int step, int position) {
    return Arrays.binarySearch(entry(step).frame.beliefs().positions(), position);
  }
}
