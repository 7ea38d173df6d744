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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network that is loaded on a device: weights and program.
///
/// Not safe for use by several threads at once.
public final class Network implements AutoCloseable {
  private final Torch torch;
  private final Device device;
  private final Blueprint blueprint;
  private final Precision precision;
  private final Scope scope;
  private final Map<String, Object> constants;
  private final Program program;
  private final List<TensorList> weights;
  private final Tensor tokens;
  private final List<Tensor> head;
  private final VocabularyReduction reduction;

  private Network(
      Torch torch,
      Device device,
      Blueprint blueprint,
      Precision precision,
      Scope scope,
      Map<String, Object> constants,
      Program program,
      List<TensorList> weights,
      Tensor tokens,
      List<Tensor> head) {
    this.torch = torch;
    this.device = device;
    this.blueprint = blueprint;
    this.precision = precision;
    this.scope = scope;
    this.constants = constants;
    this.program = program;
    this.weights = weights;
    this.tokens = tokens;
    this.head = head;
    this.reduction = new VocabularyReduction(torch, device, blueprint.vocabulary(), head);
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
      Map<String, Object> constants = NetworkConstants.of(torch, device, blueprint, precision);
      Program program = Program.load(scope, blueprint.program(), constants);
      return new Network(
          torch,
          device,
          blueprint,
          precision,
          scope,
          constants,
          program,
          List.of(new TensorList(weights), new TensorList(extras)),
          weights.getFirst(),
          head);
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

  /// Beliefs at some output rows.
  ///
  /// @param question what is asked at `question.positions()`
  /// @param picks `[batch][n_b]` output rows of each canvas, in the order of
  ///     `question.positions()`; with guidance a second such array, of the canvases without prompt,
  ///     which are the second half of the batch
  List<Beliefs> believe(Input input, Question question, int[][]... picks) {
    check(input);
    try (Scope step = torch.scope(device)) {
      List<Object> arguments = arguments(step, input, question.conditions().softMasks());
      int[] columns = WantedRows.columns(picks);
      arguments.add(List.of(step.ids(columns, columns.length)));
      arguments.add(WantedRows.picked(step, columns.length, WantedRows.within(columns, picks)));
      arguments.add(head);
      return reduction.ask(step, program, "ask", arguments, question);
    }
  }

  /// The same for a part of one canvas, while the rest comes from a cache.
  List<Beliefs> believe(Input part, Window window, Question question, int[][] rows) {
    checkIds(part.ids());
    checkLength(window.visible() - window.first());
    try (Scope step = torch.scope(device)) {
      List<Object> arguments = new ArrayList<>();
      arguments.add(
          step.ids(VocabularyReduction.join(part.ids()), part.ids().length, part.length()));
      arguments.add(step.ids(part.positions(), part.length()));
      arguments.addAll(weights);
      arguments.add(window.cache().tensors());
      arguments.add(window.from());
      arguments.add(window.first());
      arguments.add(window.visible());
      arguments.add(step.doubles(part.noise(), part.noise().length));
      arguments.add(WantedRows.picked(step, part.length(), rows));
      arguments.add(head);
      return reduction.ask(step, program, "ask_window", arguments, question);
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
    Question question =
        new Question(
            input.ids(),
            new int[][] {{input.reach()}},
            draw,
            new double[][] {{uniform}},
            alternatives,
            1);
    try (Scope step = torch.scope(device)) {
      List<Object> arguments = cached(step, input, cache, start);
      return reduction.ask(step, program, "next", arguments, question).getFirst();
    }
  }

  /// Logits of tokens that are appended to a key-value cache and see each other.
  float[] blockLogits(Input input, List<Tensor> cache, int start) {
    check(input);
    try (Scope step = torch.scope(device)) {
      List<Object> arguments = cached(step, input, cache, start);
      arguments.add(arguments.size() - 2, 0);
      return program.tensor(step, "block_logits", arguments.toArray()).floats();
    }
  }

  /// A table of the vocabulary for so many positions, all zero.
  VocabularyMemory memory(VocabularyMemory.Use use, int positions) {
    Scope scope = torch.scope(Device.CPU);
    Tensor table =
        torch.filled(
            scope,
            DType.F32,
            new long[] {positions, blueprint.vocabulary()},
            (first, part) -> part.fill((byte) 0));
    Tensor there = device.cuda() ? torch.move(scope, table, device) : table;
    return new VocabularyMemory(scope, there, use);
  }

  /// Logits of every position: for debugging and tests, since they are large.
  ///
  /// @return `[batch * length * vocabulary]`
  public float[] logits(Input input) {
    check(input);
    try (Scope step = torch.scope(device)) {
      List<Object> arguments = arguments(step, input, null);
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
    return score(input, rows, targets, 0);
  }

  /// The same under prompt-mask guidance: the second half of the batch are the canvases without
  /// prompt.
  ///
  /// @param scale 0 is no guidance, and the batch then has no second half
  public float[][] score(Input input, int[][] rows, int[][] targets, double scale) {
    check(input);
    int[] flat = WantedRows.flatten(rows, input.length());
    float[][] scores = new float[rows.length][];
    float[] all = new float[0];
    if (flat.length > 0) {
      try (Scope step = torch.scope(device)) {
        List<Object> arguments = arguments(step, input, null);
        arguments.add(
            scale == 0
                ? WantedRows.picked(step, input.length(), rows)
                : WantedRows.picked(step, input.length(), rows, rows));
        arguments.add(head);
        arguments.add(step.ids(VocabularyReduction.join(targets), flat.length));
        arguments.add(scale);
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

  /// Compiles further methods beside those of this network, over its attributes: other orders of
  /// the same work, to measure against.
  public Program beside(Scope within, ProgramSource more) {
    return Program.load(within, blueprint.program().and(more), constants);
  }

  /// The same with further attributes.
  Program beside(Scope within, ProgramSource more, Map<String, Object> attributes) {
    Map<String, Object> all = new HashMap<>(constants);
    all.putAll(attributes);
    return Program.load(within, blueprint.program().and(more), all);
  }

  /// `w, s` of the programs.
  List<TensorList> weights() {
    return weights;
  }

  /// The matrix that makes logits, and its bias where there is one.
  List<Tensor> head() {
    return head;
  }

  /// What turns rows of this network's output into beliefs.
  VocabularyReduction reduction() {
    return reduction;
  }

  /// The token table, `[vocabulary, width]`.
  Tensor tokens() {
    return tokens;
  }

  /// `ids, at, w, s` and what else a method takes.
  Object[] withWeights(Tensor ids, Tensor at, Object... more) {
    List<Object> out = new ArrayList<>(List.of(ids, at));
    out.addAll(weights);
    out.addAll(Arrays.asList(more));
    return out.toArray();
  }

  /// Runs a method of such a program on this network's weights.
  ///
  /// @param more what the method takes after `ids, at, w, s, mask, soft, noise, reach, head`
  public List<Tensor> run(Scope step, Program beside, String method, Input input, Object... more) {
    check(input);
    List<Object> arguments = arguments(step, input, null);
    arguments.add(head);
    arguments.addAll(Arrays.asList(more));
    return beside.tensors(step, method, arguments.toArray());
  }

  /// `ids, at, w, s, mask, soft, noise, reach` of `questions.py`.
  private List<Object> arguments(
      Scope step, Input input, Conditions.@Nullable SoftMasks softMasks) {
    List<Object> out = new ArrayList<>();
    out.add(step.ids(VocabularyReduction.join(input.ids()), input.ids().length, input.length()));
    out.add(step.ids(input.positions(), input.length()));
    out.addAll(weights);
    out.add(InputTensors.mask(step, input));
    out.add(softMasks == null ? List.of() : InputTensors.soft(step, input, softMasks));
    out.add(step.doubles(input.noise(), input.noise().length));
    out.add(input.reach());
    return out;
  }

  /// `ids, at, w, s, cache, start, noise, head` of `questions.py`.
  private List<Object> cached(Scope step, Input input, List<Tensor> cache, int start) {
    List<Object> out = new ArrayList<>();
    out.add(step.ids(VocabularyReduction.join(input.ids()), input.ids().length, input.length()));
    out.add(step.ids(input.positions(), input.length()));
    out.addAll(weights);
    out.add(cache);
    out.add(start);
    out.add(step.doubles(input.noise(), input.noise().length));
    out.add(head);
    return out;
  }

  private void check(Input input) {
    checkLength(input.length() < 1 ? 0 : input.reach());
    checkIds(input.ids());
  }

  private void checkLength(int length) {
    if (length < 1 || length > blueprint.maxLength()) {
      throw new Problem(
          Code.CANVAS,
          "The canvas has "
              + length
              + " positions; the model takes 1 to "
              + blueprint.maxLength()
              + ".",
          "Choose a shorter canvas or a shorter prompt.");
    }
  }

  /// @throws Problem CANVAS if an id is none of the vocabulary
  void checkIds(int[][] ids) {
    for (int[] row : ids) {
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

  @Override
  public void close() {
    weights.forEach(TensorList::close);
    program.close();
    scope.close();
  }
}
