package dev.unmask.train;

import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.TensorList;
import dev.unmask.engine.Torch;
import dev.unmask.network.TrainedWeight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Adam with decoupled weight decay, after clipping by the global norm; one fused operation of the
/// engine for each of two groups, the weights that decay and those that do not.
///
/// @see "Loshchilov, Hutter: Decoupled weight decay regularization, 1711.05101; PyTorch 2.7.1,
///     torch.optim.AdamW(fused=True), torch.nn.utils.clip_grad_norm_"
public final class AdamW implements AutoCloseable {
  private final Torch torch;
  private final Settings settings;
  private final Scope scope;
  private final Program program;
  private final TensorList sums;
  private final List<Group> groups = new ArrayList<>();
  private final Map<String, Tensor> moments = new LinkedHashMap<>();
  private long steps;

  /// What does not change from step to step.
  ///
  /// @param beta1 of the mean
  /// @param beta2 of the square
  /// @param epsilon added to the root of the square
  /// @param decay of weights, times the learning rate
  /// @param decayed which weights decay
  /// @param clip the largest global norm of the gradient
  public record Settings(
      double beta1, double beta2, double epsilon, double decay, Decayed decayed, double clip) {}

  /// Which weights decay.
  public enum Decayed {
    /// All of them, as DiffuLLaMA's scripts do.
    ALL,
    /// Those with two dimensions: no norms and no biases.
    MATRICES,
    /// Those whose name does not hold `bias`, as L2D's trainer does.
    NOT_BIASES;

    boolean holds(TrainedWeight weight) {
      return switch (this) {
        case ALL -> true;
        case MATRICES -> weight.matrix();
        case NOT_BIASES -> !weight.name().contains("bias");
      };
    }
  }

  private record Group(
      TensorList values,
      TensorList gradients,
      TensorList means,
      TensorList squares,
      TensorList counts,
      List<Tensor> counters,
      double decay) {}

  /// @param weights all that is trained
  public AdamW(Torch torch, Device device, List<TrainedWeight> weights, Settings settings) {
    this.torch = torch;
    this.settings = settings;
    this.scope = torch.scope(Device.CPU);
    this.program = Program.load(scope, ProgramSource.of("optimizer.py"), Map.of());
    this.sums = new TensorList(weights.stream().map(TrainedWeight::gradient).toList());
    group(device, weights.stream().filter(settings.decayed()::holds).toList(), settings.decay());
    group(device, weights.stream().filter(w -> !settings.decayed().holds(w)).toList(), 0);
  }

  private void group(Device device, List<TrainedWeight> weights, double decay) {
    if (weights.isEmpty()) {
      return;
    }
    List<Tensor> means = new ArrayList<>();
    List<Tensor> squares = new ArrayList<>();
    List<Tensor> counts = new ArrayList<>();
    for (TrainedWeight w : weights) {
      means.add(zeros(device, w));
      squares.add(zeros(device, w));
      counts.add(torch.placed(scope, scope.floats(new float[1]), device));
      moments.put("mean." + w.name(), means.getLast());
      moments.put("square." + w.name(), squares.getLast());
    }
    groups.add(
        new Group(
            new TensorList(weights.stream().map(TrainedWeight::value).toList()),
            new TensorList(weights.stream().map(TrainedWeight::gradient).toList()),
            new TensorList(means),
            new TensorList(squares),
            new TensorList(counts),
            counts,
            decay));
  }

  private Tensor zeros(Device device, TrainedWeight w) {
    long n = w.value().elements();
    return torch.placed(
        scope, scope.floats(new float[Math.toIntExact(n)], w.value().shape()), device);
  }

  /// Changes the weights by the summed gradients, and clears the sums.
  ///
  /// @return the norm of the gradient before clipping
  public double step(double learningRate) {
    try (Scope passing = scope.child()) {
      Tensor norm = program.tensor(passing, "norm", sums);
      double before = norm.floats()[0];
      program.number("clip", sums, norm, settings.clip());
      for (Group g : groups) {
        program.number(
            "adamw",
            g.values(),
            g.gradients(),
            g.means(),
            g.squares(),
            g.counts(),
            learningRate,
            settings.beta1(),
            settings.beta2(),
            g.decay(),
            settings.epsilon());
      }
      clear();
      steps++;
      return before;
    }
  }

  /// Forgets the summed gradients.
  public void clear() {
    program.number("clear", sums);
  }

  /// Steps that were made.
  public long steps() {
    return steps;
  }

  /// Means and squares of the gradients by name, in a fixed order: what a checkpoint keeps.
  public Map<String, Tensor> moments() {
    return moments;
  }

  /// Goes on after so many steps; the moments were filled by the caller.
  public void resume(long after) {
    steps = after;
    for (Group g : groups) {
      g.counters().forEach(c -> torch.set(c, (double) after));
    }
  }

  @Override
  public void close() {
    for (Group g : groups) {
      for (TensorList l : List.of(g.values(), g.gradients(), g.means(), g.squares(), g.counts())) {
        l.close();
      }
    }
    sums.close();
    program.close();
    scope.close();
  }
}
