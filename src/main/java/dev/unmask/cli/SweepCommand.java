package dev.unmask.cli;

import dev.unmask.job.Models;
import dev.unmask.job.Parameter;
import dev.unmask.job.RunEnd;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.KeptRuns;
import dev.unmask.session.Session;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.text.InfillTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// Every combination of some knobs on the items of a task.
@Command(
    name = "sweep",
    description = {
      "Try every combination of some knobs on the items of a task: accuracy with intervals.",
      "A knob with several values (commas between them) is turned; with one it is fixed. What is"
          + " done is kept at once: the same command goes on where it was killed."
    },
    footer = {
      "",
      "Examples:",
      "  unmask sweep --steps 1,2,4,8,16,32 --sampler topk,random-keep --items 100",
      "  unmask sweep --task gsm8k --data gsm8k_test.jsonl --steps 8,32 --figure gsm8k.svg",
      "  unmask sweep --flow my-l2d --ar my-base --steps 0,2,4,8,16,32 --solver midpoint,euler",
      "  unmask sweep --draw sample --temperature 0.5,1 --seeds 3 --csv heat.csv"
    })
final class SweepCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin private final TaskOptions task = new TaskOptions();
  @Mixin private final SweepOutputs outputs = new SweepOutputs();

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      split = ",",
      description = "Models, each a folder, file or id; default: the bundled model")
  List<String> models = List.of();

  @Option(
      names = "--ar",
      paramLabel = "MODEL",
      split = ",",
      description = "Models that write left to right, as controls beside the others")
  List<String> controls = List.of();

  @Option(
      names = "--fim-order",
      paramLabel = "ORDER",
      split = ",",
      description =
          "What controls that were taught to fill in are given first: psm (the prefix), spm (the"
              + " suffix) or both, with a comma between them; default: psm")
  List<String> orders = List.of("psm");

  @Option(
      names = "--flow",
      paramLabel = "MODEL",
      split = ",",
      description = "L2D models: their knobs are turned in place of those of diffusion models")
  List<String> flows = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Repeat every point with so many seeds; default ${DEFAULT-VALUE}")
  int seeds = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "All random numbers come from it, the repeat and the item; default 1")
  long seed = 1;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Items that are tried together; changes no result; default ${DEFAULT-VALUE}")
  int batch = 32;

  @Option(
      names = "--part",
      paramLabel = "I/N",
      description = "Compute only the I-th of N parts of the items, for several computers")
  String part = "1/1";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for one operation; default: all processors")
  int threads;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Session that keeps everything; default ${DEFAULT-VALUE}")
  Path save = Path.of("sweeps.unmask");

  @Option(
      names = "--keep-runs",
      paramLabel = "N",
      description =
          "Keep every step of the first N items at each point, to be replayed without the model;"
              + " 0 for none; default ${DEFAULT-VALUE}")
  int keep = KeptRuns.USUAL;

  @Option(
      names = "--merge",
      paramLabel = "FILE",
      split = ",",
      description = "Run nothing: bring the sweeps of these sessions together in that of --save")
  List<Path> merge = List.of();

  SweepCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("not parsed");
    }
    outputs.check();
    if (!merge.isEmpty()) {
      merge();
      return 0;
    }
    SweepSpec sweep = sweep(spec.commandLine().getParseResult());
    Models opened = around.models().apply(around.threads(threads));
    Sweep work = new Sweep(sweep, opened, around::model, extent());
    SweepRunner runner =
        new SweepRunner(around, save, sweep, opened, new LinkedHashMap<>(), watched());
    RunEnd.Outcome outcome = runner.run(work, extent());
    outputs.write(around, runner.export(), outcome);
    return 0;
  }

  private void merge() {
    Session.checkTarget(save);
    merge.forEach(this::checkMerged);
    try (Session session = Session.openOrCreate(save)) {
      StoredSweeps mine = new StoredSweeps(session);
      SequencedSet<Long> numbers = new LinkedHashSet<>();
      for (Path file : merge) {
        try (Session other = Session.openReadOnly(file)) {
          StoredSweeps theirs = new StoredSweeps(other);
          for (StoredSweeps.Summary summary : theirs.all()) {
            numbers.add(mine.merge(theirs, summary.sweep()));
          }
        }
      }
      for (long number : numbers) {
        outputs.write(around, SweepExport.of(mine, number), RunEnd.Outcome.FINISHED);
        mine.end(number, RunEnd.Outcome.FINISHED);
      }
    }
  }

  /// Reads everything that is to be merged: one file that cannot be read is refused before anything
  /// is written.
  private void checkMerged(Path file) {
    if (file.toAbsolutePath().normalize().equals(save.toAbsolutePath().normalize())) {
      throw new Problem(
          Code.PARAMETER,
          file + " cannot be merged into itself.",
          "Leave it out of --merge: its sweeps stay.");
    }
    try (Session session = Session.openReadOnly(file)) {
      StoredSweeps sweeps = new StoredSweeps(session);
      sweeps.all().forEach(s -> SweepExport.of(sweeps, s.sweep()));
    }
  }

  /// A list that was given and is empty would be taken for one that was not given.
  private static void checkNamed(ParseResult parsed, String option, List<String> models) {
    if (parsed.hasMatchedOption(option)
        && (models.isEmpty() || models.stream().anyMatch(String::isBlank))) {
      throw new Problem(
          Code.PARAMETER,
          option + " names no model, or nothing between two commas.",
          "Give a folder, a file or an id, several with a comma between them.");
    }
  }

  private SweepSpec sweep(ParseResult parsed) {
    checkNamed(parsed, "--model", models);
    checkNamed(parsed, "--ar", controls);
    checkNamed(parsed, "--flow", flows);
    List<Axis> axes = new ArrayList<>();
    Map<String, String> fixed = new LinkedHashMap<>();
    for (Parameter<?> knob : Axis.all()) {
      String text = parsed.matchedOptionValue("--" + knob.name(), (String) null);
      if (text != null) {
        Axis axis = flows.isEmpty() ? Axis.parse(knob.name(), text) : Axis.flow(knob.name(), text);
        if (axis.values().size() > 1) {
          axes.add(axis);
        } else {
          fixed.put(knob.name(), axis.values().getFirst());
        }
      }
    }
    List<Contestant> all = new ArrayList<>();
    List<String> denoising = models.isEmpty() && flows.isEmpty() ? List.of("") : models;
    denoising.forEach(m -> all.add(new Contestant(m, false)));
    flows.forEach(m -> all.add(Contestant.integrating(m)));
    for (String control : controls) {
      orders.forEach(
          o ->
              all.add(
                  Contestant.filling(
                      control, Choices.of(InfillTokens.Order.class, o, "--fim-order"))));
    }
    return new SweepSpec(task.task(SweepTask.MADE.getFirst()), all, axes, fixed, seeds, seed);
  }

  private int watched() {
    if (keep < 0) {
      throw new Problem(
          Code.PARAMETER,
          "--keep-runs must be a whole number from 0, not " + keep + ".",
          "Correct it.");
    }
    return keep;
  }

  private Sweep.Extent extent() {
    int[] numbers;
    try {
      numbers = Arrays.stream(part.split("/", -1)).mapToInt(Integer::parseInt).toArray();
    } catch (NumberFormatException e) {
      numbers = new int[0];
    }
    if (numbers.length != 2) {
      throw new Problem(
          Code.PARAMETER, "--part must be like 2/4, not " + part + ".", "Correct it.");
    }
    return new Sweep.Extent(batch, numbers[0] - 1, numbers[1]);
  }
}
