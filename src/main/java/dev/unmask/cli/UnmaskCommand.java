package dev.unmask.cli;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.sweep.Axis;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The whole command line.
@Command(
    name = "unmask",
    description =
        "A workbench for diffusion language models. Without a command it opens its window.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "unmask COMMAND --help says more of a command."})
public final class UnmaskCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show this help")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version")
  boolean version;

  @Option(
      names = "--trace",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Also print the technical trace of a problem")
  boolean trace;

  private UnmaskCommand() {}

  /// The command line with its commands.
  ///
  /// @param more commands of other rooms: objects annotated for picocli
  public static CommandLine of(Surroundings around, List<Object> more) {
    CommandLine line = new CommandLine(new UnmaskCommand());
    line.getCommandSpec().version("Unmask " + around.version());
    line.addSubcommand(new DenoiseCommand(around));
    line.addSubcommand(new SamplersCommand(around));
    line.addSubcommand(new GenerateCommand(around));
    line.addSubcommand(new SweepCommand(around));
    line.addSubcommand(new EvaluateCommand(around));
    line.addSubcommand(new ReproduceCommand(around));
    line.addSubcommand(new ReplayCommand(around));
    line.addSubcommand(new VerifyCommand(around));
    line.addSubcommand(new TrainCommand(around));
    line.addSubcommand(new InspectCommand(around));
    line.addSubcommand(new LogitsCommand(around));
    line.addSubcommand(
        new CommandLine(new BenchCommand(around))
            .addSubcommand(new BenchDenoiseCommand(around))
            .addSubcommand(new BenchSamplersCommand(around))
            .addSubcommand(new BenchFlowCommand(around)));
    more.forEach(line::addSubcommand);
    knobs(line, "denoise", DenoiseParameters.all());
    knobs(line, "generate", GenerateParameters.all());
    knobs(line, "sweep", Axis.all());
    knobs(line, "evaluate", Axis.all());
    line.setOut(around.out());
    line.setErr(around.err());
    line.setUsageHelpLongOptionsMaxWidth(28);
    line.setUsageHelpAutoWidth(true);
    line.setAbbreviatedOptionsAllowed(false);
    new Unfailing(around.err()).on(line);
    return line;
  }

  private static void knobs(CommandLine line, String command, List<Parameter<?>> catalogue) {
    CatalogueOptions.add(
        Optional.ofNullable(line.getSubcommands().get(command)).orElseThrow().getCommandSpec(),
        catalogue);
  }
}
