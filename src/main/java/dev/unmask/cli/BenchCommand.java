package dev.unmask.cli;

import dev.unmask.bench.LoadBench;
import dev.unmask.bench.ParityBench;
import dev.unmask.bench.StartBench;
import dev.unmask.bench.SyntheticCheckpoint;
import dev.unmask.engine.Torch;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
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
      description = "Time and memory from a checkpoint's folder to first logits.")
  int load(
      @Option(
              names = "--shape",
              paramLabel = "NAME",
              description = "diffugpt-s, smollm2-135m or llama-1b; default llama-1b")
          String shape) {
    String wanted = shape == null ? SyntheticCheckpoint.LLAMA_1B.text() : shape;
    SyntheticCheckpoint checkpoint =
        Arrays.stream(SyntheticCheckpoint.values())
            .filter(s -> s.text().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                        Code.PARAMETER,
                        "There is no shape " + wanted + ".",
                        "Choose diffugpt-s, smollm2-135m or llama-1b."));
    new LoadBench(Torch.start(around.threads()), checkpoint, around.out()).run();
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
