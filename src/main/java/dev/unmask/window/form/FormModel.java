package dev.unmask.window.form;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Every knob of a denoising run.
public final class FormModel {
  private final Map<Parameter<?>, Knob<?>> knobs = new LinkedHashMap<>();
  private final ReadOnlyObjectWrapper<Values> values =
      new ReadOnlyObjectWrapper<>(DenoiseParameters.defaults());
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper("");
  private boolean taking;

  public FormModel() {
    for (Parameter<?> parameter : DenoiseParameters.all()) {
      Knob<?> knob = new Knob<>(parameter);
      knobs.put(parameter, knob);
      knob.text().addListener((o, was, is) -> gather());
    }
    gather();
  }

  /// All knobs in the order of the catalogue.
  public List<Knob<?>> knobs() {
    return List.copyOf(knobs.values());
  }

  /// The knob of a parameter.
  public Knob<?> knob(Parameter<?> parameter) {
    Knob<?> knob = knobs.get(parameter);
    if (knob == null) {
      throw new IllegalArgumentException(parameter.name());
    }
    return knob;
  }

  /// The values that stand on the form; the last good ones while something is wrong.
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
    knobs.values().forEach(k -> k.take(wanted));
    taking = false;
    gather();
  }

  private void gather() {
    if (taking) {
      return;
    }
    complaint.set(
        knobs.values().stream()
            .filter(Knob::wrong)
            .map(k -> k.complaint().get())
            .findFirst()
            .orElse(""));
    Values next = values.get();
    Knob<?> sampler = knob(DenoiseParameters.SAMPLER);
    if (!sampler.wrong() && !sampler.in(next).equals(next)) {
      // Another preset: its parts stand on the form from now on.
      take(sampler.in(next));
      return;
    }
    for (Knob<?> knob : knobs.values()) {
      if (!knob.wrong()) {
        next = knob.in(next);
      }
    }
    for (Knob<?> knob : knobs.values()) {
      knob.usual(next);
      knob.idle(DenoiseParameters.idle(knob.parameter(), next).orElse(""));
    }
    values.set(next);
  }
}
