package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.DType;
import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A frozen language model that writes left to right, and the flow path of L2D beside it.
///
/// The base is a [Network] of its own: its answers are the same with and without the flow. Not safe
/// for use by several threads at once.
///
/// @see "Large Language Models to Diffusion Finetuning, arXiv 2501.15781"
public final class FlowModel implements AutoCloseable {
  private final Network base;
  private final FlowShape shape;
  private final Scope scope;
  private final Program program;
  private final List<Tensor> flow;
  private final Tensor table;
  private final Tensor mapped;

  private FlowModel(
      Network base,
      FlowShape shape,
      Scope scope,
      Program program,
      List<Tensor> flow,
      List<Tensor> tables) {
    this.base = base;
    this.shape = shape;
    this.scope = scope;
    this.program = program;
    this.flow = flow;
    this.table = tables.get(0);
    this.mapped = tables.get(1);
  }

  /// The checkpoint that holds the base: the folder itself, or the one that its configuration names
  /// by a path relative to it.
  ///
  /// @throws Problem NOT_FOUND if the named base is missing
  public static CheckpointFolder baseOf(CheckpointFolder folder) {
    boolean flow = FlowShape.present(folder.config());
    String named = flow ? folder.config().text(FlowShape.BASE, "") : "";
    if (named.isEmpty()) {
      return folder;
    }
    Path path = folder.folder().resolve(named).normalize();
    try {
      return CheckpointFolder.open(path);
    } catch (Problem p) {
      throw new Problem(
          p.code(),
          "The base of this flow model cannot be opened: " + p.sentence(),
          "Put the base at " + path + ", or correct " + FlowShape.BASE + " in config.json.",
          p);
    }
  }

  /// The base's blueprint, after a check that the flow fits it.
  ///
  /// @throws Problem if the base is missing or none that can have a flow, or a flow tensor is
  ///     missing or of another shape
  public static Blueprint blueprint(CheckpointFolder folder) {
    FlowShape shape = FlowShape.of(folder.config());
    Blueprint base = Families.blueprint(baseOf(folder), Reading.AUTOREGRESSIVE);
    for (Slot slot : shape.slots(base)) {
      if (slot instanceof Slot.Stored stored) {
        try {
          SlotCheck.shape(folder.require(stored.tensor()), stored);
        } catch (Problem p) {
          throw new Problem(
              p.code(),
              "The flow tensors do not fit their base: " + p.sentence(),
              "Use the base that the flow was trained on.",
              p);
        }
      }
    }
    return base;
  }

  /// Loads base and flow.
  ///
  /// @throws Problem as [#blueprint], or if memory is too small
  public static FlowModel load(
      Torch torch, Device device, CheckpointFolder folder, Precision precision) {
    Blueprint blueprint = blueprint(folder);
    FlowShape shape = FlowShape.of(folder.config());
    Network base = Network.load(torch, device, baseOf(folder), blueprint, precision);
    Scope scope = torch.scope(Device.CPU);
    try {
      Weights source = new Weights(torch, scope, device, precision, folder, null);
      List<Tensor> flow = new ArrayList<>();
      for (Slot slot : shape.slots(blueprint)) {
        flow.add(source.get(slot).values());
      }
      Program program = base.beside(scope, ProgramSource.of("flow.py"), shape.constants(blueprint));
      List<Tensor> tables = program.tensors(scope, "flow_table", base.tokens(), flow);
      return new FlowModel(base, shape, scope, program, flow, tables);
    } catch (RuntimeException | Error e) {
      scope.close();
      base.close();
      throw e;
    }
  }

  /// The base.
  public Network base() {
    return base;
  }

  /// The hyper-parameters of the flow.
  public FlowShape shape() {
    return shape;
  }

  /// The embedding of every token in the space of the flow, `[vocabulary * width]`.
  public float[] table() {
    return table.floats();
  }

  /// The same before it is normalised.
  float[] mapped() {
    return mapped.floats();
  }

  /// Texts that grow together from left to right.
  ///
  /// @param rows how many
  /// @param capacity tokens that fit into the longest, its filling included
  /// @throws Problem CANVAS if the base takes no such length
  public FlowDecoding decode(int rows, int capacity) {
    return new FlowDecoding(this, rows, checked(capacity), false);
  }

  /// Texts that are read whole: the flow of every position beside every other, as in training and
  /// teacher-forced evaluation.
  ///
  /// @param ids `[batch][length]`
  public FlowDecoding read(int[][] ids) {
    FlowDecoding reading = new FlowDecoding(this, ids.length, checked(ids[0].length), true);
    reading.append(ids);
    return reading;
  }

  private int checked(int capacity) {
    if (capacity < 1 || capacity > base.blueprint().maxLength()) {
      throw new Problem(
          Code.CANVAS,
          "A text of %d tokens was asked for; the model takes 1 to %d."
              .formatted(capacity, base.blueprint().maxLength()),
          "Shorten the prompt or ask for fewer new tokens.");
    }
    return capacity;
  }

  /// The estimates that these logits make.
  ///
  /// @param logits `[rows * vocabulary]`
  /// @param heat `[rows]` temperatures
  /// @param uniforms `[rows]`
  List<FlowAnswer> estimate(float[] logits, double[] heat, double[] uniforms, Estimate how) {
    try (Scope step = base.torch().scope(base.device())) {
      int vocabulary = base.blueprint().vocabulary();
      Tensor z = step.floats(logits, heat.length, vocabulary);
      return answers(
          program.tensors(
              step,
              "flow_estimated",
              z,
              table,
              step.doubles(heat, heat.length),
              step.doubles(uniforms, uniforms.length),
              switches(how, 1)),
          1);
    }
  }

  long[] switches(Estimate how, int alternatives) {
    return new long[] {
      how.choice().code(), how.renormalised() ? 1 : 0, how.clamped() ? 1 : 0, alternatives
    };
  }

  List<FlowAnswer> answers(List<Tensor> out, int alternatives) {
    double[] x1 = out.get(0).doubles();
    int[] tokens = out.get(1).ints();
    float[] entropies = out.get(2).floats();
    int[] ids = out.get(3).ints();
    float[] logs = out.get(4).floats();
    List<FlowAnswer> answers = new ArrayList<>();
    int c = shape.width();
    int k = alternatives;
    for (int i = 0; i < tokens.length; i++) {
      answers.add(
          new FlowAnswer(
              java.util.Arrays.copyOfRange(x1, i * c, (i + 1) * c),
              tokens[i],
              entropies[i],
              java.util.Arrays.copyOfRange(ids, i * k, (i + 1) * k),
              java.util.Arrays.copyOfRange(logs, i * k, (i + 1) * k)));
    }
    return answers;
  }

  Program program() {
    return program;
  }

  List<Tensor> flow() {
    return flow;
  }

  Tensor tableTensor() {
    return table;
  }

  /// Bytes of the keys and values of so many tokens in so many texts.
  public long cacheBytes(int rows, int capacity) {
    CacheShape c = base.blueprint().cache();
    DType dtype = base.precision().activations();
    return 2L * c.layers() * c.heads() * c.width() * capacity * rows * dtype.bytes();
  }

  @Override
  public void close() {
    program.close();
    scope.close();
    base.close();
  }
}
