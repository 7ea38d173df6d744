package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network that is loaded on a device: weights and program.
///
/// Not safe for use by several threads at once.
public final class Network implements AutoCloseable {
  /// Rows of the vocabulary matrix multiplied in one piece: 4,096 reach 96 % of the processor's
  /// rate where the whole matrix reaches 60.
  private static final long VOCABULARY_CHUNK = 4096;

  /// Up to so many rows the 8-bit product is as fast as bf16; beyond, dequantising first is faster.
  private static final long INT8_ROWS = 32;

  /// Logits held at once, in elements (16 MB of float32).
  private static final long LOGITS_AT_ONCE = 1L << 22;

  private final Torch torch;
  private final Device device;
  private final Blueprint blueprint;
  private final Precision precision;
  private final Scope scope;
  private final Program program;
  private final List<List<Tensor>> weights;
  private final List<Tensor> head;

  private Network(
      Torch torch,
      Device device,
      Blueprint blueprint,
      Precision precision,
      Scope scope,
      Program program,
      List<List<Tensor>> weights,
      List<Tensor> head) {
    this.torch = torch;
    this.device = device;
    this.blueprint = blueprint;
    this.precision = precision;
    this.scope = scope;
    this.program = program;
    this.weights = weights;
    this.head = head;
  }

  /// Loads a network.
  ///
  /// @throws Problem if a tensor is missing or of the wrong shape or type
  public static Network load(
      Torch torch,
      Device device,
      CheckpointFolder folder,
      Blueprint blueprint,
      Precision precision) {
    return load(torch, device, folder, blueprint, precision, null);
  }

  /// Loads a network with a LoRA adapter.
  ///
  /// @param adaptation the adapter, or null
  /// @throws Problem if a tensor is missing or of the wrong shape or type, or the adapter adapts
  ///     what the network does not have
  public static Network load(
      Torch torch,
      Device device,
      CheckpointFolder folder,
      Blueprint blueprint,
      Precision precision,
      @Nullable Adaptation adaptation) {
    if (adaptation != null) {
      adaptation.check(blueprint);
    }
    Scope scope = torch.scope(Device.CPU);
    try {
      Weights source = new Weights(torch, scope, device, precision, folder, adaptation);
      List<Tensor> weights = new ArrayList<>();
      List<Tensor> extras = new ArrayList<>();
      for (Slot slot : blueprint.slots()) {
        Weights.Filled filled = source.get(slot);
        weights.add(filled.values());
        extras.addAll(filled.extras());
      }
      List<Tensor> head = new ArrayList<>();
      for (Slot slot : blueprint.head()) {
        head.add(source.get(slot).values());
      }
      Map<String, Object> constants = new HashMap<>(blueprint.constants());
      constants.put("device", device.name());
      constants.put("chunk", VOCABULARY_CHUNK);
      constants.put("rows", Math.max(1, LOGITS_AT_ONCE / blueprint.vocabulary()));
      constants.put("int8_rows", INT8_ROWS);
      Program program = Program.load(scope, blueprint.program(), constants);
      return new Network(
          torch, device, blueprint, precision, scope, program, List.of(weights, extras), head);
    } catch (RuntimeException | Error e) {
      scope.close();
      throw e;
    }
  }

  /// What it is made of.
  public Blueprint blueprint() {
    return blueprint;
  }

  Torch torch() {
    return torch;
  }

  /// What it computes in.
  public Precision precision() {
    return precision;
  }

  /// Where it computes.
  public Device device() {
    return device;
  }

  /// Beliefs at some output rows; the reduction over the vocabulary stays in the engine.
  ///
  /// @param question what is asked at `question.positions()`
  /// @param rows `[batch][n_b]` output rows of each canvas, in the order of `question.positions()`
  List<Beliefs> believe(Input input, Question question, int[][] rows) {
    check(input);
    int[] flat = flatten(rows, input.length());
    if (flat.length == 0) {
      throw new IllegalArgumentException("no position wanted");
    }
    TokenDraw draw = question.draw();
    int k = Math.min(question.alternatives(), blueprint.vocabulary());
    try (Scope step = torch.scope(device)) {
      List<Object> arguments = arguments(step, input);
      arguments.add(step.ids(flat, flat.length));
      arguments.add(head);
      addDraw(arguments, step, draw, draw.sample() ? join(question.uniforms()) : new double[0], k);
      return split(question.positions(), k, program.tensors(step, "ask", arguments.toArray()));
    }
  }

  /// Beliefs about what follows some tokens that are appended to a key-value cache.
  Beliefs next(
      Input input,
      List<Tensor> cache,
      int start,
      TokenDraw draw,
      double uniform,
      int alternatives) {
    check(input);
    int k = Math.min(alternatives, blueprint.vocabulary());
    try (Scope step = torch.scope(device)) {
      List<Object> arguments = cached(step, input, cache, start);
      addDraw(arguments, step, draw, new double[] {uniform}, k);
      return split(
              new int[][] {{input.reach()}}, k, program.tensors(step, "next", arguments.toArray()))
          .getFirst();
    }
  }

  /// Logits of tokens that are appended to a key-value cache and see each other.
  float[] blockLogits(Input input, List<Tensor> cache, int start) {
    check(input);
    try (Scope step = torch.scope(device)) {
      return program
          .tensor(step, "block_logits", cached(step, input, cache, start).toArray())
          .floats();
    }
  }

