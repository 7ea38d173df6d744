package dev.unmask.cli;

import dev.unmask.bench.FuzzBench;
import dev.unmask.bench.LoadBench;
import dev.unmask.bench.ParityBench;
import dev.unmask.bench.StartBench;
import dev.unmask.bench.SyntheticCheckpoint;
import dev.unmask.checkpoint.StoredType;
import dev.unmask.engine.Torch;
import dev.unmask.network.Precision;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    SyntheticCheckpoint shape =
        oneOf(
            "--parameters",
            parameters,
            List.of(SyntheticCheckpoint.values()),
            SyntheticCheckpoint::text);
    StoredType type =
        oneOf("--stored", stored, List.of(StoredType.BF16, StoredType.F32), t -> lower(t.name()));
    List<Precision> precisions =
        dtypes.stream()
            .map(d -> oneOf("--dtype", d, List.of(Precision.values()), Precision::text))
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

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static <T> T oneOf(String option, String given, List<T> all, Function<T, String> text) {
    return all.stream()
        .filter(t -> text.apply(t).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    Code.PARAMETER,
                    option + " must not be " + given + ".",
                    "Choose one of "
                        + all.stream().map(text).collect(Collectors.joining(", "))
                        + "."));
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
