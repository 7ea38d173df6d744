package dev.unmask.cli;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Worker;
import dev.unmask.job.WriteSpec;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.RunCheck;
import dev.unmask.session.RunSummary;
import dev.unmask.session.Session;
import dev.unmask.session.Verification;
import dev.unmask.session.WritingSummary;
import dev.unmask.session.WritingVerification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Does every run of a session again and compares each frame.
@Command(
    name = "verify",
    description = "Do every run of a session again and compare each frame with the stored one.",
    footer = {"", "Example:", "  unmask verify runs.unmask"})
final class VerifyCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "FILE", description = "A session file")
  @Nullable Path file;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Where the model is now; default: where the session says")
  String model = "";

  @Option(names = "--threads", paramLabel = "N", description = "Threads for one operation")
  int threads;

  @Option(names = "--json", description = "Print the result as JSON")
  boolean json;

  VerifyCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (file == null) {
      throw new IllegalStateException("not parsed");
    }
    Models models = around.models().apply(around.threads(threads));
    List<RunCheck> checks = new ArrayList<>();
    try (Session session = Session.openReadOnly(file);
        Worker worker = new Worker("verify", around.version())) {
      List<Supplier<RunCheck>> work = new ArrayList<>();
      session
          .runs()
          .forEach(run -> work.add(() -> readable(run.run(), () -> check(session, run, models))));
      session
          .writings()
          .forEach(t -> work.add(() -> readable(t.run(), () -> check(session, t, models))));
      for (Supplier<RunCheck> one : work) {
        RunCheck check = Unfailing.result(() -> worker.call(one).join());
        checks.add(check);
        if (!json) {
          around.out().println(check.inOneLine());
          around.out().flush();
        }
      }
    }
    if (checks.isEmpty()) {
      throw new Problem(
          Code.NOT_FOUND, "The session holds no run.", "Record one with unmask denoise --save.");
    }
    boolean passed = checks.stream().allMatch(RunCheck::passed);
    boolean identical = checks.stream().allMatch(RunCheck::identical);
    if (json) {
      around
          .out()
          .println(
              new JsonText()
                  .put("passed", passed)
                  .put("identical", identical)
                  .put("runs", checks.stream().map(VerifyCommand::object).toList())
                  .text());
    } else if (identical) {
      around.out().println("identical");
    }
    around.out().flush();
    if (!passed) {
      throw new Problem(
          Code.VERIFY,
          "Not every run came out as the session holds it.",
          "The lines above say which, and where it begins to differ.");
    }
    return 0;
  }

  /// One damaged run does not keep the others from being checked.
  private static RunCheck readable(long run, Supplier<RunCheck> check) {
    try {
      return check.get();
    } catch (Problem p) {
      if (p.code() == Code.SESSION) {
        return RunCheck.unreadable(run);
      }
      throw p;
    }
  }

  private RunCheck check(Session session, RunSummary run, Models models) {
    DenoiseSpec spec = session.header(run.run()).spec();
    Path folder = around.location().find(model.isEmpty() ? spec.model().path() : model);
    ModelRequest request =
        new ModelRequest(
                folder,
                spec.settings().get(DenoiseParameters.DTYPE),
                spec.settings().get(DenoiseParameters.DEVICE),
                OptionalInt.of(session.header(run.run()).card().maskId()))
            .adapted(
                Optional.ofNullable(spec.model().adapter())
                    .flatMap(a -> Choices.adapter(around, a.path(), a.apart())))
            .orNumbers(true);
    try (LoadedModel loaded = models.open(request)) {
      return new Verification(session).check(run, loaded);
    }
  }

  private RunCheck check(Session session, WritingSummary text, Models models) {
    WriteSpec spec = session.writingHeader(text.run()).spec();
    Path folder = around.location().find(model.isEmpty() ? spec.model().path() : model);
    ModelRequest request =
        new ModelRequest(
                folder,
                spec.settings().get(GenerateParameters.DTYPE),
                spec.settings().get(GenerateParameters.DEVICE),
                OptionalInt.empty())
            .orNumbers(true);
    try (LoadedWriter loaded = models.openWriter(request)) {
      return new WritingVerification(session).check(text, loaded);
    }
  }

  private static JsonText object(RunCheck check) {
    return new JsonText()
        .put("run", check.run())
        .put("passed", check.passed())
        .put("identical", check.identical())
        .put("frames", check.frames())
        .put("largest", check.largest())
        .put("says", check.inOneLine());
  }
}
