package dev.unmask.job;

import dev.unmask.diffusion.Canvas;
import dev.unmask.diffusion.Denoising;
import dev.unmask.diffusion.Randomness;
import dev.unmask.diffusion.Role;
import dev.unmask.diffusion.Sampler;
import dev.unmask.diffusion.Settings;
import dev.unmask.network.Denoiser;
import dev.unmask.network.TokenDraw;

/// From a spec to the steps of its run: the one place where stored settings become a sampler, so
/// that a run, its repetition and its verification are the same.
public final class DenoiseRun {
  private DenoiseRun() {}

  /// The run of a spec, before its first step.
  public static Denoising start(Denoiser denoiser, DenoiseSpec spec) {
    Values settings = spec.settings();
    Sampler sampler = sampler(settings);
    TokenDraw draw =
        new TokenDraw(
            settings.get(DenoiseParameters.DRAW).equals(DenoiseParameters.SAMPLE),
            settings.get(DenoiseParameters.TEMPERATURE),
            sampler.usesTopP() ? settings.get(DenoiseParameters.TOP_P) : 1,
            spec.suppressed());
    return Denoising.of(
        denoiser,
        Settings.of(
            sampler.rule(), draw, spec.steps(), settings.whole(DenoiseParameters.ALTERNATIVES)),
        canvas(spec.canvas(), denoiser.maskId()),
        Randomness.seeded(settings.get(DenoiseParameters.SEED)));
  }

  /// The sampler that the settings name.
  public static Sampler sampler(Values settings) {
    String name = settings.get(DenoiseParameters.SAMPLER);
    return Sampler.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static Canvas canvas(StartCanvas start, int maskId) {
    boolean[] masked = new boolean[start.length()];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = start.roles()[i] == Role.MASKED.code();
    }
    return Canvas.of(start.ids(), masked, maskId);
  }
}
