package dev.unmask.train;

import dev.unmask.engine.Torch;
import dev.unmask.network.LossTerms;
import dev.unmask.network.Trainable;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Optional;

/// Makes the steps of a recipe, one after the other.
///
/// Not safe for use by several threads.
public final class Trainer implements AutoCloseable {
  /// Of the running mean by which divergence is seen: about 50 steps.
  private static final double MEMORY = 0.98;

  private static final int SETTLED = 100;
  private static final double DIVERGED = 3;

  private final Recipe recipe;
  private final Trainable network;
  private final AdamW adamW;
  private final Lessons lessons;
  private final Work work;
  private final Optional<MovingAverage> average;
  private double running = Double.NaN;
  private double best = Double.POSITIVE_INFINITY;
  private long since;

  Trainer(Torch torch, Recipe recipe, Trainable network, Lessons lessons) {
    this.recipe = recipe;
    this.network = network;
    this.lessons = lessons;
    this.adamW = new AdamW(torch, network.device(), network.trained(), recipe.optimizer());
    this.work = Work.of(network.blueprint());
    this.average =
        recipe.average() > 0
            ? Optional.of(new MovingAverage(torch, network.trained(), recipe.average()))
            : Optional.empty();
  }

  /// What is trained.
  public Trainable network() {
    return network;
  }

  AdamW adamW() {
    return adamW;
  }

  Optional<MovingAverage> average() {
    return average;
  }

  /// Steps that were made.
  public long steps() {
    return adamW.steps();
  }

  /// Whether all steps of the recipe were made.
  public boolean finished() {
    return steps() >= recipe.rate().steps();
  }

  /// Makes the next step.
  ///
  /// @throws Problem TRAINING if the loss or the gradient is no number, or the loss rises far above
  ///     what it was; the weights are then not to be used
  public StepReport step() {
    long began = System.nanoTime();
    Lesson lesson = lessons.at(steps());
    double loss = 0;
    double nats = 0;
    for (LossTerms part : lesson.parts()) {
      float[] each = network.differentiate(part);
      for (int i = 0; i < each.length; i++) {
        loss += (double) each[i] * part.weights()[i];
        nats += each[i];
      }
    }
    double mean = nats / Math.max(1, lesson.targets());
    if (!Double.isFinite(loss)) {
      throw diverged("the loss of step " + (steps() + 1) + " is not a number");
    }
    double rate = recipe.rate().at(steps());
    double norm = adamW.step(rate);
    if (!Double.isFinite(norm)) {
      throw diverged("the gradient of step " + steps() + " is not a number");
    }
    watch(mean);
    average.ifPresent(MovingAverage::step);
    return new StepReport(
        steps(),
        loss,
        mean,
        norm,
        rate,
        lesson.tokens(),
        lesson.targets(),
        work.operations(lesson),
        (System.nanoTime() - began) / 1e9);
  }

  /// The mean cross-entropy of other lessons, without learning from them.
  ///
  /// @return nats a target
  double validate(Lessons others, int batches) {
    double nats = 0;
    long targets = 0;
    for (int i = 0; i < batches; i++) {
      Lesson lesson = others.at(i);
      targets += lesson.targets();
      for (LossTerms part : lesson.parts()) {
        for (float each : network.losses(part)) {
          nats += each;
        }
      }
    }
    return nats / Math.max(1, targets);
  }

  private void watch(double mean) {
    running = Double.isNaN(running) ? mean : MEMORY * running + (1 - MEMORY) * mean;
    since++;
    if (since > SETTLED) {
      best = Math.min(best, running);
      double uniform = Math.log(network.blueprint().vocabulary());
      if (running > DIVERGED * best && running > uniform) {
        throw diverged(
            "the loss rose to %.2f nats a token, where %.2f had been reached"
                .formatted(running, best));
      }
    }
  }

  private Problem diverged(String what) {
    return new Problem(
        Code.TRAINING,
        "Training stopped: " + what + ".",
        "Checkpoints are as they were. Take a smaller learning rate or a longer warm-up.");
  }

  @Override
  public void close() {
    average.ifPresent(MovingAverage::close);
    adamW.close();
    network.close();
  }
}
