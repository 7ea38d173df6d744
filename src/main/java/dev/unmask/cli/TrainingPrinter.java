package dev.unmask.cli;

import dev.unmask.job.Examination;
import dev.unmask.job.TrainingRun;
import dev.unmask.train.Recipe;
import dev.unmask.train.StepReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// Says how a training goes: a line for each hundredth of it, and at least every half minute.
final class TrainingPrinter implements TrainingRun.Listener {
  private static final long HALF_MINUTE = 30_000_000_000L;

  private final Surroundings around;
  private final long steps;
  private final long every;
  private final long before;
  private final long began = System.nanoTime();
  private long told = began;
  private long tokens;
  private double seconds;
  private double operations;
  private double nats;
  private double loss;
  private int since;

  TrainingPrinter(Surroundings around, Recipe recipe, long before) {
    this.around = around;
    this.steps = recipe.rate().steps();
    this.every = Math.max(1, steps / 100);
    this.before = before;
  }

  @Override
  public void stepped(StepReport r) {
    tokens += r.tokens();
    seconds += r.seconds();
    operations += r.operations();
    nats += r.crossEntropy();
    loss += r.loss();
    since++;
    boolean due = r.step() % every == 0 || System.nanoTime() - told > HALF_MINUTE;
    if (due || r.step() == steps || r.step() == before + 1) {
      long now = System.nanoTime();
      double each = (now - began) / (double) (r.step() - before);
      Duration left = Duration.ofNanos((long) (each * (steps - r.step())));
      around
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "step %,d of %,d  loss %.4f  %.4f nats a target  norm %.2f  %,.0f tokens/s"
                      + "  %.0f GFLOP/s  %s left",
                  r.step(),
                  steps,
                  loss / since,
                  nats / since,
                  r.norm(),
                  tokens / seconds,
                  operations / seconds / 1e9,
                  words(left)));
      around.out().flush();
      told = now;
      tokens = 0;
      seconds = 0;
      operations = 0;
      nats = 0;
      loss = 0;
      since = 0;
    }
  }

  @Override
  public void saved(long step, Path checkpoint) {
    // The folder says it.
  }

  @Override
  public void examined(Examination e) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT, "examined at step %,d: %.4f nats a target", e.step(), e.crossEntropy()));
    e.bound()
        .ifPresent(
            b ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        ", bound %.3f ± %.3f nats a token",
                        b.mean(),
                        b.standardError())));
    for (Examination.Score s : e.scores()) {
      line.append(
          String.format(
              Locale.ROOT,
              ", %s %.1f %% (%.1f to %.1f)",
              s.way(),
              100 * s.score().share(),
              100 * s.score().low(),
              100 * s.score().high()));
    }
    around.out().println(line);
    e.sample()
        .ifPresent(
            s -> {
              around.out().println("  " + s.question());
              around.out().println("  right   " + s.target());
              around.out().println("  written " + s.written());
            });
    around.out().flush();
  }

  private static String words(Duration d) {
    return d.toHours() > 0
        ? "%d h %02d min".formatted(d.toHours(), d.toMinutesPart())
        : d.toMinutes() > 0
            ? "%d min %02d s".formatted(d.toMinutes(), d.toSecondsPart())
            : "%d s".formatted(d.toSeconds());
  }
}
