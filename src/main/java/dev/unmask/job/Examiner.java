package dev.unmask.job;

import dev.unmask.diffusion.Randomness;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.Point;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepListener;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.measure.Elbo;
import dev.unmask.measure.Estimate;
import dev.unmask.measure.MaskedCrossEntropy;
import dev.unmask.measure.Noising;
import dev.unmask.task.Exercise;
import dev.unmask.task.Exercises;
import dev.unmask.task.Split;
import dev.unmask.task.file.Item;
import dev.unmask.train.ExerciseRows;
import dev.unmask.train.Objective;
import dev.unmask.train.Recipe;
import dev.unmask.train.Row;
import dev.unmask.train.Supplies;
import dev.unmask.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Examines checkpoints of a training: a checkpoint is a model, so it is opened like any other.
/// Where the data are files of the user's, the cross-entropy of their validation split is all.
///
/// @param models opens them
/// @param recipe of the training
/// @param problems to be solved
public record Examiner(Models models, Recipe recipe, int problems) {
  private static final List<String> STEPS = List.of("1", "8", "32");
  private static final List<String> POINTS = List.of("0", "2", "8");
  private static final int BATCH = 32;
  private static final int STRATA = 8;
  private static final int VALIDATION_BATCHES = 8;
  private static final long SEED = 20_260_101;

  /// Examines the newest checkpoint of a training.
  public Examination of(Training training, Path checkpoint) {
    long step = training.trainer().steps();
    double nats = training.validation(VALIDATION_BATCHES);
    if (!recipe.examinable()) {
      return new Examination(step, nats, Optional.empty(), List.of(), Optional.empty());
    }
    boolean masked = recipe.objective() instanceof Objective.MaskedDiffusion;
    boolean flow = recipe.objective() instanceof Objective.Flow;
    String path = checkpoint.toString();
    SweepSpec spec =
        new SweepSpec(
            task(),
            List.of(flow ? Contestant.integrating(path) : new Contestant(path, !masked)),
            masked || flow ? List.of(new Axis("steps", flow ? POINTS : STEPS)) : List.of(),
            Map.of(),
            1,
            SEED);
    Heard heard = new Heard();
    new Sweep(spec, models, Path::of, Sweep.Extent.whole(BATCH)).run(Set.of(), heard, () -> false);
    List<Examination.Score> scores = new ArrayList<>();
    List<Point> points = spec.points();
    for (PointScore score : PointScore.of(points, heard.rows)) {
      String steps = score.point().knobs().get("steps");
      scores.add(new Examination.Score(way(flow, steps), score));
    }
    return new Examination(
        step,
        nats,
        masked ? Optional.of(bound(checkpoint)) : Optional.empty(),
        scores,
        Optional.of(heard.sample(points.size() - 1)));
  }

  private static String way(boolean flow, @Nullable String steps) {
    if (steps == null) {
      return "left to right";
    }
    return flow
        ? steps.equals("0") ? "the base" : steps + " grid points"
        : steps.equals("1") ? "1 step" : steps + " steps";
  }

  /// The first supply of the recipe, if it is generated.
  private SweepTask task() {
    Recipe.Source first = recipe.data().getFirst();
    return new SweepTask(
        first.task(),
        "",
        problems,
        SEED,
        first.settings().count("largest", 100),
        first.settings().count("equations", 4),
        false);
  }

  private Estimate bound(Path checkpoint) {
    List<Double> nats = new ArrayList<>();
    try (LoadedModel model =
        models.open(ModelRequest.of(checkpoint, DenoiseParameters.defaults()))) {
      MaskedCrossEntropy ce = MaskedCrossEntropy.of(model.denoiser(), BATCH);
      Exercises exercises = new Exercises(Supplies.grammar(recipe.data().getFirst()), SEED);
      Elbo elbo = new Elbo(Noising.COUNT, STRATA, 1);
      for (int i = 0; i < problems; i++) {
        Exercise exercise = exercises.at(Split.VALIDATION, i);
        Row row = ExerciseRows.row(exercise, model.tokenizer());
        int[] targets = IntStream.range(row.given(), row.ids().length).toArray();
        nats.add(elbo.of(ce, row.ids(), targets, Randomness.seeded(SEED + i)).perToken().mean());
      }
    }
    return Estimate.of(nats.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static final class Heard implements SweepListener {
    private final List<SweepRow> rows = new ArrayList<>();
    private List<Item> items = List.of();

    @Override
    public void opened(int model, ModelCard card) {
      // It is the checkpoint that was just written.
    }

    @Override
    public void items(List<Item> all) {
      items = all;
    }

    @Override
    public void rows(List<SweepRow> more) {
      rows.addAll(more);
    }

    Examination.Sample sample(int point) {
      SweepRow row =
          rows.stream().filter(r -> r.point() == point && r.item() == 0).findFirst().orElseThrow();
      Item item = items.getFirst();
      return new Examination.Sample(item.asked(), item.target(), row.written());
    }
  }
}
