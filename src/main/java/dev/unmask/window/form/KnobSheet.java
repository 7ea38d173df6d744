package dev.unmask.window.form;

import dev.unmask.job.Parameter;
import dev.unmask.job.Values;
import java.util.List;
import java.util.function.BiFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;

/// Some knobs of a catalogue, for a form of its own.
public final class KnobSheet {
  private final List<Knob<?>> knobs;
  private final BiFunction<Parameter<?>, Values, String> idle;
  private final ReadOnlyObjectWrapper<Values> values;
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper("");
  private boolean taking;

  /// @param base all values where nothing is said
  /// @param shown those that stand on the form, in order
  /// @param idle why a parameter has no effect under values; empty if it has one
  public KnobSheet(
      Values base, List<Parameter<?>> shown, BiFunction<Parameter<?>, Values, String> idle) {
    this.idle = idle;
    values = new ReadOnlyObjectWrapper<>(base);
    knobs = shown.stream().<Knob<?>>map(p -> knob(p)).toList();
    gather();
  }

  private <T> Knob<T> knob(Parameter<T> parameter) {
    Knob<T> knob = new Knob<>(parameter);
    knob.text().addListener((o, was, is) -> gather());
    return knob;
  }

  /// The values that stand there; the last good ones while something is wrong.
  public ReadOnlyObjectProperty<Values> values() {
    return values.getReadOnlyProperty();
  }

  /// The first thing that is wrong, in words; empty if all is well.
  public ReadOnlyStringProperty complaint() {
    return complaint.getReadOnlyProperty();
  }

  /// Puts values on the form, those of an earlier run for example.
  public void take(Values wanted) {
    taking = true;
    values.set(wanted);
    knobs.forEach(k -> k.take(wanted));
    taking = false;
    gather();
  }

  /// A line for each knob.
  public List<Node> rows() {
    return knobs.stream().<Node>map(KnobRow::new).toList();
  }

  private void gather() {
    if (taking) {
      return;
    }
    complaint.set(
        knobs.stream().filter(Knob::wrong).map(k -> k.complaint().get()).findFirst().orElse(""));
    Values next = values.get();
    for (Knob<?> knob : knobs) {
      if (!knob.wrong()) {
        next = knob.in(next);
      }
    }
    for (Knob<?> knob : knobs) {
      knob.idle(idle.apply(knob.parameter(), next));
    }
    values.set(next);
  }
}