  /// Logits of every position: for debugging and tests, since they are large.
  ///
  /// @return `[batch * length * vocabulary]`
  public float[] logits(Input input) {
    check(input);
    try (Scope step = torch.scope(device)) {
      List<Object> arguments = arguments(step, input);
      arguments.add(head);
      return program.tensor(step, "all_logits", arguments.toArray()).floats();
    }
  }

  /// Log-probabilities of given tokens at temperature 1, nothing suppressed.
  ///
  /// @param rows `[batch][n_b]` output rows of each canvas
  /// @param targets `[batch][n_b]` the token to score at each row
  /// @return `[batch][n_b]`, in nats
  public float[][] score(Input input, int[][] rows, int[][] targets) {
    check(input);
    int[] flat = flatten(rows, input.length());
    float[][] scores = new float[rows.length][];
    float[] all = new float[0];
    if (flat.length > 0) {
      try (Scope step = torch.scope(device)) {
        List<Object> arguments = arguments(step, input);
        arguments.add(step.ids(flat, flat.length));
        arguments.add(head);
        arguments.add(step.ids(join(targets), flat.length));
        all = program.tensor(step, "score", arguments.toArray()).floats();
      }
    }
    int from = 0;
    for (int b = 0; b < rows.length; b++) {
      scores[b] = Arrays.copyOfRange(all, from, from + rows[b].length);
      from += rows[b].length;
    }
    return scores;
  }

  /// `ids, at, w, mask, noise, reach` of `questions.py`.
  private List<Object> arguments(Scope step, Input input) {
    byte[] allowed = input.allowed();
    List<Object> out = new ArrayList<>();
    out.add(step.ids(join(input.ids()), input.ids().length, input.length()));
    out.add(step.ids(input.positions(), input.length()));
    out.addAll(weights);
    int n = input.length();
    if (allowed == null) {
      out.add(List.of());
    } else if (allowed.length == n * n) {
      out.add(List.of(step.bytes(allowed, n, n)));
    } else {
      out.add(List.of(step.bytes(allowed, input.ids().length, 1, n, n)));
    }
    out.add(step.doubles(input.noise(), input.noise().length));
    out.add(input.reach());
    return out;
  }

  /// `ids, at, w, cache, start, noise, head` of `questions.py`.
  private List<Object> cached(Scope step, Input input, List<Tensor> cache, int start) {
    List<Object> out = new ArrayList<>();
    out.add(step.ids(join(input.ids()), input.ids().length, input.length()));
    out.add(step.ids(input.positions(), input.length()));
    out.addAll(weights);
    out.add(cache);
    out.add(start);
    out.add(step.doubles(input.noise(), input.noise().length));
    out.add(head);
    return out;
  }

  /// `temperature, sample, top_p, uniforms, suppressed, alternatives` of `vocabulary.py`.
  private static void addDraw(
      List<Object> arguments, Scope step, TokenDraw draw, double[] uniforms, int alternatives) {
    arguments.add(draw.temperature());
    arguments.add(draw.sample());
    arguments.add(draw.topP());
    arguments.add(step.doubles(uniforms, uniforms.length));
    arguments.add(step.ids(draw.suppressed(), draw.suppressed().length));
    arguments.add(alternatives);
  }

  private void check(Input input) {
    if (input.length() < 1 || input.reach() > blueprint.maxLength()) {
      throw new Problem(
          Code.CANVAS,
          "The canvas has "
              + input.reach()
              + " positions; the model takes 1 to "
              + blueprint.maxLength()
              + ".",
          "Choose a shorter canvas or a shorter prompt.");
    }
    for (int[] row : input.ids()) {
      for (int id : row) {
        if (id < 0 || id >= blueprint.vocabulary()) {
          throw new Problem(
              Code.CANVAS,
              "Token id "
                  + id
                  + " is outside of the model's vocabulary of "
                  + blueprint.vocabulary()
                  + ".",
              "The tokenizer and the weights do not belong together.");
        }
      }
    }
  }

  private static int[] flatten(int[][] rows, int length) {
    int n = 0;
    for (int[] r : rows) {
      n += r.length;
    }
    int[] flat = new int[n];
    int k = 0;
    for (int b = 0; b < rows.length; b++) {
      for (int r : rows[b]) {
        flat[k++] = b * length + r;
      }
    }
    return flat;
  }

  private static int[] join(int[][] rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
  }

  private static double[] join(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static List<Beliefs> split(int[][] wanted, int k, List<Tensor> out) {
    int[] tokens = out.get(0).ints();
    float[] logps = out.get(1).floats();
    float[] entropies = out.get(2).floats();
    int[] topIds = out.get(3).ints();
    float[] topLogps = out.get(4).floats();
    List<Beliefs> beliefs = new ArrayList<>();
    int from = 0;
    for (int[] positions : wanted) {
      int to = from + positions.length;
      beliefs.add(
          new Beliefs(
              positions,
              Arrays.copyOfRange(tokens, from, to),
              Arrays.copyOfRange(logps, from, to),
              Arrays.copyOfRange(entropies, from, to),
              k,
              Arrays.copyOfRange(topIds, from * k, to * k),
              Arrays.copyOfRange(topLogps, from * k, to * k)));
      from = to;
    }
    return beliefs;
  }

  @Override
  public void close() {
    program.close();
    scope.close();
  }
}
