package dev.unmask.job.sweep;

import dev.unmask.job.DenoiseParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A line of a figure: what one way of writing came to, against one knob.
///
/// @param name what distinguishes it
/// @param level whether it does not depend on the knob: a control, drawn as a level
/// @param places in ascending order; of a level one
public record SweepCurve(String name, boolean level, List<Place> places) {
  /// @param x value of the knob
  /// @param score what the point came to
  public record Place(double x, PointScore score) {}

  /// The knob along which a sweep is drawn: steps if they are turned, else the first numeric one
  /// with several values.
  public static Optional<Axis> along(SweepSpec spec) {
    List<Axis> numeric =
        spec.axes().stream()
            .filter(a -> a.values().size() > 1)
            .filter(a -> a.values().stream().allMatch(v -> v.matches("-?\\d*\\.?\\d+")))
            .toList();
    return numeric.stream()
        .filter(a -> a.parameter().equals(DenoiseParameters.STEPS.name()))
        .findFirst()
        .or(() -> numeric.stream().findFirst());
  }

  /// The lines of a sweep.
  ///
  /// @param scores of its points; those with nothing that counts yet are left out
  public static List<SweepCurve> of(SweepSpec spec, List<PointScore> scores) {
    String knob = along(spec).map(Axis::parameter).orElse("");
    Map<String, List<Place>> lines = new LinkedHashMap<>();
    List<String> levels = new ArrayList<>();
    int number = 0;
    for (PointScore score : scores) {
      if (score.tried() == 0 || Double.isNaN(score.share())) {
        continue;
      }
      String value = score.point().knobs().get(knob);
      String name = spec.label(score.point(), knob);
      if (value == null && !knob.isEmpty()) {
        levels.add(name);
      }
      double x = value == null ? number++ : Double.parseDouble(value);
      lines.computeIfAbsent(name, n -> new ArrayList<>()).add(new Place(x, score));
    }
    List<SweepCurve> curves = new ArrayList<>();
    lines.forEach(
        (name, places) -> {
          places.sort(java.util.Comparator.comparingDouble(Place::x));
          curves.add(new SweepCurve(name, levels.contains(name), List.copyOf(places)));
        });
    return List.copyOf(curves);
  }
}
