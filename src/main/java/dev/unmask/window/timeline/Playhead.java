package dev.unmask.window.timeline;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;

/// Which step is looked at: 0, the canvas before the run, up to the newest step there is.
///
/// While a run is live the head follows its newest step, until the user moves it; moving it to the
/// newest step follows again.
public final class Playhead {
  /// Steps per second at speed 1.
  public static final double RATE = 8;

  private final IntegerProperty step = new SimpleIntegerProperty();
  private final ReadOnlyIntegerWrapper newest = new ReadOnlyIntegerWrapper();
  private final ReadOnlyIntegerWrapper steps = new ReadOnlyIntegerWrapper();
  private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper live = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper();
  private final DoubleProperty speed = new SimpleDoubleProperty(1);
  private double owed;

  /// The step looked at.
  public ReadOnlyIntegerProperty step() {
    return step;
  }

  /// The newest step there is.
  public ReadOnlyIntegerProperty newest() {
    return newest.getReadOnlyProperty();
  }

  /// `T`, the steps that the run will have made at its end.
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

  /// How many times faster than [#RATE] steps per second a run is played.
  public DoubleProperty speed() {
    return speed;
  }

  /// Looks at another run.
  ///
  /// @param total `T`
  /// @param made steps there are now
  /// @param running whether more will come; the head then follows them
  /// @param at step to look at
  public void open(int total, int made, boolean running, int at) {
    playing.set(false);
    steps.set(total);
    newest.set(made);
    live.set(running);
    following.set(running);
    step.set(running ? made : Math.clamp(at, 0, made));
  }

  /// More steps have been made.
  public void grown(int made) {
    newest.set(made);
    if (following.get()) {
      step.set(made);
    }
  }

  /// The run has ended: no more steps will come.
  public void ended() {
    live.set(false);
    following.set(false);
  }

  /// Moves by hand: playing stops.
  public void moveTo(int target) {
    playing.set(false);
    place(target);
  }

  /// Moves by hand, by a number of steps.
  public void moveBy(int by) {
    moveTo(step.get() + by);
  }

  private void place(int target) {
    step.set(Math.clamp(target, 0, newest.get()));
    following.set(live.get() && step.get() == newest.get());
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

  /// Time has passed: while playing, the head moves.
  ///
  /// @param seconds since the last call
  public void advance(double seconds) {
    if (!playing.get()) {
      return;
    }
    owed += seconds * RATE * speed.get();
    int whole = (int) owed;
    if (whole > 0) {
      owed -= whole;
      place(step.get() + whole);
      if (step.get() == newest.get() && !live.get()) {
        playing.set(false);
      } else if (following.get()) {
        playing.set(false);
      }
    }
  }
}
