package dev.unmask.job.sweep;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelDefaults;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Parameter;
import dev.unmask.job.Values;
import dev.unmask.network.FlowShape;
import dev.unmask.network.Reading;
import dev.unmask.task.file.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Runs a sweep, batch by batch: all points of some items before the next items, so that the points
/// can be compared at any moment and what they share is computed once. One model after the other.
public final class Sweep {
  private final SweepSpec spec;
  private final Models models;
  private final Function<String, Path> folders;
  private final Extent extent;

  /// How the work is cut; it changes no result.
  ///
  /// @param batch items that are tried together
  /// @param part number of the part that is computed here, from 0
  /// @param parts all of them: an item belongs to the part that its index leaves as a rest
  public record Extent(int batch, int part, int parts) {
    /// @throws dev.unmask.problem.Problem PARAMETER if there is no such part
    public Extent {
      if (batch < 1) {
        throw new dev.unmask.problem.Problem(
            dev.unmask.problem.Code.PARAMETER,
            "Items cannot be tried %d at a time.".formatted(batch),
            "Choose a batch of 1 or more.");
      }
      if (part < 0 || part >= parts) {
        throw new dev.unmask.problem.Problem(
            dev.unmask.problem.Code.PARAMETER,
            "There is no part %d of %d.".formatted(part + 1, parts),
            "Count the parts from 1: 1/4 to 4/4 are those of four computers.");
      }
    }

    /// Everything, in batches.
    public static Extent whole(int batch) {
      return new Extent(batch, 0, 1);
    }
  }

  /// @param models opens them; called on the thread that runs the sweep
  /// @param folders from what the user typed to the folder of a model
  public Sweep(SweepSpec spec, Models models, Function<String, Path> folders, Extent extent) {
    this.spec = spec;
    this.models = models;
    this.folders = folders;
    this.extent = extent;
  }

  /// Refuses what can be seen to be wrong without loading a model: a folder that holds none, knobs
  /// that do not go together, a data file of another format.
  ///
  /// @throws dev.unmask.problem.Problem that says which
  public void check() {
    for (Contestant contestant : spec.models()) {
      models.defaults(folders.apply(contestant.path()));
    }
    spec.points().stream()
        .filter(p -> !spec.models().get(p.model()).leftToRight())
        .forEach(this::values);
    if (!SweepTask.MADE.contains(spec.task().name())) {
      spec.task().read();
    }
  }

  /// Runs what is not done yet.
  ///
  /// @param done rows that are there already
  /// @param cancelled asked between evaluations; what was done so far is kept
  /// @throws dev.unmask.problem.Problem if a model or the data cannot be used
  public void run(Set<SweepRow.Key> done, SweepListener listener, BooleanSupplier cancelled) {
    List<Item> items = List.of();
    for (int m = 0; m < spec.models().size() && !cancelled.getAsBoolean(); m++) {
      int model = m;
      List<Point> points = spec.points().stream().filter(p -> p.model() == model).toList();
      points.stream().filter(p -> !spec.models().get(model).leftToRight()).forEach(this::values);
      try (Opened opened = open(m, points, listener)) {
        opened.introduce(listener, m);
        if (items.isEmpty()) {
          items = spec.task().read(opened.fits(), opened.separator());
          listener.items(items);
        }
        run(opened.solver(), points, items, done, listener, cancelled);
      }
    }
  }

  private void run(
      Solver solver,
      List<Point> points,
      List<Item> items,
      Set<SweepRow.Key> done,
      SweepListener listener,
      BooleanSupplier cancelled) {
    List<Integer> own = new ArrayList<>();
    for (int i = extent.part(); i < items.size(); i += extent.parts()) {
      own.add(i);
    }
    for (int from = 0; from < own.size(); from += extent.batch()) {
      List<Integer> batch = own.subList(from, Math.min(own.size(), from + extent.batch()));
      for (int repeat = 0; repeat < spec.seeds(); repeat++) {
        List<Solver.Numbered> numbered = numbered(batch, items, repeat);
        solver.begin(numbered);
        if (repeat == 0) {
          numbered.forEach(
              n -> listener.shown(n.index(), solver.shown(points.getFirst(), n.item())));
        }
        for (Point point : points) {
          int r = repeat;
          List<Solver.Numbered> left =
              numbered.stream()
                  .filter(n -> !done.contains(new SweepRow.Key(point.number(), r, n.index())))
                  .toList();
          if (cancelled.getAsBoolean()) {
            return;
          }
          if (!left.isEmpty()) {
            List<SweepRow> rows = solver.solve(point, repeat, left, cancelled);
            if (!rows.isEmpty()) {
              listener.rows(rows);
            }
          }
        }
      }
    }
  }

