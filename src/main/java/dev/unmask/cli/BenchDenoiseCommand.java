package dev.unmask.cli;

import dev.unmask.bench.BatchBench;
import dev.unmask.bench.DenoiseBench;
import dev.unmask.bench.EnduranceBench;
import dev.unmask.engine.Torch;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The speed of denoising, what a batch gains, and whether memory stays flat.
@Command(
    name = "denoise",
    description = "Denoising against the published order of work, on the same engine.",
    footer = {
      "",
      "Examples:",
      "  unmask bench denoise",
      "  unmask bench denoise --sampler topk-confidence",
      "  unmask bench denoise --batch 32",
      "  unmask bench denoise --minutes 3"
    })
final class BenchDenoiseCommand implements Callable<Integer> {
  private static final int BATCHES = 5;
  private static final int HOUR = 60;

  private final Surroundings around;

  @Option(
      names = "--parameters",
      paramLabel = "N",
      description = "124m, 135m, 1b or 7b; default ${DEFAULT-VALUE}")
  String parameters = "124m";

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      split = ",",
      defaultValue = "f32,bf16",
      description = "What to compute in, measured in turn; default ${DEFAULT-VALUE}")
  List<String> dtypes = List.of();

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "random-keep or topk-confidence; default ${DEFAULT-VALUE}")
  String sampler = "random-keep";

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Length of the canvas; default ${DEFAULT-VALUE}")
  int length = 256;

  @Option(
      names = "--steps",
      paramLabel = "T",
      description = "Denoising steps; default ${DEFAULT-VALUE}")
  int steps = 64;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Nucleus of the draw; default ${DEFAULT-VALUE}")
  double topP = 0.9;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of the uniform numbers; default ${DEFAULT-VALUE}")
  long seed = 1;

  @ArgGroup @Nullable OtherDenoisingBench instead;

  BenchDenoiseCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    OtherDenoisingBench other = instead;
    int code = 0;
    if (other == null) {
      speed();
    } else if (other.batch > 0) {
      new BatchBench(
              around.models().apply(around.threads()),
              around.defaultModel().get(),
              other.batch,
              steps,
              BATCHES,
              around.out())
          .run();
    } else {
      code = endurance(other.hour ? HOUR : other.minutes);
    }
    around.out().flush();
    return code;
  }

  private void speed() {
    BenchChoices.positive("--length and --steps", length - 1, steps);
    new DenoiseBench(
            Torch.start(around.threads()),
            BenchChoices.shape(parameters),
            BenchChoices.floats(dtypes),
            BenchChoices.oneOf(
                "--sampler", sampler, List.of(DenoiseBench.Rule.values()), DenoiseBench.Rule::text),
            new DenoiseBench.Work(length, steps, BenchChoices.nucleus(topP), seed),
            around.out())
        .run();
  }

  private int endurance(int minutes) {
    if (minutes < 2) {
      throw new Problem(
          Code.PARAMETER,
          "Memory is compared with that after the first minute, so it takes two at least.",
          "Give --minutes 3 or --hour.");
    }
    boolean flat =
        new EnduranceBench(
                around.models().apply(around.threads()),
                around.defaultModel().get(),
                minutes,
                around.out())
            .run();
    return flat ? 0 : 1;
  }
}
