package dev.unmask.bench;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.Input;
import dev.unmask.network.LossTerms;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.Reading;
import dev.unmask.network.StartFolder;
import dev.unmask.network.TrainableNetwork;
import dev.unmask.network.TrainedParts;
import dev.unmask.task.Draws;
import dev.unmask.train.AdamW;
import dev.unmask.train.Lesson;
import dev.unmask.train.MaskedRows;
import dev.unmask.train.Work;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Training steps of a small LLaMA on masked rows, against the same step written op by op and
/// against the matrix products alone.
///
/// "Op by op" is what an eager program does: norms and attention in single operations, logits of
/// every position, an optimiser that walks the weights. Both are timed in turn in one process.
///
/// @param text a model whose tokenizer the checkpoint gets
/// @param shape of the network and its batch
/// @param steps that are timed
public record TrainBench(
    Torch torch, Path text, Shape shape, List<Precision> precisions, int steps, PrintWriter out) {
  private static final int WARM_UP = 3;
  private static final AdamW.Settings ADAMW =
      new AdamW.Settings(0.9, 0.98, 1e-8, 0.05, AdamW.Decayed.MATRICES, 1);

  /// A network and its batch.
  ///
  /// @param width of the residual stream
  /// @param layers of it
  /// @param batch rows
  /// @param length of a row
  public record Shape(int width, int layers, int batch, int length) {
    int inner() {
      return width * 11 / 32 * 8;
    }

    private String config() {
      return """
      {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_act": "silu",
       "hidden_size": %d, "intermediate_size": %d, "num_hidden_layers": %d,
       "num_attention_heads": %d, "num_key_value_heads": %d, "head_dim": 32,
       "max_position_embeddings": %d, "rms_norm_eps": 1e-05, "rope_theta": 10000.0,
       "tie_word_embeddings": true, "vocab_size": 512, "mask_token_id": 4}
      """
          .formatted(width, inner(), layers, width / 32, width / 32, length);
    }
  }

  /// Measures and prints.
  public void run() {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      Path folder = scratch.path().resolve("model");
      StartFolder.fresh(Config.parse("shape", shape.config(), ""), text, 1, folder);
      CheckpointFolder checkpoint = CheckpointFolder.open(folder);
      Blueprint blueprint = Families.blueprint(checkpoint, Reading.DIFFUSION);
      out.printf(
          Locale.ROOT,
          "width %d, %d layers, batch %d, length %d, half of it masked, %d threads%n",
          shape.width(),
          shape.layers(),
          shape.batch(),
          shape.length(),
          torch.threads());
      for (Precision precision : precisions) {
        measure(checkpoint, blueprint, precision);
      }
    }
    out.flush();
  }

  private void measure(CheckpointFolder checkpoint, Blueprint blueprint, Precision precision) {
    LossTerms terms = terms();
    Lesson lesson =
        new Lesson(
            List.of(terms),
            (long) shape.batch() * shape.length(),
            terms.rows().length,
            shape.length());
    double operations = Work.of(blueprint).operations(lesson);
    Times ours = new Times();
    Times eager = new Times();
    Times products = new Times();
    try (TrainableNetwork network =
            TrainableNetwork.load(
                torch, Device.CPU, checkpoint, blueprint, precision, new TrainedParts.Full());
        AdamW adamW = new AdamW(torch, Device.CPU, network.trained(), ADAMW);
        Network plain = Network.load(torch, Device.CPU, checkpoint, blueprint, precision);
        EagerStep other = new EagerStep(torch, checkpoint, blueprint);
        Scope scope = torch.scope(Device.CPU);
        Program measured = plain.beside(scope, ProgramSource.of("measured.py"))) {
      TrunkWork trunk = new TrunkWork(plain, shape.batch() * shape.length());
      List<Tensor> rows = trunk.inputs(scope, torch);
      Input one = Input.of(new int[][] {{1}});
      for (int i = 0; i < WARM_UP + steps; i++) {
        Times none = new Times();
        boolean counts = i >= WARM_UP;
        (counts ? ours : none)
            .of(
                () -> {
                  network.differentiate(terms);
                  adamW.step(1e-3);
                });
        if (precision == Precision.F32) {
          (counts ? eager : none).of(() -> other.step(terms));
        }
        (counts ? products : none)
            .of(
                () -> {
                  try (Scope step = torch.scope(Device.CPU)) {
                    trunk.multiply(step, measured, one, rows);
                  }
                });
      }
      double rate = trunk.linearOperations() / products.median();
      double reached = operations / ours.median();
      out.printf(
          Locale.ROOT,
          "%s: %.0f ms a step, %,.0f tokens/s, %.1f GFLOP/s; products alone %.1f GFLOP/s: %.0f"
              + " %%%n",
          precision.text(),
          1000 * ours.median(),
          lesson.tokens() / ours.median(),
          reached / 1e9,
          rate / 1e9,
          100 * reached / rate);
      if (eager.count() > 0) {
        out.printf(
            Locale.ROOT,
            "     op by op %.0f ms a step: %.2f times as long%n",
            1000 * eager.median(),
            eager.over(ours));
      }
      out.flush();
    }
  }

  private LossTerms terms() {
    int[][] clean = new int[shape.batch()][shape.length()];
    boolean[][] masked = new boolean[shape.batch()][shape.length()];
    double[] times = new double[shape.batch()];
    for (int b = 0; b < shape.batch(); b++) {
      Draws draws = Draws.of(7, b);
      times[b] = 0.5;
      for (int p = 0; p < shape.length(); p++) {
        clean[b][p] = draws.between(5, 511);
        masked[b][p] = p > 0 && draws.heads();
      }
    }
    MaskedRows rows = new MaskedRows(clean, masked, times);
    return rows.terms(4, true, MaskedRows.Weight.ONE, rows.targets(true), null);
  }
}
