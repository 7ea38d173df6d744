package dev.unmask.flow;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Estimate;
import dev.unmask.network.FlowAnswer;
import dev.unmask.network.FlowDecoding;
import dev.unmask.network.FlowModel;
import java.util.List;
import java.util.stream.IntStream;

/// Writes texts from left to right, each token integrated from noise: all texts are asked about
/// together, but each takes its own steps, so that a text is as if it were alone.
public final class FlowDecoder implements AutoCloseable {
  /// Watches tokens on their way. Called on the thread that decodes.
  public interface Watcher {
    /// Whether to stop before the next evaluation.
    default boolean cancelled() {
      return false;
    }

    /// An evaluation of a text's next token. What became of its step is not known yet.
    default void evaluated(int row, FlowEvaluation evaluation) {}
  }

  private final FlowModel model;
  private final FlowSettings settings;
  private final List<FlowNoise> noise;
  private final Plane plane;
  private final FlowDecoding texts;
  private final int[] written;

  /// Reads the prompts.
  ///
  /// @param prompts `[rows]` ids of any lengths from 1
  /// @param newTokens for so many more there is room
  /// @param noise `[rows]`
  /// @throws dev.unmask.problem.Problem CANVAS if the texts would become too long
  public FlowDecoder(
      FlowModel model,
      Plane plane,
      int[][] prompts,
      int newTokens,
      FlowSettings settings,
      List<FlowNoise> noise) {
    this.model = model;
    this.plane = plane;
    this.settings = settings;
    this.noise = List.copyOf(noise);
    this.written = new int[prompts.length];
    int longest = IntStream.range(0, prompts.length).map(b -> prompts[b].length).max().orElse(0);
    this.texts = model.decode(prompts.length, longest + newTokens);
    try {
      texts.append(prompts);
    } catch (RuntimeException | Error e) {
      texts.close();
      throw e;
    }
  }

  /// Integrates and chooses the next token of some texts. Nothing is appended yet.
  ///
  /// @param rows ascending
  /// @return a frame for each of them; empty if it was cancelled
  public List<FlowFrame> next(int[] rows, Watcher watcher) {
    long begin = System.nanoTime();
    TokenFlow[] flows = integrate(rows, watcher);
    if (flows.length == 0) {
      return List.of();
    }
    List<Beliefs> chosen = choose(rows, flows);
    long nanos = System.nanoTime() - begin;
    return IntStream.range(0, rows.length)
        .mapToObj(i -> frame(rows[i], flows[i], chosen.get(i), nanos))
        .toList();
  }

  /// The tokens at the end of their way; empty if it was cancelled.
  TokenFlow[] integrate(int[] rows, Watcher watcher) {
    TokenFlow[] flows = new TokenFlow[rows.length];
    for (int i = 0; i < rows.length; i++) {
      flows[i] = new TokenFlow(settings, plane, noise(rows[i], written[rows[i]]));
    }
    while (true) {
      int[] asking = IntStream.range(0, rows.length).filter(i -> !flows[i].over()).toArray();
      if (watcher.cancelled()) {
        return new TokenFlow[0];
      }
      if (asking.length == 0) {
        return flows;
      }
      evaluate(rows, flows, asking, watcher);
    }
  }

  /// The texts as the network knows them.
  FlowDecoding texts() {
    return texts;
  }

  /// Appends a token to each text; what is appended to a text that has ended is never read.
  ///
  /// @param tokens `[rows of the decoder]`
  public void append(int[] tokens) {
    int[][] one = new int[tokens.length][];
    for (int b = 0; b < tokens.length; b++) {
      one[b] = new int[] {tokens[b]};
      written[b]++;
    }
    texts.append(one);
  }

  private double[] noise(int row, int token) {
    double[] x0 = new double[model.shape().width()];
    for (int i = 0; i < x0.length; i++) {
      x0[i] = model.shape().sigma() * noise.get(row).normal(token, i);
    }
    return x0;
  }

  private void evaluate(int[] rows, TokenFlow[] flows, int[] asking, Watcher watcher) {
    int n = asking.length;
    int[] of = new int[n];
    double[][] x = new double[n][];
    double[] t = new double[n];
    double[] heat = new double[n];
    for (int j = 0; j < n; j++) {
      TokenFlow flow = flows[asking[j]];
      of[j] = rows[asking[j]];
      x[j] = flow.point();
      t[j] = flow.time();
      heat[j] = flow.heat();
    }
    Guidance guidance = settings.guidance();
    List<FlowAnswer> with = ask(of, flows, asking, x, t, heat, 0);
    List<FlowAnswer> without = guidance.asksTwice() ? ask(of, flows, asking, x, t, heat, 1) : with;
    for (int j = 0; j < n; j++) {
      double[] x1 = with.get(j).x1();
      if (guidance.asksTwice()) {
        x1 = guidance.mixed(x1, without.get(j).x1());
      }
      FlowEvaluation evaluation =
          flows[asking[j]].answer(with.get(j), x1, guidance.asksTwice() ? 2 : 1);
      watcher.evaluated(of[j], evaluation);
    }
  }

  private List<FlowAnswer> ask(
      int[] of,
      TokenFlow[] flows,
      int[] asking,
      double[][] x,
      double[] t,
      double[] heat,
      int branch) {
    Estimate how = settings.estimate();
    double[] uniforms = new double[of.length];
    if (how.draws()) {
      for (int j = 0; j < of.length; j++) {
        uniforms[j] =
            noise.get(of[j]).estimate(written[of[j]], flows[asking[j]].evaluated(), branch);
      }
    }
    int[] labels = branch == 0 ? labels(of.length) : null;
    return texts.estimate(of, x, t, labels, how, heat, uniforms, settings.alternatives());
  }

  private int @org.jspecify.annotations.Nullable [] labels(int n) {
    int label = settings.guidance().label();
    return label < 0 ? null : IntStream.generate(() -> label).limit(n).toArray();
  }

  private List<Beliefs> choose(int[] rows, TokenFlow[] flows) {
    double[][] x = new double[rows.length][];
    double[] t = new double[rows.length];
    double[] uniforms = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      x[i] = flows[i].last();
      t[i] = settings.grid().end();
      uniforms[i] = noise.get(rows[i]).choice(written[rows[i]]);
    }
    return texts.choose(
        rows, x, t, labels(rows.length), settings.draw(), uniforms, settings.alternatives());
  }

  private FlowFrame frame(int row, TokenFlow flow, Beliefs chosen, long nanos) {
    return new FlowFrame(
        written[row],
        chosen.positions()[0],
        chosen.candidates()[0],
        chosen.logProbabilities()[0],
        chosen.entropies()[0],
        chosen.topIds(),
        chosen.topLogProbabilities(),
        flow.judged(),
        flow.calls() + 1,
        flow.end(),
        nanos);
  }

  @Override
  public void close() {
    texts.close();
  }
}
