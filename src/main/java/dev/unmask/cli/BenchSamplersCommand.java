package dev.unmask.cli;

import dev.unmask.bench.SamplerBench;
import dev.unmask.bench.SamplerScore;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelDefaults;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Preset;
import dev.unmask.job.Presets;
import dev.unmask.job.Values;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.measure.Proportion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Samplers on held-out word problems.
@Command(
    name = "samplers",
    description = "What samplers solve of held-out word problems, with how much work.",
    footer = {
      "",
      "Examples:",
      "  unmask bench samplers --problems 50 --samplers topk-confidence,p2",
      "  unmask bench samplers --samplers fast-dllm-threshold:threshold=0.95"
    })
final class BenchSamplersCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(
      names = "--problems",
      paramLabel = "N",
      description = "How many; default ${DEFAULT-VALUE}")
  int problems = 300;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Steps of those that do not need as many as they like; default ${DEFAULT-VALUE}")
  long steps = 32;

  @Option(
      names = "--samplers",
      paramLabel = "NAME[:KNOB=VALUE],…",
      split = ",",
      description = "Presets, any of their knobs turned; default: all presets")
  List<String> samplers = Presets.all().stream().map(Preset::name).toList();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Problems that are solved together; default ${DEFAULT-VALUE}")
  int batch = 32;

  @Option(
      names = "--alone",
      paramLabel = "N",
      description = "Problems that are timed one by one; default ${DEFAULT-VALUE}, or all")
  int alone = 64;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the problems; default ${DEFAULT-VALUE}")
  long seed = 1;

  @Option(
      names = "--largest",
      paramLabel = "N",
      description = "Largest number in a problem; default ${DEFAULT-VALUE}")
  int largest = SweepTask.LARGEST;

  @Option(
      names = "--equations",
      paramLabel = "N",
      description = "Equations of an answer, at most; default ${DEFAULT-VALUE}")
  int equations = SweepTask.EQUATIONS;

  @Option(names = "--json", description = "Print the result as JSON")
  boolean json;

  BenchSamplersCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    SamplerBench.Extent extent =
        new SamplerBench.Extent(
            problems, batch, Math.min(alone, problems), seed, largest, equations);
    Path folder = around.model(model.model);
    Models models = model.models(around);
    Values base =
        ModelDefaults.denoise(models.defaults(folder)).with(DenoiseParameters.STEPS, steps);
    ModelRequest request =
        ModelRequest.of(folder, base).reading(model.reading()).adapted(model.adapter(around));
    try (LoadedModel loaded = models.open(request)) {
      List<SamplerScore> scores =
          new SamplerBench(loaded, samplers, base, around.err()).run(extent);
      if (json) {
        around.out().println(json(scores));
      } else {
        print(around.out(), scores);
      }
      around.out().flush();
      return 0;
    }
  }

  private static void print(PrintWriter out, List<SamplerScore> scores) {
    out.println(
        "| sampler | answers right, % (95 %) | chains right, % | evaluations | fewer |"
            + " ms alone | faster | ms in a batch | points |");
    out.println("|---|---|---|---|---|---|---|---|---|");
    for (SamplerScore s : scores) {
      Proportion right = s.answers();
      out.printf(
          Locale.ROOT,
          "| %s | %.1f (%.1f–%.1f) | %.1f | %.1f | %.2f× | %.1f | %.2f× | %.1f | %+.1f |%n",
          s.name(),
          100 * right.share(),
          100 * right.low(),
          100 * right.high(),
          100 * s.chains().share(),
          s.evaluations(),
          s.fewer(),
          s.alone(),
          s.faster(),
          s.together(),
          s.points());
    }
  }

  private static String json(List<SamplerScore> scores) {
    return new JsonText()
        .put(
            "samplers",
            scores.stream()
                .map(
                    s ->
                        new JsonText()
                            .put("sampler", s.name())
                            .put("plain", s.plain())
                            .put("problems", s.answers().trials())
                            .put("answers", s.answers().hits())
                            .put("low", s.answers().low())
                            .put("high", s.answers().high())
                            .put("chains", s.chains().hits())
                            .put("evaluations", s.evaluations())
                            .put("fewer", s.fewer())
                            .put("ms_alone", s.alone())
                            .put("faster", s.faster())
                            .put("ms_in_batch", s.together())
                            .put("points", s.points()))
                .toList())
        .text();
  }
}
