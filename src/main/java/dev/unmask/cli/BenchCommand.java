package dev.unmask.cli;

import dev.unmask.bench.ForwardBench;
import dev.unmask.bench.FuzzBench;
import dev.unmask.bench.LoadBench;
import dev.unmask.bench.ParityBench;
import dev.unmask.bench.StartBench;
import dev.unmask.bench.StepBench;
import dev.unmask.bench.SyntheticCheckpoint;
import dev.unmask.bench.TrainBench;
import dev.unmask.checkpoint.StoredType;
import dev.unmask.engine.Torch;
import dev.unmask.network.Precision;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Measurements that anyone can repeat.
@Command(
    name = "bench",
    description = "Measure, on this computer, what the documentation claims.",
    synopsisSubcommandLabel = "COMMAND")
final class BenchCommand {
  private final Surroundings around;

  BenchCommand(Surroundings around) {
    this.around = around;
  }

  @Command(name = "start", description = "The parts of a start until the first frame.")
  int start() {
    new StartBench(
            around.models().apply(around.threads()), around.defaultModel().get(), around.out())
        .run();
    around.out().flush();
    return 0;
  }

  @Command(
      name = "load",
      description = "Time and memory from a checkpoint's folder to first logits.",
      footer = {
        "",
        "Examples:",
        "  unmask bench load",
        "  unmask bench load --parameters 124m --stored f32 --dtype f32",
        "  unmask bench load --parameters 7b --zeros --dtype int8",
        "  unmask bench load SmolLM2-135M-Instruct.Q4_1.gguf"
      })
  int load(
      @Parameters(
              paramLabel = "MODEL",
              arity = "0..1",
              description = "A model to measure; without one a checkpoint is made")
          String model,
      @Option(
              names = "--parameters",
              paramLabel = "N",
              defaultValue = "1b",
              description = "124m, 135m, 1b or 7b; default ${DEFAULT-VALUE}")
          String parameters,
      @Option(
              names = "--stored",
              paramLabel = "TYPE",
              defaultValue = "bf16",
              description = "What the file holds: bf16 or f32; default ${DEFAULT-VALUE}")
          String stored,
      @Option(
              names = "--dtype",
              paramLabel = "TYPE",
              split = ",",
              defaultValue = "bf16,int8,f32",
              description = "What to compute in, measured in turn; default ${DEFAULT-VALUE}")
          List<String> dtypes,
      @Option(
              names = "--zeros",
              description = "A file of zeros that takes no disk, to measure memory")
          boolean zeros) {
    SyntheticCheckpoint shape = BenchChoices.shape(parameters);
    StoredType type =
        BenchChoices.oneOf(
            "--stored",
            stored,
            List.of(StoredType.BF16, StoredType.F32),
            t -> t.name().toLowerCase(Locale.ROOT));
    List<Precision> precisions =
        dtypes.stream()
            .map(
                d -> BenchChoices.oneOf("--dtype", d, List.of(Precision.values()), Precision::text))
            .toList();
    long began = System.nanoTime();
    Torch torch = Torch.start(around.threads());
    around
        .out()
        .printf(
            Locale.ROOT,
            "engine up in %.1f s, %d threads%n",
            (System.nanoTime() - began) / 1e9,
            torch.threads());
    LoadBench bench = new LoadBench(torch, shape, type, zeros, precisions, around.out());
    if (model == null) {
      bench.run();
    } else {
      bench.run(around.model(model));
    }
    around.out().flush();
    return 0;
  }

  @Command(
      name = "fuzz",
      description = "Open model files that were broken at random; ends at the first surprise.")
  int fuzz(
      @Option(
              names = "--count",
              paramLabel = "N",
              defaultValue = "1000000",
              description = "How many; default ${DEFAULT-VALUE}")
          long count,
      @Option(
              names = "--seed",
              paramLabel = "S",
              defaultValue = "1",
              description = "The same seed breaks the same bytes; default ${DEFAULT-VALUE}")
          long seed,
      @Option(
              names = "--from",
              paramLabel = "N",
              defaultValue = "0",
              description = "Number of the first change; default ${DEFAULT-VALUE}")
          long from) {
    if (count < 1 || from < 0) {
      throw new Problem(
          Code.PARAMETER, "--count and --from must count something.", "Give positive numbers.");
    }
    new FuzzBench(around.defaultModel().get(), seed, from, count, around.out()).run();
    return 0;
  }

