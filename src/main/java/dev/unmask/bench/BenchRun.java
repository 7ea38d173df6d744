package dev.unmask.bench;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.ModelCard;
import dev.unmask.job.RunHeader;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.StartCanvas;
import dev.unmask.job.TokenTexts;
import dev.unmask.network.MaskedDenoiser;
import dev.unmask.network.Network;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// What a session is told of a run on a model that has neither files of its own nor a tokenizer.
final class BenchRun {
  private static final TokenTexts NUMBERS =
      new TokenTexts() {
        @Override
        public byte[] bytes(int id) {
          return (" " + id).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public boolean special(int id) {
          return false;
        }
      };

  private BenchRun() {}

  static RunHeader header(SyntheticCheckpoint shape, SyntheticModel model, int length) {
    Network network = model.network();
    MaskedDenoiser denoiser = model.denoiser();
    ModelCard card =
        new ModelCard(
            shape.text(),
            network.blueprint().family(),
            shape.about(),
            "",
            0,
            0,
            "f32",
            network.precision().text(),
            network.device().name(),
            "",
            denoiser.maskId(),
            -1,
            denoiser.vocabularySize(),
            denoiser.maxLength(),
            length,
            denoiser.shifted());
    int[] roles = new int[length];
    Arrays.fill(roles, 1, length, 1);
    DenoiseSpec spec =
        new DenoiseSpec(
            card.reference(),
            new SourceTexts("", "", "", ""),
            DenoiseParameters.defaults(),
            new StartCanvas(new int[length], roles),
            new int[0]);
    return new RunHeader(spec, card, NUMBERS, Instant.now(), "bench");
  }
}
