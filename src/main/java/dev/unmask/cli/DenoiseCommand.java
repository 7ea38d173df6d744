package dev.unmask.cli;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.Job;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Progress;
import dev.unmask.job.Prompting;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunListener;
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
import picocli.CommandLine.Spec;

/// Writes the masked positions of a canvas, watched live in a terminal.
@Command(
    name = "denoise",
    description = "Let a diffusion model write the masked positions of a text.",
    footer = {
      "",
      "Examples:",
      "  unmask denoise --example 3",
      "  unmask denoise --prompt \"Max owns 5 toys. He gets 18 more. How many toys has he?\"",
      "  unmask denoise --raw --template \"<<12/3=____>>\" --steps 8 --save runs.unmask"
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
    Values settings =
        CatalogueOptions.read(spec.commandLine().getParseResult(), DenoiseParameters.all());
    Path folder = around.model(model.model);
    SourceTexts texts = texts(folder);
    Models models = around.models().apply(model.threads > 0 ? model.threads : around.threads());
    OptionalInt mask = model.maskId < 0 ? OptionalInt.empty() : OptionalInt.of(model.maskId);
    ModelRequest request =
        new ModelRequest(
            folder,
            settings.get(DenoiseParameters.DTYPE),
            settings.get(DenoiseParameters.DEVICE),
            mask);
    try (Worker worker = new Worker(request.device(), around.version())) {
      LoadedModel loaded = Unfailing.result(() -> worker.call(() -> models.open(request)).join());
      try (loaded) {
        DenoiseSpec run = new Prompting(loaded).spec(texts, settings);
        return run(worker, loaded, run);
      }
    }
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
      Thread onInterrupt = new Thread(() -> stop(job));
      Runtime.getRuntime().addShutdownHook(onInterrupt);
      RunEnd end = watch(job, latest);
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
      Problem problem = end.problem();
      if (problem != null) {
        throw problem;
      }
      print(job, loaded, latest);
      return 0;
    } finally {
      if (session != null) {
        session.close();
      }
    }
  }

  /// Ctrl-C: what was written so far is kept and marked as cancelled.
  private static void stop(Job job) {
    job.cancel();
    job.await();
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
      throw new IllegalStateException("a run without a frame");
    }
    String answer = CanvasText.answer(last, loaded.tokens(), loaded.card().eosId());
    String whole = CanvasText.whole(last, loaded.tokens());
    boolean inside = !template.isEmpty() || !suffix.isEmpty();
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
