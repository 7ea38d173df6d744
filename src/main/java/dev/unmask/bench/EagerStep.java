package dev.unmask.bench;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Input;
import dev.unmask.network.LossTerms;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.Slot;
import dev.unmask.network.TrainableNetwork;
import dev.unmask.network.TrainedParts;
import dev.unmask.network.TrainedWeight;
import java.util.ArrayList;
import java.util.List;

/// A training step of a LLaMA without biases as an eager program writes it, in float32.
final class EagerStep implements AutoCloseable {
  private final Torch torch;
  private final Scope scope;
  private final Network plain;
  private final TrainableNetwork weights;
  private final Program program;
  private final List<Tensor> values = new ArrayList<>();
  private final List<Tensor> means = new ArrayList<>();
  private final List<Tensor> squares = new ArrayList<>();
  private final long[] places;
  private final Tensor inverse;
  private long steps;

  EagerStep(Torch torch, CheckpointFolder checkpoint, Blueprint blueprint) {
    this.torch = torch;
    scope = torch.scope(Device.CPU);
    plain = Network.load(torch, Device.CPU, checkpoint, blueprint, Precision.F32);
    weights =
        TrainableNetwork.load(
            torch, Device.CPU, checkpoint, blueprint, Precision.F32, new TrainedParts.Full());
    program = plain.beside(scope, ProgramSource.of("training.py", "eager.py"));
    List<String> names = new ArrayList<>();
    for (TrainedWeight w : weights.trained()) {
      names.add(w.name());
      values.add(w.value());
      int n = Math.toIntExact(w.value().elements());
      means.add(scope.floats(new float[n], w.value().shape()));
      squares.add(scope.floats(new float[n], w.value().shape()));
    }
    List<Slot> slots = blueprint.slots();
    places = new long[slots.size()];
    float[] found = new float[0];
    for (int i = 0; i < places.length; i++) {
      places[i] =
          switch (slots.get(i)) {
            case Slot.Stored s -> names.indexOf(s.tensor());
            case Slot.Linear l -> names.indexOf(l.weight().tensor());
            case Slot.Computed c -> {
              found = c.values();
              yield -1;
            }
          };
    }
    inverse = scope.floats(found, found.length);
  }

  /// The way forwards and back, and AdamW.
  double step(LossTerms terms) {
    steps++;
    Input input = terms.input();
    try (Scope step = torch.scope(Device.CPU)) {
      int[] flat =
          java.util.Arrays.stream(input.ids()).flatMapToInt(java.util.Arrays::stream).toArray();
      return program.differentiate(
              step,
              "eager",
              step.ids(flat, input.ids().length, input.length()),
              inverse,
              values,
              places,
              step.ids(terms.rows(), terms.rows().length),
              step.ids(terms.targets(), terms.targets().length),
              step.floats(terms.weights(), terms.weights().length),
              means,
              squares,
              (double) steps,
              1e-3)
          .floats()[0];
    }
  }

  @Override
  public void close() {
    program.close();
    weights.close();
    plain.close();
    scope.close();
  }
}
