package dev.unmask.train;

import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.TensorList;
import dev.unmask.engine.Torch;
import dev.unmask.network.TrainedWeight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The exponential moving average of weights: `mean = decay * mean + (1 - decay) * weight` after
/// each step, beginning with the weights themselves.
final class MovingAverage implements AutoCloseable {
  private final Scope scope;
  private final Program program;
  private final double decay;
  private final Map<String, Tensor> means = new LinkedHashMap<>();
  private final TensorList averaged;
  private final TensorList weights;

  MovingAverage(Torch torch, List<TrainedWeight> trained, double decay) {
    this.scope = torch.scope(Device.CPU);
    this.program = Program.load(scope, ProgramSource.of("optimizer.py"), Map.of());
    this.decay = decay;
    for (TrainedWeight w : trained) {
      means.put(w.name(), torch.copy(scope, w.value()));
    }
    this.averaged = new TensorList(List.copyOf(means.values()));
    this.weights = new TensorList(trained.stream().map(TrainedWeight::value).toList());
  }

  void step() {
    program.number("average", averaged, weights, decay);
  }

  /// By the name of the weight, in the order of the weights.
  Map<String, Tensor> means() {
    return means;
  }

  @Override
  public void close() {
    averaged.close();
    weights.close();
    program.close();
    scope.close();
  }
}
