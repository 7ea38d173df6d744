package dev.unmask.bench;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.engine.Torch;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.Input;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What lower precision costs: logits of bf16 and of 8-bit weights against float32, on the same
/// ids.
public record ParityBench(Torch torch, Path model, PrintWriter out) {
  private static final int LENGTH = 64;
  private static final int TEXTS = 4;

  /// Compares and prints.
  public void run() {
    CheckpointFolder checkpoint = CheckpointFolder.open(model);
    Blueprint blueprint = Families.blueprint(checkpoint);
    int length = Math.min(LENGTH, blueprint.maxLength());
    int[][][] texts = new int[TEXTS][1][];
    for (int t = 0; t < TEXTS; t++) {
      int text = t;
      texts[t][0] =
          IntStream.range(0, length)
              .map(i -> (int) ((7919L * (i + 1) * (text + 3)) % blueprint.vocabulary()))
              .toArray();
    }
    float[][] exact = logits(checkpoint, blueprint, Precision.F32, texts);
    out.printf(
        "%s, %s: %d texts of %d fixed pseudo-random ids%n",
        checkpoint.name(), blueprint.family(), TEXTS, length);
    out.printf(
        "%-6s %22s %20s %18s%n", "dtype", "largest difference", "root mean square", "same argmax");
    for (Precision precision : List.of(Precision.BF16, Precision.INT8)) {
      compare(precision, blueprint.vocabulary(), exact, checkpoint, blueprint, texts);
    }
  }

  private void compare(
      Precision precision,
      int vocabulary,
      float[][] exact,
      CheckpointFolder checkpoint,
      Blueprint blueprint,
      int[][][] texts) {
    float[][] lower = logits(checkpoint, blueprint, precision, texts);
    double largest = 0;
    double squares = 0;
    long entries = 0;
    int same = 0;
    int rows = 0;
    for (int t = 0; t < exact.length; t++) {
      for (int from = 0; from < exact[t].length; from += vocabulary) {
        int best = from;
        int bestLower = from;
        for (int i = from; i < from + vocabulary; i++) {
          double d = Math.abs(exact[t][i] - lower[t][i]);
          largest = Math.max(largest, d);
          squares += d * d;
          entries++;
          best = exact[t][i] > exact[t][best] ? i : best;
          bestLower = lower[t][i] > lower[t][bestLower] ? i : bestLower;
        }
        rows++;
        same += best == bestLower ? 1 : 0;
      }
    }
    out.printf(
        Locale.ROOT,
        "%-6s %22.4f %20.5f %15.1f %%%n",
        precision.text(),
        largest,
        Math.sqrt(squares / entries),
        100.0 * same / rows);
    out.flush();
  }

  private float[][] logits(
      CheckpointFolder checkpoint, Blueprint blueprint, Precision precision, int[][][] texts) {
    float[][] all = new float[texts.length][];
    try (Network network = Network.load(torch, Device.CPU, checkpoint, blueprint, precision)) {
      for (int t = 0; t < texts.length; t++) {
        all[t] = network.logits(Input.of(texts[t]));
      }
    }
    return all;
  }
}
