package dev.unmask.window.form;

import dev.unmask.job.Combination;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.Values;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final ReadOnlyStringWrapper obstacle = new ReadOnlyStringWrapper("");
  private final Set<Parameter<?>> wished = new HashSet<>();
  private Baseline baseline = Baseline.PLAIN;
  private boolean known;
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

  /// Why these values make no sampler, in words; empty if they do.
  public ReadOnlyStringProperty obstacle() {
    return obstacle.getReadOnlyProperty();
  }

  /// Puts values on the form, those of an earlier run for example.
  public void take(Values wanted) {
    if (!known) {
      wished.addAll(knobs.keySet());
    }
    put(wanted);
  }

  /// Puts single values on the form as they were typed, and resets the others.
  ///
  /// @param texts by the names of parameters
  public void restore(Map<String, String> texts) {
    // The sampler first: it decides what the usual values of its parts are.
    Comparator<Knob<?>> order =
        Comparator.comparing(k -> !k.parameter().equals(DenoiseParameters.SAMPLER));
    for (Knob<?> knob : knobs.values().stream().sorted(order).toList()) {
      String text = texts.get(knob.parameter().name());
      if (text == null) {
        knob.reset();
      } else {
        knob.text().set(text);
        if (!known) {
          wished.add(knob.parameter());
        }
      }
    }
  }

  /// What the makers of the open model recommend stands on the form from now on, except where the
  /// user asked for something else.
  public void recommend(Values recommended) {
    Baseline next = new Baseline(recommended);
    Values now = values.get();
    boolean sampler = follows(knob(DenoiseParameters.SAMPLER));
    Values wanted =
        sampler
            ? now.with(DenoiseParameters.SAMPLER, recommended.get(DenoiseParameters.SAMPLER))
            : now;
    for (Knob<?> knob : knobs.values()) {
      if (follows(knob)) {
        wanted = next.reset(wanted, knob.parameter());
      } else if (!knob.wrong()) {
        wanted = knob.in(wanted);
      }
    }
    baseline = next;
    known = true;
    wished.clear();
    put(wanted);
  }

  private boolean follows(Knob<?> knob) {
    return !knob.changed().get() && !wished.contains(knob.parameter());
  }

  private void put(Values wanted) {
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
      put(baseline.chosen(next, sampler.in(next)));
      return;
    }
    for (Knob<?> knob : knobs.values()) {
      if (!knob.wrong()) {
        next = knob.in(next);
      }
    }
    for (Knob<?> knob : knobs.values()) {
      knob.usual(baseline.usual(next, knob.parameter()));
      knob.idle(DenoiseParameters.idle(knob.parameter(), next).orElse(""));
    }
    obstacle.set(Combination.obstacle(next).orElse(""));
    values.set(next);
  }
}
