package dev.unmask.window.sweep;

import dev.unmask.job.FlowParameters;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.FewShot;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.KeptRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What the user typed of a grid. Values of a knob stand with commas between them; an empty field
/// leaves the knob as it is. A field that means nothing for the chosen task is not read.
public final class SweepForm {
  private static final List<Parameter<?>> FLOW_KNOBS =
      Stream.concat(
              FlowParameters.all().stream(),
              Stream.of(GenerateParameters.DRAW, GenerateParameters.TEMPERATURE))
          .toList();

  private final StringProperty task = new SimpleStringProperty(SweepTask.MADE.getFirst());
  private final StringProperty file = new SimpleStringProperty("");
  private final StringProperty shots = new SimpleStringProperty("");
  private final StringProperty shotsFrom = new SimpleStringProperty("");
  private final StringProperty items = new SimpleStringProperty("100");
  private final StringProperty seeds = new SimpleStringProperty("1");
  private final StringProperty seed = new SimpleStringProperty("1");
  private final StringProperty watched = new SimpleStringProperty(String.valueOf(KeptRuns.USUAL));
  private final StringProperty control = new SimpleStringProperty("");
  private final ObjectProperty<GapOrder> gapOrder = new SimpleObjectProperty<>(GapOrder.PREFIX);
  private final StringProperty flow = new SimpleStringProperty("");
  private final Map<String, StringProperty> knobs = new LinkedHashMap<>();
  private final Map<String, StringProperty> flowKnobs = new LinkedHashMap<>();

  SweepForm() {
    knobs.put("sampler", new SimpleStringProperty("topk-confidence, random-keep"));
    knobs.put("steps", new SimpleStringProperty("1, 2, 4, 8, 16, 32"));
    knobs.put("draw", new SimpleStringProperty(""));
    knobs.put("temperature", new SimpleStringProperty(""));
    knobs.put("top-p", new SimpleStringProperty(""));
    knobs.put("guidance", new SimpleStringProperty(""));
    for (Parameter<?> p : FLOW_KNOBS) {
      flowKnobs.put(p.name(), new SimpleStringProperty(""));
    }
  }

  public StringProperty task() {
    return task;
  }

  public StringProperty file() {
    return file;
  }

  /// How many solved items stand before each item of a file; empty or 0 for none.
  public StringProperty shots() {
    return shots;
  }

  /// The file that they are taken from; empty for the first ones of the data file.
  public StringProperty shotsFrom() {
    return shotsFrom;
  }

  /// Whether solved items are asked for, in whatever number.
  boolean shows() {
    String typed = shots.get().strip();
    return SweepTask.showsSolved(task.get()) && !typed.isEmpty() && !typed.equals("0");
  }

  public StringProperty items() {
    return items;
  }

  public StringProperty seeds() {
    return seeds;
  }

  public StringProperty seed() {
    return seed;
  }

  /// Of how many items at each point every step is kept.
  public StringProperty watchedItems() {
    return watched;
  }

  /// The same as a number.
  ///
  /// @throws Problem PARAMETER if it is none
  int watched() {
    return (int) number("Steps kept", watched.get(), 1_000_000);
  }

  /// Folder of a model that writes left to right, as a control; may be empty.
  public StringProperty control() {
    return control;
  }

  /// What the control is given first of a gap, where the task has gaps.
  public ObjectProperty<GapOrder> gapOrder() {
    return gapOrder;
  }

  /// Whether it matters in which order a control is given a gap.
  boolean ordersGaps() {
    return SweepTask.fillsIn(task.get()) && !control.get().isBlank();
  }

  /// Folder of a flow model that takes the place of the diffusion model; may be empty.
  public StringProperty flow() {
    return flow;
  }

  /// Whether a flow model is asked, whose knobs are others.
  boolean integrates() {
    return !flow.get().isBlank();
  }

  /// The knobs of diffusion models that can be turned, by name.
  public Map<String, StringProperty> knobs() {
    return knobs;
  }

  /// The knobs of flow models that can be turned, by name.
  public Map<String, StringProperty> flowKnobs() {
    return flowKnobs;
  }

  /// Everything that changes what is asked.
  List<Property<?>> all() {
    List<Property<?>> all =
        new ArrayList<>(
            List.of(task, file, shots, shotsFrom, items, seeds, seed, watched, control, gapOrder));
    all.add(flow);
    all.addAll(knobs.values());
    all.addAll(flowKnobs.values());
    return all;
  }

  /// The sweep that is asked for.
  ///
  /// @param model folder of the diffusion model, if no flow model is asked
  /// @throws Problem PARAMETER in words if it is none
  public SweepSpec spec(String model) {
    List<Axis> axes = new ArrayList<>();
    Map<String, String> fixed = new LinkedHashMap<>();
    for (Parameter<?> knob : Axis.all()) {
      StringProperty typed = (integrates() ? flowKnobs : knobs).get(knob.name());
      if (typed != null && !typed.get().isBlank()) {
        Axis axis = axis(knob.name(), typed.get());
        if (axis.values().size() > 1) {
          axes.add(axis);
        } else {
          fixed.put(knob.name(), axis.values().getFirst());
        }
      }
    }
    List<Contestant> models = new ArrayList<>();
    models.add(
        integrates() ? Contestant.integrating(flow.get().strip()) : new Contestant(model, false));
    if (!control.get().isBlank()) {
      GapOrder order = ordersGaps() ? gapOrder.get() : GapOrder.PREFIX;
      order.orders().forEach(o -> models.add(Contestant.filling(control.get().strip(), o)));
    }
    boolean made = SweepTask.MADE.contains(task.get());
    return new SweepSpec(
        new SweepTask(
            task.get(),
            made ? "" : file.get().strip(),
            (int) number("Items", items.get(), 1_000_000),
            1,
            SweepTask.LARGEST,
            SweepTask.EQUATIONS,
            false,
            fewShot()),
        models,
        axes,
        fixed,
        (int) number("Repeats", seeds.get(), 1000),
        number("Seed", seed.get(), 1L << 52));
  }

  private Axis axis(String knob, String texts) {
    return integrates() ? Axis.flow(knob, texts) : Axis.parse(knob, texts);
  }

  private @Nullable FewShot fewShot() {
    return shows()
        ? new FewShot((int) number("Shots", shots.get(), 1000), shotsFrom.get().strip())
        : null;
  }

  private static long number(String name, String text, long most) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Problem(
        Code.PARAMETER,
        "%s must be a whole number up to %,d, not “%s”.".formatted(name, most, text),
        "Correct it.");
  }
}
