package dev.unmask.flow;

import dev.unmask.network.Estimate;
import dev.unmask.network.FlowAnswer;
import dev.unmask.network.FlowDecoding;
import dev.unmask.network.FlowModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How well a flow model knows given texts, each token integrated behind the given ones before it:
/// loss and accuracy at every time of the way.
///
/// @see "SakanaAI/L2D, commit 456871e, its n-step evaluation"
public final class TeacherForced implements AutoCloseable {
  /// Stands where no token is wanted.
  public static final int IGNORED = -100;

  private final FlowModel model;
  private final int[] labels;
  private final int[] rows;
  private final FlowDecoding reading;

  /// What is known of the wanted tokens at one time.
  ///
  /// @param time on the way from noise (0) to the token (1)
  /// @param losses `[wanted]` negative log-probabilities, in nats
  /// @param right `[wanted]` whether the token was the most probable one
  public record Level(double time, double[] losses, boolean[] right) {
    /// Mean loss.
    public double loss() {
      return Arrays.stream(losses).average().orElse(Double.NaN);
    }

    /// `exp` of the mean loss.
    public double perplexity() {
      return Math.exp(loss());
    }

    /// Mean probability of the wanted token: the accuracy of drawing at temperature 1.
    public double expectedAccuracy() {
      return Arrays.stream(losses).map(l -> Math.exp(-l)).average().orElse(Double.NaN);
    }

    /// Share of tokens that were the most probable ones.
    public double greedyAccuracy() {
      int n = 0;
      for (boolean r : right) {
        n += r ? 1 : 0;
      }
      return (double) n / right.length;
    }
  }

  /// Reads the texts.
  ///
  /// @param ids `[batch][length]`
  /// @param labels `[batch * length]` the token that follows each, or [#IGNORED]
  public TeacherForced(FlowModel model, int[][] ids, int[] labels) {
    this.model = model;
    this.labels = labels.clone();
    this.rows = IntStream.range(0, ids.length).toArray();
    this.reading = model.read(ids);
  }

  /// At given states and times.
  ///
  /// @param time what the level is called
  /// @param x `[batch * length][width]`, or null for the base
  /// @param t `[batch * length]`
  /// @param classes `[batch * length]`, or null for none
  public Level level(double time, double @Nullable [][] x, double[] t, int @Nullable [] classes) {
    float[] logits = reading.logits(rows, x, t, classes);
    int vocabulary = logits.length / labels.length;
    int wanted = (int) Arrays.stream(labels).filter(l -> l != IGNORED).count();
    double[] losses = new double[wanted];
    boolean[] right = new boolean[wanted];
    int n = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != IGNORED) {
        int best = 0;
        int from = i * vocabulary;
        for (int v = 1; v < vocabulary; v++) {
          best = logits[from + v] > logits[from + best] ? v : best;
        }
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
          sum += Math.exp((double) logits[from + v] - logits[from + best]);
        }
        losses[n] = Math.log(sum) + logits[from + best] - logits[from + labels[i]];
        right[n++] = best == labels[i];
      }
    }
    return new Level(time, losses, right);
  }

  /// All positions integrated together.
  ///
  /// @param states `[grid][batch * length][width]`
  /// @param levels one for each time of the grid
  public record Course(double[][][] states, List<Level> levels) {}

  /// Integrates every position from noise. Only methods with fixed steps: the others would couple
  /// the positions by their common error.
  ///
  /// @param x0 `[batch * length][width]` noise, times its deviation
  /// @param classes `[batch * length]`, or null for none; guided by the settings' weight
  public Course course(FlowSettings settings, double[][] x0, int @Nullable [] classes) {
    if (settings.solver().adaptive() || settings.estimate().choice() == Estimate.Choice.SAMPLE) {
      throw new IllegalArgumentException("fixed steps, and estimates that are not drawn");
    }
    double[] flat = Arrays.stream(x0).flatMapToDouble(Arrays::stream).toArray();
    Integration run = settings.solver().begin(flat, settings.grid(), settings.steps());
    double[] last = new double[flat.length];
    while (!run.over()) {
      if (run.time() < 1) {
        last = velocity(settings, run, classes);
        run.answer(last);
      } else {
        boolean published = settings.end() == EndRule.BUG_COMPATIBLE;
        run.answer(published ? new double[flat.length] : last.clone());
      }
    }
    double[] grid = settings.grid().times();
    double[][][] states = new double[grid.length][][];
    List<Level> levels = new ArrayList<>();
    for (int k = 0; k < grid.length; k++) {
      states[k] = unflat(run.states().get(k));
      levels.add(level(grid[k], states[k], all(grid[k]), classes));
    }
    return new Course(states, levels);
  }

  private double[] velocity(FlowSettings settings, Integration run, int @Nullable [] classes) {
    double[][] x = unflat(run.point());
    double[] t = all(run.time());
    double[] heat = all(settings.heat().at(run.time() + settings.heatAhead()));
    List<FlowAnswer> with = ask(settings, x, t, heat, classes);
    boolean guided = classes != null && settings.guidance().weight() != 1;
    List<FlowAnswer> without = guided ? ask(settings, x, t, heat, null) : with;
    double[] v = new double[run.point().length];
    int width = model.shape().width();
    for (int i = 0; i < x.length; i++) {
      double[] x1 = with.get(i).x1();
      if (guided) {
        x1 = settings.guidance().mixed(x1, without.get(i).x1());
      }
      double[] one = StraightPath.velocity(x1, x[i], run.time(), settings.edm());
      System.arraycopy(one, 0, v, i * width, width);
    }
    return v;
  }

  private List<FlowAnswer> ask(
      FlowSettings settings, double[][] x, double[] t, double[] heat, int @Nullable [] classes) {
    return reading.estimate(
        rows, x, t, classes, settings.estimate(), heat, new double[x.length], 1);
  }

  private double[] all(double value) {
    double[] out = new double[labels.length];
    Arrays.fill(out, value);
    return out;
  }

  private double[][] unflat(double[] flat) {
    int width = model.shape().width();
    double[][] out = new double[flat.length / width][];
    Arrays.setAll(out, i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width));
    return out;
  }

  @Override
  public void close() {
    reading.close();
  }
}
