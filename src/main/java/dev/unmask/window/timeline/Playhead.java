package dev.unmask.window.timeline;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;

/// Which step is looked at: 0, the canvas before the run, up to the newest step there is.
///
/// While a run is live the head follows its newest step, until the user moves it; moving it to the
/// newest step follows again. A run that is faster than an eye is followed at a pace: its frames
/// are in memory, and the head walks through them.
public final class Playhead {
  /// Steps per second at speed 1, at least.
  public static final double RATE = 8;

  /// At speed 1 no run takes more seconds than this to play.
  static final double LONGEST = 4;

  private final IntegerProperty step = new SimpleIntegerProperty();
  private final ReadOnlyIntegerWrapper newest = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper steps = new ReadOnlyIntegerWrapper();
  private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper live = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper();
  private final DoubleProperty speed = new SimpleDoubleProperty(1);
  private final BooleanProperty paced = new SimpleBooleanProperty();
  private double owed;

  /// The step looked at.
  public ReadOnlyIntegerProperty step() {
    return step;
  }

  /// The newest step there is.
  public ReadOnlyIntegerProperty newest() {
    return newest.getReadOnlyProperty();
  }

  /// The steps that the run will have made at its end, at most.
  public ReadOnlyIntegerProperty steps() {
    return steps.getReadOnlyProperty();
  }

  /// Whether the run is being played back.
  public ReadOnlyBooleanProperty playing() {
    return playing.getReadOnlyProperty();
  }

  /// Whether the head follows a live run.
  public ReadOnlyBooleanProperty following() {
    return following.getReadOnlyProperty();
  }

  /// How many times faster than at speed 1 a run is played.
  public DoubleProperty speed() {
    return speed;
  }

  /// Whether a live run is followed at a pace that can be watched, rather than step for step as
  /// they arrive.
  public BooleanProperty paced() {
    return paced;
  }

  /// Looks at another run.
  ///
  /// @param total `T`; a run that ended sooner has as many steps as it made
  /// @param made steps there are now
  /// @param running whether more will come; the head then follows them
  /// @param at step to look at
  public void open(int total, int made, boolean running, int at) {
    playing.set(false);
    steps.set(running ? total : made);
    newest.set(made);
    live.set(running);
    following.set(running);
    step.set(running ? made : Math.clamp(at, 0, made));
  }

  /// More steps have been made, and perhaps the run knows better how many there will be.
  ///
  /// @param total `T` as far as is known now
  public void grown(int made, int total) {
    steps.set(Math.max(made, total));
    grown(made);
  }

  /// More steps have been made.
  public void grown(int made) {
    newest.set(made);
    if (following.get() && !paced.get()) {
      step.set(made);
    }
  }

  /// The run has ended: no more steps will come. A head that followed walks on to the end.
  public void ended() {
    boolean behind = following.get() && step.get() < newest.get();
    live.set(false);
    following.set(false);
    steps.set(newest.get());
    playing.set(playing.get() || behind);
  }

  /// Moves by hand: playing stops.
  public void moveTo(int target) {
    playing.set(false);
    following.set(false);
    place(target);
  }

  /// Moves by hand, by a number of steps.
  public void moveBy(int by) {
    moveTo(step.get() + by);
  }

  private void place(int target) {
    boolean chasing = following.get() && target > step.get();
    step.set(Math.clamp(target, 0, newest.get()));
    following.set(live.get() && (chasing || step.get() == newest.get()));
  }

  /// Plays from here, from the beginning if the end is reached, or pauses.
  public void toggle() {
    if (playing.get() || following.get()) {
      playing.set(false);
      following.set(false);
    } else if (newest.get() > 0) {
      if (step.get() == newest.get()) {
        place(live.get() ? newest.get() : 0);
      }
      owed = 0;
      playing.set(!following.get());
    }
  }

  /// Time has passed: while playing, or following at a pace, the head moves.
  ///
  /// @param seconds since the last call
  public void advance(double seconds) {
    boolean walks = playing.get() || (following.get() && step.get() < newest.get());
    if (!walks) {
      owed = 0;
      return;
    }
    owed += seconds * rate();
    int whole = (int) owed;
    if (whole > 0) {
      owed -= whole;
      place(step.get() + whole);
      if (step.get() == newest.get()) {
        playing.set(false);
      }
    }
  }

  /// Steps per second.
  private double rate() {
    return Math.max(RATE, steps.get() / LONGEST) * speed.get();
  }
}
