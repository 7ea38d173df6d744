package dev.unmask.cli;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.CheckpointSummary;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.job.MemoryEstimate;
import dev.unmask.job.Models;
import dev.unmask.network.Precision;
import dev.unmask.problem.Problem;
import dev.unmask.session.RunSummary;
import dev.unmask.session.Session;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says what a model or a session file is, without loading or running anything.
@Command(
    name = "inspect",
    description = "Say what a model or a session file is, without loading it.",
    footer = {
      "",
      "Examples:",
      "  unmask inspect models/wordmath-diffugpt --tensors",
      "  unmask inspect runs.unmask"
    })
final class InspectCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(
      paramLabel = "MODEL|FILE",
      arity = "0..1",
      description = "A model or a session file; default: the bundled model")
  String what = "";

  @Option(names = "--tensors", description = "List the tensors of a model")
  boolean tensors;

  @Option(names = "--sha256", description = "Also hash every byte of a model's files")
  boolean hash;

  @Option(names = "--json", description = "Print the result as JSON")
  boolean json;

  InspectCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    Path path = around.model(what);
    if (path.toString().endsWith(".unmask")) {
      session(path);
    } else {
      model(path);
    }
    around.out().flush();
    return 0;
  }

  private void session(Path file) {
    try (Session session = Session.openReadOnly(file)) {
      List<RunSummary> runs = session.runs();
      if (json) {
        around
            .out()
            .println(
                new JsonText()
                    .put("file", file.toString())
                    .put("runs", runs.stream().map(InspectCommand::object).toList())
                    .text());
        return;
      }
      session.notice().ifPresent(around.err()::println);
      around.out().printf("%s: %d runs%n", file, runs.size());
      for (RunSummary r : runs) {
        around
            .out()
            .printf(
                Locale.ROOT,
                "%4d  %s  %-16s %d of %d steps  %s  %s%n",
                r.run(),
                r.started(),
                r.sampler(),
                r.frames(),
                r.steps(),
                ending(r),
                r.title());
      }
    }
  }

  private static String ending(RunSummary run) {
    return run.outcome() == null ? "interrupted" : run.outcome().name().toLowerCase(Locale.ROOT);
  }

  private static JsonText object(RunSummary r) {
    return new JsonText()
        .put("run", r.run())
        .put("title", r.title())
        .put("model", r.model())
        .put("started", r.started().toString())
        .put("outcome", ending(r))
        .put("frames", r.frames())
        .put("steps", r.steps())
        .put("sampler", r.sampler())
        .put("seed", r.seed());
  }

  private void model(Path path) {
    CheckpointFolder folder = CheckpointFolder.open(path);
    CheckpointSummary s = CheckpointSummary.of(folder);
    Models models = around.models().apply(around.threads());
    String types =
        s.tensorsByType().entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    if (json) {
      around.out().println(object(path, folder, s, types, models).text());
      return;
    }
    PrintWriter out = around.out();
    line("model", s.name());
    line("architecture", String.join(", ", s.architectures()) + " (" + s.modelType() + ")");
    line("parameters", String.format(Locale.ROOT, "%,d", s.parameters()));
    line("files", s.files() + ", " + MemoryEstimate.words(s.bytes()) + " of weights");
    line("tensors", s.tensors() + ": " + types);
    line("licence", s.licence().orElse("not named"));
    if (!s.tags().isEmpty()) {
      line("tags", String.join(", ", s.tags()));
    }
    if (s.remoteCode()) {
      line("python code", "named by config.json (auto_map); Unmask never runs it");
    }
    for (Precision p : Precision.values()) {
      line("needs in " + p.text(), needs(models, path, p));
    }
    line("fingerprint", s.fingerprint());
    if (hash) {
      line("sha-256", folder.fullFingerprint((done, all) -> {}));
    }
    if (tensors) {
      for (TensorEntry t : folder.tensors().values()) {
        out.printf("  %-60s %s%n", t.name(), t.description());
      }
    }
    if (!s.excerpt().isEmpty()) {
      out.println();
      out.println(s.excerpt());
    }
  }

  private void line(String name, String value) {
    around.out().printf("%-16s %s%n", name, value);
  }

  private static String needs(Models models, Path path, Precision precision) {
    try {
      MemoryEstimate e = models.estimate(path, precision.text());
      return "about "
          + MemoryEstimate.words(e.needed())
          + (e.needed() > e.free() ? ", more than the " : " of the ")
          + MemoryEstimate.words(e.free())
          + " that are free";
    } catch (Problem p) {
      return p.inOneLine();
    }
  }

  private JsonText object(
      Path path, CheckpointFolder folder, CheckpointSummary s, String types, Models models) {
    JsonText needs = new JsonText();
    for (Precision p : Precision.values()) {
      needs.put(p.text(), needs(models, path, p));
    }
    JsonText object =
        new JsonText()
            .put("name", s.name())
            .put("model_type", s.modelType())
            .put("architectures", String.join(", ", s.architectures()))
            .put("parameters", s.parameters())
            .put("bytes", s.bytes())
            .put("tensors", s.tensors())
            .put("types", types)
            .put("licence", s.licence().orElse(""))
            .put("fingerprint", s.fingerprint())
            .put("needs", needs);
    if (hash) {
      object.put("sha256", folder.fullFingerprint((done, all) -> {}));
    }
    if (tensors) {
      List<JsonText> list = new ArrayList<>();
      folder
          .tensors()
          .values()
          .forEach(t -> list.add(new JsonText().put("name", t.name()).put("is", t.description())));
      object.put("list", list);
    }
    return object;
  }
}
