package dev.unmask.cli;

import dev.unmask.job.AdapterChoice;
import dev.unmask.job.Models;
import dev.unmask.network.Reading;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Options of every command that loads a model to run it.
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Folder or file of a model, or the id of one in the Hugging Face cache; default: the"
              + " bundled model")
  String model = "";

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description =
          "Read a model whose files leave it open as diffusion or autoregressive; default: what its"
              + " mask token says")
  String kind = "automatic";

  @Option(
      names = "--adapter",
      paramLabel = "FOLDER",
      description = "Apply this LoRA adapter (PEFT), merged into the weights")
  String adapter = "";

  @Option(
      names = "--adapter-apart",
      description = "Compute the adapter beside the weights instead of merging it")
  boolean apart;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for one operation; default: all processors")
  int threads;

  /// How the model is to be read.
  ///
  /// @throws dev.unmask.problem.Problem PARAMETER if there is no such kind
  Reading reading() {
    return Choices.of(Reading.class, kind, "--as");
  }

  /// The adapter, if one was named.
  Optional<AdapterChoice> adapter(Surroundings around) {
    return Choices.adapter(around, adapter, apart);
  }

  /// Opens models with as many threads as were asked for.
  Models models(Surroundings around) {
    return around.models().apply(around.threads(threads));
  }
}
