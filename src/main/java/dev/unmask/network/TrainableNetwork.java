package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.DType;
import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.TensorList;
import dev.unmask.engine.Torch;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network whose weights can be changed: it computes losses, and adds their gradients to sums.
///
/// One call of the engine runs the network, the loss and the way back: the vocabulary in pieces of
/// which none outlives its own gradient, then the trunk. Master weights and sums are float32;
/// with another precision each call works on a rounded copy.
///
/// Not safe for use by several threads at once.
public final class TrainableNetwork implements Trainable {
  /// Logits held at once, in elements (32 MB of float32).
  private static final long LOGITS_AT_ONCE = 1L << 23;

  private final Torch torch;
  private final Device device;
  private final Blueprint blueprint;
  private final Precision precision;
  private final Scope scope;
  private final Program program;
  private final List<TrainedWeight> trained;
  private final TensorList fixed;
  private final TensorList values;
  private final TensorList sums;
  private final long[] sizes;
  private final long[] places;
  private final double[] scales;

  private TrainableNetwork(
      Torch torch,
      Device device,
      Blueprint blueprint,
      Precision precision,
      Scope scope,
      Program program,
      Arrangement arranged) {
    this.torch = torch;
    this.device = device;
    this.blueprint = blueprint;
    this.precision = precision;
    this.scope = scope;
    this.program = program;
    this.trained = List.copyOf(arranged.trained.values());
    this.fixed = new TensorList(arranged.fixed);
    this.values = new TensorList(trained.stream().map(TrainedWeight::value).toList());
    this.sums = new TensorList(trained.stream().map(TrainedWeight::gradient).toList());
    this.sizes = arranged.sizes();
    this.places = arranged.places.stream().mapToLong(Long::longValue).toArray();
    this.scales = arranged.scales.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// Loads a network to train.
  ///
  /// @param precision what is computed in; never 8 bits
  /// @throws Problem if a tensor is missing or of the wrong shape or type, or nothing is trained
  public static TrainableNetwork load(
      Torch torch,
      Device device,
      CheckpointFolder folder,
      Blueprint blueprint,
      Precision precision,
      TrainedParts parts) {
    if (precision == Precision.INT8) {
      throw new Problem(
          Code.PARAMETER, "A network is not trained in 8 bits.", "Choose f32 or bf16.");
    }
    Scope scope = torch.scope(Device.CPU);
    try {
      Weights source = new Weights(torch, scope, device, Precision.F32, folder, null);
      Arrangement arranged = new Arrangement(torch, scope, device, precision, parts);
      for (Slot slot : blueprint.slots()) {
        arranged.add(slot, source);
      }
      arranged.extras(blueprint.slots());
      for (Slot slot : blueprint.head()) {
        arranged.add(slot, source);
      }
      if (arranged.trained.isEmpty()) {
        throw new Problem(
            Code.PARAMETER,
            "Nothing of this network would be trained.",
            "Freeze less, or name layers that it has.");
      }
      Map<String, Object> constants = NetworkConstants.of(torch, device, blueprint, precision);
      Program program =
          Program.load(scope, blueprint.program().and(ProgramSource.of("training.py")), constants);
      return new TrainableNetwork(torch, device, blueprint, precision, scope, program, arranged);
    } catch (RuntimeException | Error e) {
      scope.close();
      throw e;
    }
  }

  @Override
  public Blueprint blueprint() {
    return blueprint;
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public List<TrainedWeight> trained() {
    return trained;
  }

  @Override
  public float[] differentiate(LossTerms terms) {
    try (Scope step = torch.scope(device)) {
      List<Object> arguments = arguments(step, terms);
      arguments.add(step.floats(terms.weights(), terms.weights().length));
      arguments.add(atOnce());
      arguments.add(sums);
      return program.differentiate(step, "gradients", arguments.toArray()).floats();
    }
  }

  @Override
  public float[] losses(LossTerms terms) {
    try (Scope step = torch.scope(device)) {
      List<Object> arguments = arguments(step, terms);
      arguments.add(atOnce());
      return program.tensor(step, "losses", arguments.toArray()).floats();
    }
  }

  private long atOnce() {
    return Math.max(1, LOGITS_AT_ONCE / blueprint.vocabulary());
  }

  private List<Object> arguments(Scope step, LossTerms terms) {
    Input input = terms.input();
    if (input.length() > blueprint.maxLength()) {
      throw new Problem(
          Code.CANVAS,
          "A row of %d positions is longer than the model's %d."
              .formatted(input.length(), blueprint.maxLength()),
          "Train on shorter rows.");
    }
    List<Object> out = new ArrayList<>();
    out.add(step.ids(VocabularyReduction.join(input.ids()), input.ids().length, input.length()));
    out.add(step.ids(input.positions(), input.length()));
    out.add(fixed);
    out.add(sizes);
    out.add(places);
    out.add(scales);
    out.add(values);
    out.add(precision.activations().code());
    out.add(InputTensors.mask(step, input));
    out.add(step.doubles(input.noise(), input.noise().length));
    out.add(input.reach());
    out.add(step.ids(terms.rows(), terms.rows().length));
    out.add(step.ids(terms.targets(), terms.targets().length));
    return out;
  }

  @Override
  public void close() {
    fixed.close();
    values.close();
    sums.close();
    program.close();
    scope.close();
  }

  /// Where each array that the program reads comes from.
  private static final class Arrangement {
    private final Torch torch;
    private final Scope scope;
    private final Device device;
    private final DType compute;
    private final TrainedParts parts;
    private final Map<String, TrainedWeight> trained = new LinkedHashMap<>();
    private final Map<String, Long> index = new HashMap<>();
    private final List<Tensor> fixed = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();
    private final List<Double> scales = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final Tensor none;

    Arrangement(Torch torch, Scope scope, Device device, Precision precision, TrainedParts parts) {
      this.torch = torch;
      this.scope = scope;
      this.device = device;
      this.compute = precision.activations();
      this.parts = parts;
      this.none = placed(scope.floats(new float[0], 0));
    }

    void add(Slot slot, Weights source) {
      Tensor value = source.get(slot).values();
      String name =
          switch (slot) {
            case Slot.Stored s -> s.tensor();
            case Slot.Linear l -> l.weight().tensor();
            case Slot.Computed c -> "";
          };
      boolean trains = !name.isEmpty() && parts instanceof TrainedParts.Full f && f.trains(name);
      if (trains) {
        place(name, () -> torch.copy(scope, value), 1);
      } else {
        boolean kept = slot instanceof Slot.Computed;
        fixed.add(kept ? value : torch.cast(scope, value, compute));
        places.add(-1L);
        scales.add(1.0);
      }
    }

    /// What `linear.py` reads beside the values: no 8-bit scales, and factors where there are some.
    void extras(List<Slot> slots) {
      ends.add((long) places.size());
      for (Slot slot : slots) {
        nothing();
        if (slot instanceof Slot.Linear linear
            && parts instanceof TrainedParts.LowRank low
            && low.adapts(linear.weight().tensor())) {
          factors(linear, low);
        } else {
          nothing();
          nothing();
        }
      }
      ends.add((long) places.size());
    }

    private void factors(Slot.Linear linear, TrainedParts.LowRank low) {
      String module = LowRankNames.module(linear.weight().tensor());
      long[] shape = linear.weight().shape();
      int in = (int) (linear.outFirst() ? shape[1] : shape[0]);
      int out = (int) (linear.outFirst() ? shape[0] : shape[1]);
      float[] a = LowRankNames.first(low, module, in);
      place(LowRankNames.a(module), () -> placed(scope.floats(a, low.rank(), in)), 1);
      place(
          LowRankNames.b(module),
          () -> placed(scope.floats(new float[out * low.rank()], out, low.rank())),
          low.alpha() / low.rank());
    }

    private void nothing() {
      fixed.add(none);
      places.add(-1L);
      scales.add(1.0);
    }

    private void place(String name, java.util.function.Supplier<Tensor> value, double scale) {
      if (!trained.containsKey(name)) {
        index.put(name, (long) trained.size());
        Tensor master = value.get();
        long[] shape = master.shape();
        Tensor zeros = scope.floats(new float[Math.toIntExact(master.elements())], shape);
        trained.put(name, new TrainedWeight(name, master, placed(zeros)));
      }
      fixed.add(none);
      places.add(index.get(name));
      scales.add(scale);
    }

    private Tensor placed(Tensor onCpu) {
      return device.cuda() ? torch.move(scope, onCpu, device) : onCpu;
    }

    long[] sizes() {
      return new long[] {ends.get(0), ends.get(1) - ends.get(0)};
    }
  }
}
