package dev.unmask.cli;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.Job;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelDefaults;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Progress;
import dev.unmask.job.Prompting;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunListener;
import dev.unmask.job.SamplerParameters;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.Values;
import dev.unmask.job.Worker;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.text.Examples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// Writes the masked positions of a canvas, watched live in a terminal.
@Command(
    name = "denoise",
    description = "Let a diffusion model write the masked positions of a text.",
    footer = {
      "",
      "Examples:",
      "  unmask denoise --example 3",
      "  unmask denoise --prompt \"Max has 12 toys. Zoe has 5 more toys than Max. How many do they"
          + " have together?\"",
      "  unmask denoise --prompt \"Max has 12 toys. Zoe has 5 more toys than Max. How many do they"
          + " have together?\" --template \"<<12+5=__>> <<12+17=__>> #### __\" --save runs.unmask"
    })
final class DenoiseCommand implements Callable<Integer> {
  private static final long REPAINT_MILLIS = 33;

  private final Surroundings around;
  @Mixin private final ModelOptions model = new ModelOptions();

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--prompt", paramLabel = "TEXT", description = "The question or beginning")
  String prompt = "";

  @Option(names = "--prefix", paramLabel = "TEXT", description = "Text before the masks")
  String prefix = "";

  @Option(names = "--suffix", paramLabel = "TEXT", description = "Text after the masks")
  String suffix = "";

  @Option(
      names = "--template",
      paramLabel = "TEXT",
      description = "Text in which every run of two or more underscores is a blank")
  String template = "";

  @Option(
      names = "--ids",
      paramLabel = "ID,_,ID",
      description = "Token ids of the canvas, in place of texts; _ is a masked position")
  String ids = "";

  @Option(
      names = "--mask-id",
      paramLabel = "ID",
      description = "The id that masks, where the checkpoint does not name it")
  int maskId = -1;

  @Option(
      names = "--example",
      paramLabel = "N",
      description = "The N-th example that came with the model, instead of a prompt")
  int example;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Add the run to this session file; it is made if it is not there")
  @Nullable Path save;

  @Option(names = "--json", description = "Print the result as JSON")
  boolean json;

  DenoiseCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("not parsed");
    }
    ParseResult parsed = spec.commandLine().getParseResult();
    Values typed = CatalogueOptions.read(parsed, DenoiseParameters.defaults());
    Path folder = around.model(model.model);
    SourceTexts texts = texts(folder);
    Models models = model.models(around);
    ModelRequest request =
        new ModelRequest(
                folder,
                typed.get(DenoiseParameters.DTYPE),
                typed.get(DenoiseParameters.DEVICE),
                maskId < 0 ? OptionalInt.empty() : OptionalInt.of(maskId))
            .reading(model.reading())
            .adapted(model.adapter(around))
            .orNumbers(!ids.isEmpty());
    try (Worker worker = new Worker(request.device(), around.version())) {
      LoadedModel loaded = Unfailing.result(() -> worker.call(() -> models.open(request)).join());
      try (loaded) {
        Values settings =
            CatalogueOptions.read(parsed, ModelDefaults.denoise(models.defaults(folder)));
        return run(worker, loaded, canvas(loaded, texts, settings));
      }
    }
  }

  private DenoiseSpec canvas(LoadedModel loaded, SourceTexts texts, Values settings) {
    Prompting prompting = new Prompting(loaded);
    if (ids.isEmpty()) {
      return prompting.spec(texts, settings);
    }
    CanvasIds canvas = CanvasIds.read(ids).filled(settings, loaded.card());
    return prompting.spec(canvas.ids(), canvas.masked(), settings);
  }

  private int run(Worker worker, LoadedModel loaded, DenoiseSpec run) {
    Path file = save;
    Session session = null;
    if (file != null) {
      session = Session.openOrCreate(file);
    }
    LatestFrame latest = new LatestFrame();
    List<RunListener> listeners = new ArrayList<>(List.of(latest));
    if (session != null) {
      listeners.addFirst(session.record());
    }
    try {
      Job job = worker.submit(loaded, run, listeners.toArray(RunListener[]::new));
      // Ctrl-C: what was written so far is kept and marked as cancelled.
      try (OnInterrupt _ = new OnInterrupt(job::cancel)) {
        RunEnd end = watch(job, latest);
        Problem problem = end.problem();
        if (problem != null) {
          throw problem;
        }
        print(job, loaded, latest);
        return 0;
      }
    } finally {
      if (session != null) {
        session.close();
      }
    }
  }

  private RunEnd watch(Job job, LatestFrame latest) {
    if (!around.terminal() || json) {
      return job.await();
    }
    TerminalPainter painter = new TerminalPainter(around.out(), around.columns());
    int painted = 0;
    while (true) {
      RunEnd end = null;
      try {
        end = job.end().get(REPAINT_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // still running: repaint
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return job.await();
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException(e);
      }
      Frame frame = latest.frame();
      var header = latest.header();
      if (frame != null && header != null && frame.step() != painted) {
        painter.paint(frame, header.tokens());
        painted = frame.step();
      }
      if (end != null) {
        return end;
      }
    }
  }

  private void print(Job job, LoadedModel loaded, LatestFrame latest) {
    Frame last = latest.frame();
    if (last == null) {
      return; // cancelled before the first step
    }
    String answer = CanvasText.answer(last, loaded.tokens(), loaded.card().eosId());
    String whole = CanvasText.whole(last, loaded.tokens());
    boolean pinned = !job.spec().settings().get(SamplerParameters.PINS).isEmpty();
    boolean inside = !template.isEmpty() || !suffix.isEmpty() || !ids.isEmpty() || pinned;
    Progress progress = job.progress();
    if (json) {
      around
          .out()
          .println(
              new JsonText()
                  .put("answer", answer)
                  .put("text", whole)
                  .put("ids", last.ids())
                  .put("steps", last.step())
                  .put("evaluations", last.evaluations())
                  .put("seconds", progress.elapsed().toNanos() / 1e9)
                  .put("model", loaded.card().name())
                  .put("fingerprint", loaded.card().fingerprint())
                  .text());
    } else {
      around.out().println(inside ? whole : answer);
      around
          .err()
          .printf(
              Locale.ROOT,
              "%d steps, %d evaluations, %.2f s, %.0f tokens/s%s%n",
              last.step(),
              last.evaluations(),
              progress.elapsed().toNanos() / 1e9,
              progress.tokensPerSecond(),
              save == null ? "" : ", saved in " + save);
    }
    around.out().flush();
    around.err().flush();
  }

  private SourceTexts texts(Path folder) {
    boolean any = example != 0 || !(prompt + prefix + suffix + template).isEmpty();
    if (any && !ids.isEmpty()) {
      throw new Problem(
          Code.PARAMETER, "--ids takes the place of all texts.", "Give either ids or texts.");
    }
    if (example == 0) {
      return new SourceTexts(prompt, prefix, suffix, template);
    }
    List<Examples.Example> all = Examples.of(folder);
    if (example < 1 || example > all.size()) {
      throw new Problem(
          Code.PARAMETER,
          all.isEmpty() ? "This model brings no examples." : "There is no example " + example + ".",
          all.isEmpty()
              ? "Type a prompt with --prompt."
              : "Choose a number from 1 to " + all.size() + ".");
    }
    String question = all.get(example - 1).question();
    around.err().println(question);
    around.err().flush();
    return new SourceTexts(question, prefix, suffix, template);
  }
}
