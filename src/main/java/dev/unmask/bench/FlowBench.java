package dev.unmask.bench;

import dev.unmask.flow.FlowDecoder;
import dev.unmask.flow.FlowNoise;
import dev.unmask.flow.FlowSettings;
import dev.unmask.flow.Plane;
import dev.unmask.job.FlowParameters;
import dev.unmask.job.FlowRules;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.SeededNoise;
import dev.unmask.job.Values;
import dev.unmask.network.FlowModel;
import dev.unmask.network.TokenDraw;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// What an evaluation of a flow model costs: one pass of the flow over one token, so it should not
/// grow with the text before it as a pass over the whole text would; and what a batch gains.
///
/// @param model folder of an L2D model
/// @param batch texts at once
/// @param tokens that are written in each measurement
/// @param repeats of each measurement
public record FlowBench(
    Models models, Path model, int batch, int tokens, int repeats, PrintWriter out) {
  private static final int SHORT = 8;
  private static final int POINTS = 8;

  /// Measures and prints.
  public void run() {
    ModelRequest request =
        new ModelRequest(model, "f32", "cpu", OptionalInt.empty()).orNumbers(true);
    try (LoadedWriter loaded = models.openWriter(request)) {
      FlowModel flow = loaded.requireFlow();
      int room = flow.base().blueprint().maxLength() - tokens;
      out.printf(Locale.ROOT, "%s, midpoint, %d points%n", loaded.card().name(), POINTS);
      for (int prefix = SHORT; prefix <= room; prefix *= 4) {
        prefix(flow, prefix);
      }
      together(flow);
    }
  }

  /// The time of a token behind a text of some length, with few and with many evaluations: the
  /// slope is the cost of one.
  private void prefix(FlowModel flow, int prefix) {
    double few = seconds(flow, prefix, 2, 1);
    double many = seconds(flow, prefix, 1 + 4 * POINTS, 1);
    int calls = 2 * (1 + 4 * POINTS - 2);
    out.printf(
        Locale.ROOT,
        "behind %4d tokens  %8.3f ms for a token of 3 evaluations, %7.3f ms for each further one%n",
        prefix,
        1e3 * few,
        1e3 * (many - few) / calls);
  }

  private void together(FlowModel flow) {
    double alone = seconds(flow, SHORT, POINTS, 1);
    double all = seconds(flow, SHORT, POINTS, batch);
    out.printf(
        Locale.ROOT,
        "one text       %8.1f tokens/s%nbatch of %-4d  %8.1f tokens/s, %.1f times the throughput%n",
        1 / alone,
        batch,
        batch / all,
        batch * alone / all);
  }

  /// Median seconds for one more token in each of some texts.
  private double seconds(FlowModel flow, int prefix, int points, int texts) {
    Values values =
        Values.defaults(GenerateParameters.all()).with(FlowParameters.STEPS, (long) points);
    FlowSettings settings = FlowRules.settings(flow.shape(), values, TokenDraw.argmax());
    Plane plane = Plane.of(flow);
    int vocabulary = flow.base().blueprint().vocabulary();
    int[][] prompts = new int[texts][prefix];
    for (int b = 0; b < texts; b++) {
      int row = b;
      Arrays.setAll(prompts[b], i -> (7 * i + 13 * row + 1) % vocabulary);
    }
    List<FlowNoise> noise = LongStream.range(0, texts).mapToObj(s -> noise(s)).toList();
    int[] rows = IntStream.range(0, texts).toArray();
    Times times = new Times();
    for (int i = -1; i < repeats; i++) {
      Times one = i < 0 ? new Times() : times;
      try (FlowDecoder decoder = new FlowDecoder(flow, plane, prompts, tokens, settings, noise)) {
        one.of(
            () -> {
              for (int k = 0; k + 1 < tokens; k++) {
                decoder.append(
                    decoder.next(rows, new FlowDecoder.Watcher() {}).stream()
                        .mapToInt(dev.unmask.flow.FlowFrame::token)
                        .toArray());
              }
            });
      }
    }
    return times.median() / Math.max(1, tokens - 1);
  }

  private static FlowNoise noise(long seed) {
    return SeededNoise.of(seed);
  }
}
