package dev.unmask.network;

import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Texts that grow together over one key-value cache of the base, and the flow of their newest
/// tokens: an evaluation costs one pass of the flow over one token of each text.
///
/// Prompts of different lengths are filled on the left, hidden from all; rotary positions know
/// distances only, so a text is as if it were alone.
public final class FlowDecoding implements AutoCloseable {
  private final FlowModel model;
  private final Network base;
  private final int rows;
  private final boolean whole;
  private final CanvasCache cache;
  private final int[] begins;
  private int length;
  private @Nullable Present present;

  /// What is known of the newest tokens until others come.
  private record Present(Scope scope, Tensor last, int columns) implements AutoCloseable {
    @Override
    public void close() {
      scope.close();
    }
  }

  /// A part of the texts, ready to be asked.
  private record Part(int[] rows, Tensor last, List<Tensor> cache, List<Tensor> mask) {}

  private @Nullable Part part;

  FlowDecoding(FlowModel model, int rows, int capacity, boolean whole) {
    this.model = model;
    this.base = model.base();
    this.rows = rows;
    this.whole = whole;
    this.cache = new CanvasCache(base, rows, capacity);
    this.begins = new int[rows];
  }

  /// Columns so far: tokens of the longest text.
  public int length() {
    return length;
  }

  /// How many texts there are.
  public int rows() {
    return rows;
  }

  /// The column at which a text begins.
  public int begin(int row) {
    return begins[row];
  }

  /// Appends tokens: first the prompts, of any lengths from 1, then one token to each text.
  ///
  /// @param tokens `[rows][n]`
  /// @throws Problem CANVAS if the texts become longer than the capacity
  public void append(int[][] tokens) {
    int n = Arrays.stream(tokens).mapToInt(t -> t.length).max().orElse(0);
    int shortest = Arrays.stream(tokens).mapToInt(t -> t.length).min().orElse(0);
    if (tokens.length != rows || shortest == 0 || (length > 0 && n != 1)) {
      throw new IllegalArgumentException("prompts first, then one token to each text");
    }
    if (n > cache.capacity() - length) {
      throw new Problem(
          Code.CANVAS,
          "The text would grow beyond " + cache.capacity() + " tokens.",
          "Shorten the prompt or ask for fewer new tokens.");
    }
    if (length == 0) {
      for (int b = 0; b < rows; b++) {
        begins[b] = n - tokens[b].length;
      }
    }
    int[][] filled = new int[rows][n];
    for (int b = 0; b < rows; b++) {
      System.arraycopy(tokens[b], 0, filled[b], n - tokens[b].length, tokens[b].length);
    }
    base.checkIds(filled);
    forget();
    Scope kept = base.torch().scope(base.device());
    try (Scope step = base.torch().scope(base.device())) {
      Tensor h =
          model
              .program()
              .tensor(
                  whole ? kept : step,
                  "flow_base",
                  base.withWeights(
                      step.ids(VocabularyReduction.join(filled), rows, n),
                      step.ids(IntStream.range(length, length + n).toArray(), n),
                      cache.tensors(),
                      length,
                      hidden(step, n),
                      step.doubles(new double[rows], rows)));
      Tensor last = whole ? h : model.program().tensor(kept, "flow_last", h);
      length += n;
      present = new Present(kept, last, whole ? n : 1);
    } catch (RuntimeException | Error e) {
      kept.close();
      throw e;
    }
  }

  /// `[rows, 1, n, length + n]`, or nothing where no text is filled.
  private List<Tensor> hidden(Scope step, int n) {
    if (Arrays.stream(begins).allMatch(b -> b == 0)) {
      return List.of();
    }
    int seen = length + n;
    byte[] allowed = new byte[rows * n * seen];
    for (int b = 0; b < rows; b++) {
      for (int q = 0; q < n; q++) {
        int at = (b * n + q) * seen;
        int self = length + q;
        Arrays.fill(allowed, at + Math.min(begins[b], self), at + self + 1, (byte) 1);
      }
    }
    return List.of(step.bytes(allowed, rows, 1, n, seen));
  }

  /// Estimates of the tokens that come next in some texts, at some state and time each.
  ///
  /// @param of rows, ascending; of texts that are read whole, all
  /// @param x `[n][width]` states, `n` the positions that are asked about: rows, times columns of
  ///     texts that are read whole
  /// @param t `[n]` times
  /// @param labels `[n]` classes, or null for the class that stands for none
  /// @param heat `[n]` temperatures of the estimate
  /// @param uniforms `[n]` read only where the estimate draws
  /// @param alternatives tokens to list
  public List<FlowAnswer> estimate(
      int[] of,
      double[][] x,
      double[] t,
      int @Nullable [] labels,
      Estimate how,
      double[] heat,
      double[] uniforms,
      int alternatives) {
    int k = Math.min(alternatives, base.blueprint().vocabulary());
    try (Scope step = base.torch().scope(base.device())) {
      List<Object> arguments = asked(step, of, x, t, labels);
      arguments.add(base.head());
      arguments.add(model.tableTensor());
      arguments.add(step.doubles(heat, heat.length));
      arguments.add(step.doubles(uniforms, uniforms.length));
      arguments.add(model.switches(how, k));
      return model.answers(model.program().tensors(step, "flow_estimate", arguments.toArray()), k);
    }
  }