  @Command(
      name = "forward",
      description = "How near a network's trunk comes to the rate of its own matrix products.",
      footer = {
        "",
        "Examples:",
        "  unmask bench forward",
        "  unmask bench forward --parameters 1b"
      })
  int forward(
      @Option(
              names = "--parameters",
              paramLabel = "N",
              split = ",",
              defaultValue = "124m,135m",
              description = "124m, 135m, 1b or 7b, measured in turn; default ${DEFAULT-VALUE}")
          List<String> parameters,
      @Option(
              names = "--dtype",
              paramLabel = "TYPE",
              split = ",",
              defaultValue = "f32,bf16",
              description = "What to compute in, measured in turn; default ${DEFAULT-VALUE}")
          List<String> dtypes,
      @Option(
              names = "--length",
              paramLabel = "N",
              defaultValue = "512",
              description = "Length of the canvas; default ${DEFAULT-VALUE}")
          int length,
      @Option(
              names = "--repeats",
              paramLabel = "N",
              defaultValue = "9",
              description = "How often; default ${DEFAULT-VALUE}")
          int repeats) {
    BenchChoices.positive("--length and --repeats", length, repeats);
    List<SyntheticCheckpoint> shapes = parameters.stream().map(BenchChoices::shape).toList();
    new ForwardBench(
            Torch.start(around.threads()),
            shapes,
            BenchChoices.floats(dtypes),
            length,
            repeats,
            around.out())
        .run();
    around.out().flush();
    return 0;
  }

  @Command(
      name = "train",
      description = "A training step against the same step op by op and the products alone.")
  int train(
      @Option(
              names = "--width",
              paramLabel = "N",
              defaultValue = "256",
              description = "Width of the network, a multiple of 32; default ${DEFAULT-VALUE}")
          int width,
      @Option(
              names = "--layers",
              paramLabel = "N",
              defaultValue = "8",
              description = "Its layers; default ${DEFAULT-VALUE}")
          int layers,
      @Option(
              names = "--batch",
              paramLabel = "N",
              defaultValue = "32",
              description = "Rows of a step; default ${DEFAULT-VALUE}")
          int batch,
      @Option(
              names = "--length",
              paramLabel = "N",
              defaultValue = "128",
              description = "Tokens of a row; default ${DEFAULT-VALUE}")
          int length,
      @Option(
              names = "--dtype",
              paramLabel = "TYPE",
              split = ",",
              defaultValue = "f32,bf16",
              description = "What to compute in, measured in turn; default ${DEFAULT-VALUE}")
          List<String> dtypes,
      @Option(
              names = "--steps",
              paramLabel = "N",
              defaultValue = "10",
              description = "Steps that are timed; default ${DEFAULT-VALUE}")
          int steps) {
    BenchChoices.positive("--length and --steps", length - 1, steps);
    BenchChoices.positive("--layers and --batch", layers, batch);
    if (width < 32 || width % 32 != 0 || width > 4096) {
      throw new Problem(
          Code.PARAMETER, "--width must not be " + width + ".", "Choose a multiple of 32.");
    }
    new TrainBench(
            Torch.start(around.threads()),
            around.defaultModel().get(),
            new TrainBench.Shape(width, layers, batch, length),
            BenchChoices.floats(dtypes),
            steps,
            around.out())
        .run();
    return 0;
  }

  @Command(
      name = "step",
      description = "Where the time of a denoising step goes, and what it leaves on the heap.")
  int step(
      @Option(
              names = "--parameters",
              paramLabel = "N",
              defaultValue = "124m",
              description = "124m, 135m, 1b or 7b; default ${DEFAULT-VALUE}")
          String parameters,
      @Option(
              names = "--dtype",
              paramLabel = "TYPE",
              split = ",",
              defaultValue = "f32",
              description = "What to compute in, measured in turn; default ${DEFAULT-VALUE}")
          List<String> dtypes,
      @Option(
              names = "--length",
              paramLabel = "N",
              defaultValue = "256",
              description = "Length of the canvas; default ${DEFAULT-VALUE}")
          int length,
      @Option(
              names = "--steps",
              paramLabel = "T",
              defaultValue = "64",
              description = "Denoising steps; default ${DEFAULT-VALUE}")
          int steps,
      @Option(
              names = "--top-p",
              paramLabel = "P",
              defaultValue = "0.9",
              description = "Nucleus of the draw; default ${DEFAULT-VALUE}")
          double topP) {
    BenchChoices.positive("--length and --steps", length - 1, steps - 1);
    new StepBench(
            Torch.start(around.threads()),
            BenchChoices.shape(parameters),
            BenchChoices.floats(dtypes),
            length,
            steps,
            BenchChoices.nucleus(topP),
            around.out())
        .run();
    around.out().flush();
    return 0;
  }

  @Command(name = "parity", description = "What bf16 and 8-bit weights change in the logits.")
  int parity(
      @Parameters(paramLabel = "MODEL", arity = "0..1", description = "default: the bundled model")
          String model) {
    new ParityBench(
            Torch.start(around.threads()), around.model(model == null ? "" : model), around.out())
        .run();
    around.out().flush();
    return 0;
  }
}
