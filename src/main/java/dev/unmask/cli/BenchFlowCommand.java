package dev.unmask.cli;

import dev.unmask.bench.FlowBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Measures the decoding of a flow model.
@Command(
    name = "flow",
    description =
        "What an evaluation of an L2D model costs behind texts of any length, and a batch.")
final class BenchFlowCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Texts at once; default ${DEFAULT-VALUE}")
  int batch;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "9",
      description = "Tokens of each measurement; default ${DEFAULT-VALUE}")
  int tokens;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "5",
      description = "Of each measurement; default ${DEFAULT-VALUE}")
  int repeats;

  BenchFlowCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    new FlowBench(
            model.models(around), around.model(model.model), batch, tokens, repeats, around.out())
        .run();
    around.out().flush();
    return 0;
  }
}
