package dev.unmask.bench;

import dev.unmask.diffusion.Canvas;
import dev.unmask.diffusion.Denoising;
import dev.unmask.diffusion.RandomKeep;
import dev.unmask.diffusion.Randomness;
import dev.unmask.diffusion.Settings;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Prompting;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.StartCanvas;
import dev.unmask.network.TokenDraw;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What a batch gains over one prompt at a time, on a real model, and whether it writes the same.
///
/// @param model folder of the model
/// @param batch prompts at once
/// @param steps `T`
/// @param repeats pairs of a batch and the same prompts one by one
public record BatchBench(
    Models models, Path model, int batch, int steps, int repeats, PrintWriter out) {

  /// Measures and prints.
  public void run() {
    try (LoadedModel loaded = models.open(ModelRequest.of(model, DenoiseParameters.defaults()))) {
      List<Canvas> prompts = IntStream.range(0, batch).mapToObj(i -> prompt(loaded, i)).toList();
      Times together = new Times();
      Times apart = new Times();
      boolean same = true;
      for (int i = -1; i < repeats; i++) {
        List<List<int[]>> written = new ArrayList<>();
        Times t = i < 0 ? new Times() : together;
        Times a = i < 0 ? new Times() : apart;
        t.of(() -> written.add(denoise(loaded, prompts, 0)));
        a.of(
            () -> {
              List<int[]> all = new ArrayList<>();
              for (int b = 0; b < batch; b++) {
                all.addAll(denoise(loaded, List.of(prompts.get(b)), b));
              }
              written.add(all);
            });
        for (int b = 0; b < batch; b++) {
          same &= Arrays.equals(written.get(0).get(b), written.get(1).get(b));
        }
      }
      out.printf(
          Locale.ROOT,
          "%s, length %d, T=%d, random-keep, top-p 0.9%n"
              + "one at a time  %8.1f prompts/s%n"
              + "batch of %-4d  %8.1f prompts/s, %.1f times the throughput, tokens %s%n",
          loaded.card().name(),
          prompts.getFirst().length(),
          steps,
          batch / apart.median(),
          batch,
          batch / together.median(),
          apart.over(together),
          same ? "identical" : "differ");
    }
  }

  private List<int[]> denoise(LoadedModel loaded, List<Canvas> canvases, int firstSeed) {
    List<Randomness> randomness =
        IntStream.range(0, canvases.size())
            .mapToObj(b -> Randomness.seeded(firstSeed + b))
            .toList();
    Settings settings =
        Settings.of(new RandomKeep(), new TokenDraw(true, 1, 0.9, new int[0]), steps, 5);
    try (Denoising run = new Denoising(loaded.denoiser(), settings, canvases, randomness)) {
      while (!run.finished()) {
        run.next();
      }
      return run.canvases().stream().map(Canvas::ids).toList();
    }
  }

  private static Canvas prompt(LoadedModel loaded, int number) {
    StartCanvas start =
        new Prompting(loaded)
            .canvas(
                SourceTexts.prompt(
                    "Max has %d toys. He gets %d more. How many toys has he?"
                        .formatted(10 + number, 10 + 2 * number % 40)),
                DenoiseParameters.defaults());
    boolean[] masked = new boolean[start.length()];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = start.roles()[i] == 1;
    }
    return Canvas.of(start.ids(), masked, loaded.card().maskId());
  }
}
