package dev.unmask.job.sweep;

import dev.unmask.job.FlowParameters;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.ModelDefaults;
import dev.unmask.job.Values;
import dev.unmask.network.FlowShape;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// The class of a sweep's task, in a flow model that was trained with it: taken unless the user
/// says another, or -1 for none.
///
/// @param task that has a class and for which none was said; empty otherwise
/// @param label number of it
/// @param said whether the user chose a class
record TaskClass(Optional<String> task, int label, boolean said) {
  static TaskClass of(SweepSpec spec, FlowShape shape) {
    String knob = FlowParameters.CLASS.name();
    boolean said =
        spec.fixed().containsKey(knob)
            || spec.axes().stream().anyMatch(a -> a.parameter().equals(knob));
    String task = spec.task().name();
    OptionalInt known = shape.classes().of(task);
    return said || known.isEmpty()
        ? new TaskClass(Optional.empty(), -1, said)
        : new TaskClass(Optional.of(task), known.getAsInt(), false);
  }

  /// What was chosen, for the user.
  Optional<String> words() {
    return task.map(
        t ->
            "Each problem is of class %d (%s), as the model was trained; --class says another."
                .formatted(label, t));
  }

  /// The knobs of each point.
  Function<Point, Values> settings(FlowShape shape, SweepSpec spec) {
    boolean guided = said || task.isPresent();
    Values recommended = ModelDefaults.flow(shape, GenerateParameters.defaults(), guided);
    Values own = task.map(t -> recommended.with(FlowParameters.CLASS, t)).orElse(recommended);
    Values fixed = turned(own, spec.fixed());
    return point -> turned(fixed, point.knobs());
  }

  private static Values turned(Values base, Map<String, String> knobs) {
    Values values = base;
    for (Map.Entry<String, String> knob : knobs.entrySet()) {
      values = values.parsed(Axis.flowKnob(knob.getKey()), knob.getValue());
    }
    return values;
  }
}
