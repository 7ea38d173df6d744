package dev.unmask.cli;

import dev.unmask.job.AdapterFacts;
import dev.unmask.job.Inspection;
import dev.unmask.job.Inspector;
import dev.unmask.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      SessionContents contents = new SessionContents(session);
      if (json) {
        around.out().println(contents.object().text());
      } else {
        session.notice().ifPresent(around.err()::println);
        contents.print(around.out());
      }
    }
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
