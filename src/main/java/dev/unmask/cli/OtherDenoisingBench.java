package dev.unmask.cli;

import picocli.CommandLine.Option;

/// Other measurements of denoising.
final class OtherDenoisingBench {
  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Measure instead what a batch gains on the bundled model.")
  int batch;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "Denoise with the bundled model for so long and check that memory stays flat.")
  int minutes;

  @Option(names = "--hour", description = "The same for an hour.")
  boolean hour;
}
