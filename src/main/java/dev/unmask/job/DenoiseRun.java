package dev.unmask.job;

import dev.unmask.diffusion.BlockSchedule;
import dev.unmask.diffusion.Canvas;
import dev.unmask.diffusion.Denoising;
import dev.unmask.diffusion.EosRule;
import dev.unmask.diffusion.Limits;
import dev.unmask.diffusion.Randomness;
import dev.unmask.diffusion.Reuse;
import dev.unmask.diffusion.Role;
import dev.unmask.diffusion.Settings;
import dev.unmask.diffusion.StopRule;
import dev.unmask.network.Denoiser;
import dev.unmask.network.TokenDraw;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// From a spec to the steps of its run: the one place where stored settings become a sampler, so
/// that a run, its repetition and its verification are the same.
public final class DenoiseRun {
  private DenoiseRun() {}

  /// The run of a spec, before its first step. To be closed.
  ///
  /// @throws Problem PARAMETER if its parts do not go together or do not fit the model
  public static Denoising start(LoadedModel model, DenoiseSpec spec) {
    Values values = spec.settings();
    Combination.check(values);
    Denoiser denoiser = model.denoiser();
    Combination.check(denoiser, values);
    Limits limits =
        Constraints.limits(
            values.get(SamplerParameters.ALLOW),
            spec.canvas(),
            model.tokens(),
            denoiser.vocabularySize());
    return Denoising.of(
        denoiser,
        settings(values, spec.suppressed(), ends(model), limits),
        canvas(spec.canvas(), denoiser.maskId()),
        Randomness.seeded(values.get(DenoiseParameters.SEED)));
  }

  /// The runs of several specs as one batch, before its first step: each writes what it would write
  /// alone. To be closed.
  ///
  /// @param specs of equal settings but for the seed, and canvases of any length
  /// @throws Problem PARAMETER as [#start]
  public static Denoising together(LoadedModel model, List<DenoiseSpec> specs) {
    DenoiseSpec first = specs.getFirst();
    Values values = first.settings();
    long seed = values.get(DenoiseParameters.SEED);
    for (DenoiseSpec spec : specs) {
      if (!spec.settings().with(DenoiseParameters.SEED, seed).equals(values)
          || !Arrays.equals(spec.suppressed(), first.suppressed())
          || !spec.settings().get(SamplerParameters.ALLOW).isEmpty()) {
        throw new IllegalArgumentException("runs of different settings");
      }
    }
    Combination.check(values);
    Combination.check(model.denoiser(), values);
    int mask = model.denoiser().maskId();
    return new Denoising(
        model.denoiser(),
        settings(values, first.suppressed(), ends(model), null),
        specs.stream().map(spec -> canvas(spec.canvas(), mask)).toList(),
        specs.stream()
            .map(spec -> Randomness.seeded(spec.settings().get(DenoiseParameters.SEED)))
            .toList());
  }

  private static int[] ends(LoadedModel model) {
    return model.card().eosId() < 0 ? new int[0] : new int[] {model.card().eosId()};
  }

  /// The parts that values describe.
  ///
  /// @param suppressed ids that are never written
  /// @param ends ids that end a text
  /// @param limits which tokens may be written where, or null
  public static Settings settings(
      Values values, int[] suppressed, int[] ends, @Nullable Limits limits) {
    TokenDraw draw =
        new TokenDraw(
            values.get(DenoiseParameters.DRAW).equals(DenoiseParameters.SAMPLE),
            values.get(DenoiseParameters.TEMPERATURE),
            values.get(DenoiseParameters.TOP_P),
            values.whole(SamplerParameters.TOP_K),
            values.get(SamplerParameters.MIN_P),
            TokenDraw.Nucleus.KEEPS_CROSSING,
            constant(TokenDraw.Basis.class, values.get(SamplerParameters.CONFIDENCE_OF)),
            suppressed,
            new int[0]);
    return new Settings(
        Rule.of(values).transition(values),
        draw,
        values.whole(DenoiseParameters.STEPS),
        values.whole(DenoiseParameters.ALTERNATIVES),
        new BlockSchedule(
            values.whole(SamplerParameters.BLOCK),
            0,
            values.get(SamplerParameters.ALIGNED),
            values.get(SamplerParameters.GROWING)),
        constant(Reuse.class, values.get(SamplerParameters.CACHE)),
        new Settings.Guide(values.get(SamplerParameters.GUIDANCE)),
        new Settings.Ending(
            constant(EosRule.class, values.get(SamplerParameters.EOS)),
            ends,
            constant(StopRule.class, values.get(SamplerParameters.STOP)),
            values.whole(SamplerParameters.BUDGET)),
        values.get(SamplerParameters.FEEDBACK),
        limits);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Canvas canvas(StartCanvas start, int maskId) {
    boolean[] masked = new boolean[start.length()];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = start.roles()[i] == Role.MASKED.code();
    }
    return Canvas.of(start.ids(), masked, maskId);
  }
}
