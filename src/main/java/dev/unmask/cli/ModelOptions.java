package dev.unmask.cli;

import picocli.CommandLine.Option;

/// Options of every command that loads a model.
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Folder or file of a model, or the id of one in the Hugging Face cache; default: the"
              + " bundled model")
  String model = "";

  @Option(
      names = "--mask-id",
      paramLabel = "ID",
      description = "The id that masks, where the checkpoint does not name it")
  int maskId = -1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for one operation; default: all processors")
  int threads;
}
