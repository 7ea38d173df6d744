package dev.unmask.cli;

import dev.unmask.job.AdapterFacts;
import dev.unmask.job.Inspection;
import dev.unmask.job.Inspector;
import dev.unmask.job.RunEnd;
import dev.unmask.session.RunSummary;
import dev.unmask.session.Session;
import dev.unmask.session.StoredTrainings;
import dev.unmask.session.WritingSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "  unmask inspect models/wordmath-diffullama --tensors",
      "  unmask inspect model.gguf --filter attn_q --sha256",
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

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "List only the tensors whose name, type or shape holds TEXT")
  String filter = "";

  @Option(
      names = "--adapter",
      paramLabel = "FOLDER",
      description = "Also say what this LoRA adapter adapts; refused if it does not fit the model")
  String adapter = "";

  @Option(names = "--sha256", description = "Also print the SHA-256 of each file of a model")
  boolean hash;

  @Option(names = "--json", description = "Print the result as JSON")
  boolean json;

  InspectCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    Path path = around.model(what);
    int status = 0;
    if (path.toString().endsWith(".unmask")) {
      session(path);
    } else {
      status = model(path);
    }
    around.out().flush();
    return status;
  }

  private void session(Path file) {
    try (Session session = Session.openReadOnly(file)) {
      List<RunSummary> runs = session.runs();
      List<WritingSummary> writings = session.writings();
      List<StoredTrainings.Summary> trainings = new StoredTrainings(session).all();
      if (json) {
        around
            .out()
            .println(
                new JsonText()
                    .put("file", file.toString())
                    .put("runs", runs.stream().map(InspectCommand::object).toList())
                    .put("writings", writings.stream().map(InspectCommand::object).toList())
                    .put("trainings", trainings.stream().map(InspectCommand::object).toList())
                    .text());
        return;
      }
      session.notice().ifPresent(around.err()::println);
      around.out().printf("%s: %d runs%n", file, runs.size() + writings.size());
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
                ending(r.outcome()),
                r.title());
      }
      for (WritingSummary w : writings) {
        around
            .out()
            .printf(
                Locale.ROOT,
                "%4d  %s  %-16s %d tokens, %d points  %s  %s%n",
                w.run(),
                w.started(),
                w.solver(),
                w.tokens(),
                w.steps(),
                ending(w.outcome()),
                w.title());
      }
      trainings.forEach(this::print);
    }
  }

  private void print(StoredTrainings.Summary t) {
    around
        .out()
        .printf(
            Locale.ROOT,
            "training %d  %s  %-16s %,d of %,d steps  %s  %s%n",
            t.training(),
            t.started(),
            t.name(),
            t.steps(),
            t.total(),
            ending(t.outcome().orElse(null)),
            t.folder());
  }

  private static JsonText object(StoredTrainings.Summary t) {
    return new JsonText()
        .put("training", t.training())
        .put("recipe", t.name())
        .put("folder", t.folder().toString())
        .put("started", t.started().toString())
        .put("outcome", ending(t.outcome().orElse(null)))
        .put("made", t.steps())
        .put("steps", t.total());
  }

  private static String ending(RunEnd.@Nullable Outcome outcome) {
    return outcome == null ? "interrupted" : outcome.name().toLowerCase(Locale.ROOT);
  }

  private static JsonText object(WritingSummary w) {
    return new JsonText()
        .put("run", w.run())
        .put("title", w.title())
        .put("model", w.model())
        .put("started", w.started().toString())
        .put("outcome", ending(w.outcome()))
        .put("tokens", w.tokens())
        .put("solver", w.solver())
        .put("steps", w.steps())
        .put("seed", w.seed());
  }

  private static JsonText object(RunSummary r) {
    return new JsonText()
        .put("run", r.run())
        .put("title", r.title())
        .put("model", r.model())
        .put("started", r.started().toString())
        .put("outcome", ending(r.outcome()))
        .put("frames", r.frames())
        .put("steps", r.steps())
        .put("sampler", r.sampler())
        .put("seed", r.seed());
  }

  private int model(Path path) {
    Inspection found = Inspector.inspect(path);
    Map<String, String> digests =
        hash && found.summary().isPresent()
            ? Inspector.sha256(path, new HashingBar(around))
            : Map.of();
    Optional<AdapterFacts> facts =
        found.refusals().isEmpty()
            ? Choices.adapter(around, adapter, false).map(a -> AdapterFacts.of(path, a))
            : Optional.empty();
    boolean list = tensors || !filter.isEmpty();
    Optional<List<Inspection.TensorRow>> listed =
        list
            ? Optional.of(found.tensors().stream().filter(t -> t.matches(filter)).toList())
            : Optional.empty();
    if (json) {
      around.out().println(InspectionJson.of(found, facts, digests, listed));
    } else {
      new InspectionText(around.out()).print(found, facts, digests, listed);
    }
    return found.refusals().isEmpty() ? 0 : found.refusals().getFirst().code().exitStatus();
  }
}