  private List<Solver.Numbered> numbered(List<Integer> batch, List<Item> items, int repeat) {
    return batch.stream()
        .map(i -> new Solver.Numbered(i, spec.itemSeed(repeat, i), items.get(i)))
        .toList();
  }

  /// A model that is ready.
  private record Opened(
      Solver solver,
      dev.unmask.job.ModelCard card,
      java.util.function.Predicate<Item.Writing> fits,
      String separator)
      implements AutoCloseable {
    void introduce(SweepListener listener, int model) {
      listener.opened(model, card);
    }

    @Override
    public void close() {
      solver.close();
    }
  }

  private Opened open(int index, List<Point> points, SweepListener listener) {
    Contestant contestant = spec.models().get(index);
    Path folder = folders.apply(contestant.path());
    if (contestant.leftToRight()) {
      LoadedWriter writer =
          models.openWriter(
              new ModelRequest(
                      folder, fixed(DenoiseParameters.DTYPE), device(), OptionalInt.empty())
                  .reading(Reading.AUTOREGRESSIVE));
      String separator = writer.tokenizer().separator();
      if (contestant.integrates()) {
        FlowShape shape = writer.requireFlow().shape();
        TaskClass label = TaskClass.of(spec, shape);
        label.words().ifPresent(listener::said);
        FlowSolver flow = new FlowSolver(writer, label.settings(shape, spec), listener);
        points.forEach(flow::check);
        return new Opened(flow, writer.card(), item -> true, separator);
      }
      return new Opened(
          new WriterSolver(writer, contestant.order(), listener),
          writer.card(),
          item -> true,
          separator);
    }
    Values base = base(folder);
    LoadedModel loaded = models.open(ModelRequest.of(folder, base));
    DiffusionSolver solver =
        new DiffusionSolver(
            loaded, point -> turned(base, point.knobs()), spec.task().asPublished(), listener);
    return new Opened(
        solver,
        loaded.card(),
        item -> !ItemCanvas.of(loaded, item, base).cut(),
        loaded.tokenizer().separator());
  }

  private String fixed(Parameter<String> parameter) {
    return spec.fixed().getOrDefault(parameter.name(), parameter.fallback());
  }

  private String device() {
    return fixed(DenoiseParameters.DEVICE);
  }

  private Values base(Path folder) {
    return turned(ModelDefaults.denoise(models.defaults(folder)), spec.fixed());
  }

  /// Refuses a point whose knobs do not go together, before anything is loaded for it.
  private void values(Point point) {
    Values values = turned(turned(DenoiseParameters.defaults(), spec.fixed()), point.knobs());
    dev.unmask.job.Combination.obstacle(values)
        .ifPresent(
            why -> {
              throw new dev.unmask.problem.Problem(
                  dev.unmask.problem.Code.PARAMETER,
                  why,
                  "Leave the point %s out of the grid.".formatted(spec.label(point)));
            });
  }

  /// The sampler first: it names the defaults of others.
  static Values turned(Values base, Map<String, String> knobs) {
    Values values = base;
    String sampler = knobs.get(DenoiseParameters.SAMPLER.name());
    if (sampler != null) {
      values = values.parsed(DenoiseParameters.SAMPLER, sampler);
    }
    for (Map.Entry<String, String> knob : knobs.entrySet()) {
      if (!knob.getKey().equals(DenoiseParameters.SAMPLER.name())) {
        values = values.parsed(Axis.knob(knob.getKey()), knob.getValue());
      }
    }
    return values;
  }
}
