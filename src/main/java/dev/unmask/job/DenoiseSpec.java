package dev.unmask.job;

/// Everything that is needed to run a denoising again exactly. Immutable; JSON by [SpecJson].
///
/// @param version of this layout, now [#VERSION]
/// @param model which model
/// @param texts what the user typed
/// @param settings the values of [DenoiseParameters]
/// @param canvas what the texts became: ids and roles
/// @param suppressed ids that are never written
/// @param unknown a JSON object with the fields of a newer version, written again as they were read
public record DenoiseSpec(
    int version,
    ModelReference model,
    SourceTexts texts,
    Values settings,
    StartCanvas canvas,
    int[] suppressed,
    String unknown) {

  /// The present layout.
  public static final int VERSION = 1;

  /// A spec of the present layout.
  public DenoiseSpec(
      ModelReference model,
      SourceTexts texts,
      Values settings,
      StartCanvas canvas,
      int[] suppressed) {
    this(VERSION, model, texts, settings, canvas, suppressed, "{}");
  }

  /// Number of denoising steps.
  public int steps() {
    return settings.whole(DenoiseParameters.STEPS);
  }

  /// Whether a newer Unmask wrote this.
  public boolean newer() {
    return version > VERSION;
  }
}
