package dev.unmask.window.sweep;

import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.FewShot;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.StringProperty;

/// A stored sweep put back on the form that asks for one. The command line can ask for more than
/// the form has fields for: what is left out is said.
record StoredForm(SweepSpec spec) {
  /// Fills the form, unless it was a sweep of controls alone.
  ///
  /// @return what could not be put on it, in words; nothing if the form holds all of it
  List<String> fill(SweepForm form) {
    List<String> left = new ArrayList<>();
    if (spec.models().stream().allMatch(StoredForm::isControl)) {
      left.add("the models, none of which denoises or integrates");
      return left;
    }
    task(form, left);
    form.items().set(String.valueOf(spec.task().items()));
    form.seeds().set(String.valueOf(spec.seeds()));
    form.seed().set(String.valueOf(spec.seed()));
    models(form, left);
    controls(form, left);
    knobs(form, left);
    return List.copyOf(left);
  }

  private static boolean isControl(Contestant model) {
    return model.leftToRight() && !model.integrates();
  }

  private void models(SweepForm form, List<String> left) {
    List<Contestant> asked = spec.models().stream().filter(m -> !isControl(m)).toList();
    Contestant first = asked.getFirst();
    form.flow().set(first.integrates() ? first.path() : "");
    asked.stream().skip(1).forEach(m -> left.add("model " + m.name()));
  }

  private void task(SweepForm form, List<String> left) {
    SweepTask task = spec.task();
    FewShot shots = task.shots();
    form.task().set(task.name());
    form.file().set(task.file());
    form.shots().set(shots == null ? "" : String.valueOf(shots.count()));
    form.shotsFrom().set(shots == null ? "" : shots.file());
    if (task.asPublished()) {
      left.add("the defects of the authors' script");
    }
    boolean made = SweepTask.MADE.contains(task.name());
    if (made && task.seed() != 1) {
      left.add("problem seed " + task.seed());
    }
    if (made && task.largest() != SweepTask.LARGEST) {
      left.add("numbers up to " + task.largest());
    }
    if (made && task.equations() != SweepTask.EQUATIONS) {
      left.add("up to %d equations".formatted(task.equations()));
    }
  }

  private void controls(SweepForm form, List<String> left) {
    List<Contestant> controls = spec.models().stream().filter(StoredForm::isControl).toList();
    List<String> paths = controls.stream().map(Contestant::path).distinct().toList();
    form.control().set(paths.isEmpty() ? "" : paths.getFirst());
    form.gapOrder()
        .set(
            GapOrder.of(
                controls.stream()
                    .filter(c -> c.path().equals(paths.getFirst()))
                    .map(Contestant::order)
                    .toList()));
    paths.stream().skip(1).forEach(p -> left.add("control " + new Contestant(p, true).name()));
  }

  private void knobs(SweepForm form, List<String> left) {
    Map<String, String> asked = new LinkedHashMap<>(spec.fixed());
    for (Axis axis : spec.axes()) {
      asked.put(axis.parameter(), String.join(", ", axis.values()));
    }
    Map<String, StringProperty> fields = form.integrates() ? form.flowKnobs() : form.knobs();
    fields.forEach((name, field) -> field.set(asked.getOrDefault(name, "")));
    asked.forEach(
        (name, values) -> {
          if (!fields.containsKey(name)) {
            left.add(name + " " + values);
          }
        });
  }
}
