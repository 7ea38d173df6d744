package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The flow path of L2D while it is trained. The base beside it is frozen: it has no gradients.
///
/// The loss of a position is the cross-entropy of the token that follows it, read through the
/// base's own head, where the flow stands at a random time on its way to that token.
///
/// Not safe for use by several threads at once.
///
/// @see "Large Language Models to Diffusion Finetuning, arXiv 2501.15781, section 3"
public final class TrainableFlow implements Trainable {
  /// Logits held at once, in elements (32 MB of float32).
  private static final long LOGITS_AT_ONCE = 1L << 23;

  private final Network base;
  private final FlowShape shape;
  private final Scope scope;
  private final Program program;
  private final List<TrainedWeight> trained;
  private final TensorList values;
  private final TensorList sums;

  private TrainableFlow(
      Network base, FlowShape shape, Scope scope, Program program, List<TrainedWeight> trained) {
    this.base = base;
    this.shape = shape;
    this.scope = scope;
    this.program = program;
    this.trained = List.copyOf(trained);
    this.values = new TensorList(trained.stream().map(TrainedWeight::value).toList());
    this.sums = new TensorList(trained.stream().map(TrainedWeight::gradient).toList());
  }

  /// Loads a base with its flow to train.
  ///
  /// @param precision what is computed in; never 8 bits. Master weights are float32
  /// @throws Problem if the flow does not fit its base, or a tensor is missing
  public static TrainableFlow load(
      Torch torch, Device device, CheckpointFolder folder, Precision precision) {
    if (precision == Precision.INT8) {
      throw new Problem(
          Code.PARAMETER, "A network is not trained in 8 bits.", "Choose f32 or bf16.");
    }
    Blueprint blueprint = FlowModel.blueprint(folder);
    FlowShape shape = FlowShape.of(folder.config());
    Network base = Network.load(torch, device, FlowModel.baseOf(folder), blueprint, precision);
    Scope scope = torch.scope(Device.CPU);
    try {
      Weights source = new Weights(torch, scope, device, Precision.F32, folder, null);
      List<TrainedWeight> trained = new ArrayList<>();
      for (Slot slot : shape.slots(blueprint)) {
        if (slot instanceof Slot.Stored stored) {
          Tensor master = torch.copy(scope, source.get(slot).values());
          float[] none = new float[Math.toIntExact(master.elements())];
          Tensor zeros = torch.placed(scope, scope.floats(none, master.shape()), device);
          trained.add(new TrainedWeight(stored.tensor(), master, zeros));
        }
      }
      ProgramSource text = ProgramSource.of("flow.py", "training.py", "flow_training.py");
      Program program = base.beside(scope, text, shape.constants(blueprint));
      return new TrainableFlow(base, shape, scope, program, trained);
    } catch (RuntimeException | Error e) {
      scope.close();
      base.close();
      throw e;
    }
  }

  @Override
  public Blueprint blueprint() {
    return base.blueprint();
  }

  /// The hyper-parameters of the flow.
  public FlowShape shape() {
    return shape;
  }

  @Override
  public Device device() {
    return base.device();
  }

  @Override
  public List<TrainedWeight> trained() {
    return trained;
  }

  @Override
  public float[] differentiate(LossTerms terms) {
    try (Scope step = base.torch().scope(base.device())) {
      List<Object> arguments = arguments(step, terms);
      arguments.add(step.floats(terms.weights(), terms.weights().length));
      arguments.add(Math.max(1, LOGITS_AT_ONCE / base.blueprint().vocabulary()));
      arguments.add(sums);
      return program.differentiate(step, "flow_gradients", arguments.toArray()).floats();
    }
  }

  @Override
  public float[] losses(LossTerms terms) {
    try (Scope step = base.torch().scope(base.device())) {
      return program.tensor(step, "flow_losses", arguments(step, terms).toArray()).floats();
    }
  }

  /// `ids, at, w, s, head, p, dtype, tokens, t, noise, labels, picked, targets`.
  private List<Object> arguments(Scope step, LossTerms terms) {
    FlowTerms flow = terms.flow();
    if (flow == null) {
      throw new IllegalArgumentException("a flow's loss needs its noise");
    }
    Input input = terms.input();
    int rows = input.ids().length;
    int length = input.length();
    List<Object> out = new ArrayList<>();
    out.add(step.ids(VocabularyReduction.join(input.ids()), rows, length));
    out.add(step.ids(IntStream.range(0, length).toArray(), length));
    out.addAll(base.weights());
    out.add(base.head());
    out.add(values);
    out.add(base.precision().activations().code());
    out.add(step.ids(flow.tokens(), rows, length));
    float[] times = new float[flow.times().length];
    for (int i = 0; i < times.length; i++) {
      times[i] = (float) flow.times()[i];
    }
    out.add(step.floats(times, rows, length));
    out.add(step.floats(flow.noise(), rows, length, shape.width()));
    out.add(labels(step, flow, rows, length));
    out.add(step.ids(terms.rows(), terms.rows().length));
    out.add(step.ids(terms.targets(), terms.targets().length));
    return out;
  }

  private List<Tensor> labels(Scope step, FlowTerms flow, int rows, int length) {
    int none = shape.classes().none();
    if (none < 0) {
      return List.of();
    }
    int[] classes = flow.classes();
    if (classes.length == 0) {
      classes = new int[rows * length];
      Arrays.fill(classes, none);
    }
    return List.of(step.ids(classes, rows, length));
  }

  @Override
  public void close() {
    values.close();
    sums.close();
    program.close();
    scope.close();
    base.close();
  }
}
