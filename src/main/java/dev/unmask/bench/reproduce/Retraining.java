package dev.unmask.bench.reproduce;

import dev.unmask.job.Examination;
import dev.unmask.job.TrainingRun;
import dev.unmask.job.Trainings;
import dev.unmask.session.TensorBoardEvents;
import dev.unmask.session.TrainingCsv;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import dev.unmask.train.StepReport;
import dev.unmask.train.Training;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Trains the models of the page, one after the other. A finished one is not trained again, and one
/// that was stopped goes on from its newest checkpoint.
///
/// @param trainings opens them
/// @param models finds the model that a recipe begins with
/// @param own folder of all
/// @param progress says how far it is
/// @param stop asked between steps
public record Retraining(
    Trainings trainings,
    Function<String, Path> models,
    Path own,
    PrintWriter progress,
    BooleanSupplier stop) {
  private static final int SAID = 100;

  /// Trains what is missing.
  ///
  /// @return whether all are there; not if the user asked to stop
  public boolean train(List<Trial> trials) {
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      Path target = own.resolve(trial.folder());
      String name = "%s (%d of %d)".formatted(trial.folder(), i + 1, trials.size());
      if (Measuring.finished(target)) {
        say(name + " is there.");
      } else if (!trained(name, trial, target)) {
        return false;
      }
    }
    return true;
  }

  private boolean trained(String name, Trial trial, Path target) {
    Recipe recipe = Recipes.bundled(trial.recipe(), trial.changes());
    Path model = models.apply(recipe.start().model());
    try (Training training = trainings.open(recipe, model, target, "cpu")) {
      long before = training.trainer().steps();
      say(
          "%s: %,d steps%s"
              .formatted(name, recipe.rate().steps(), before > 0 ? ", from " + before : ""));
      try (TrainingCsv csv = TrainingCsv.open(target.resolve("metrics.csv"), before);
          TensorBoardEvents events = TensorBoardEvents.in(target.resolve("events"))) {
        List<TrainingRun.Listener> listeners = List.of(csv, events, new Said(name));
        return new TrainingRun(training, Optional.empty(), listeners).run(stop).finished();
      }
    }
  }

  private void say(String words) {
    progress.println(words);
    progress.flush();
  }

  /// Says now and then how far a training is.
  private final class Said implements TrainingRun.Listener {
    private final String name;

    Said(String name) {
      this.name = name;
    }

    @Override
    public void stepped(StepReport r) {
      if (r.step() % SAID == 0) {
        say(
            String.format(
                Locale.ROOT, "%s: step %,d, %.3f nats a target", name, r.step(), r.crossEntropy()));
      }
    }

    @Override
    public void saved(long step, Path checkpoint) {
      // The next step is said soon enough.
    }

    @Override
    public void examined(Examination examination) {
      // The page examines the finished model.
    }
  }
}