  /// Chooses the next tokens of some texts from what is believed at some state and time.
  ///
  /// @param x states as in [#estimate], or null to ask the base
  /// @param uniforms `[n]` read only where the draw samples
  public List<Beliefs> choose(
      int[] of,
      double @Nullable [][] x,
      double[] t,
      int @Nullable [] labels,
      TokenDraw draw,
      double[] uniforms,
      int alternatives) {
    int n = of.length * present().columns();
    int[][] positions = new int[n][];
    double[][] u = new double[n][];
    for (int i = 0; i < n; i++) {
      positions[i] = new int[] {length - begins[of[i / present().columns()]]};
      u[i] = new double[] {draw.sample() ? uniforms[i] : 0};
    }
    Question question = new Question(new int[n][0], positions, draw, u, alternatives, 1);
    try (Scope step = base.torch().scope(base.device())) {
      List<Object> arguments = asked(step, of, x, t, labels);
      arguments.add(base.head());
      return base.reduction().ask(step, model.program(), "flow_next", arguments, question);
    }
  }

  /// Logits at some state and time: for tests and teacher-forced measures, since they are large.
  ///
  /// @param x states as in [#estimate], or null to ask the base
  /// @return `[n * vocabulary]`
  public float[] logits(int[] of, double @Nullable [][] x, double[] t, int @Nullable [] labels) {
    try (Scope step = base.torch().scope(base.device())) {
      List<Object> arguments = asked(step, of, x, t, labels);
      arguments.add(base.head());
      return model.program().tensor(step, "flow_logits", arguments.toArray()).floats();
    }
  }

  /// `h, x, t, labels, at, w, s, f, cache, visible, mask, causal` of `flow.py`.
  private List<Object> asked(
      Scope step, int[] of, double @Nullable [][] x, double[] t, int @Nullable [] labels) {
    Part asked = part(of);
    int columns = present().columns();
    List<Object> out = new ArrayList<>();
    out.add(asked.last());
    if (x == null) {
      out.addAll(List.of(List.of(), List.of(), List.of()));
    } else {
      double[] flat = VocabularyReduction.join(x);
      out.add(List.of(step.doubles(flat, of.length, columns, model.shape().width())));
      out.add(List.of(step.doubles(t, of.length, columns)));
      out.add(labels(step, of.length, columns, labels));
    }
    int[] at = IntStream.range(length - columns, length).toArray();
    out.add(step.ids(at, columns));
    out.addAll(base.weights());
    out.add(model.flow());
    out.add(asked.cache());
    out.add(length);
    out.add(asked.mask());
    out.add(columns > 1);
    return out;
  }

  private List<Tensor> labels(Scope step, int n, int columns, int @Nullable [] labels) {
    int none = model.shape().classes().none();
    if (none < 0) {
      return List.of();
    }
    int[] ids = labels == null ? new int[n * columns] : labels;
    if (labels == null) {
      Arrays.fill(ids, none);
    }
    return List.of(step.ids(ids, n, columns));
  }

  /// The cache and the last rows of some texts; all of them are there already, others are copied
  /// once for each token.
  private Part part(int[] of) {
    Part known = part;
    if (known != null && Arrays.equals(known.rows(), of)) {
      return known;
    }
    Scope kept = present().scope();
    Part made;
    if (of.length == rows) {
      made = new Part(of.clone(), present().last(), cache.tensors(), visible(kept, of));
    } else {
      Tensor picked = kept.ids(of, of.length);
      made =
          new Part(
              of.clone(),
              model.program().tensor(kept, "flow_pick", present().last(), picked),
              model.program().tensors(kept, "flow_select", cache.tensors(), picked, length),
              visible(kept, of));
    }
    part = made;
    return made;
  }

  private List<Tensor> visible(Scope scope, int[] of) {
    if (Arrays.stream(of).allMatch(b -> begins[b] == 0)) {
      return List.of();
    }
    if (whole) {
      throw new IllegalStateException("texts that are read whole have one length");
    }
    byte[] allowed = new byte[of.length * length];
    for (int i = 0; i < of.length; i++) {
      Arrays.fill(allowed, i * length + begins[of[i]], (i + 1) * length, (byte) 1);
    }
    return List.of(scope.bytes(allowed, of.length, 1, 1, length));
  }

  private Present present() {
    Present p = present;
    if (p == null) {
      throw new IllegalStateException("nothing was appended yet");
    }
    return p;
  }

  private void forget() {
    Present p = present;
    present = null;
    part = null;
    if (p != null) {
      p.close();
    }
  }

  /// Keys and values of every layer, alternating: `[rows, heads, capacity, width]`.
  List<Tensor> keysAndValues() {
    return cache.tensors();
  }

  /// The base's last rows before its final norm, `[rows, columns, width]`.
  Tensor last() {
    return present().last();
  }

  @Override
  public void close() {
    forget();
    cache.close();
  }
}
