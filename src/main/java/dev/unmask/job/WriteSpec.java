package dev.unmask.job;

/// Everything that is needed to write a text again exactly. Immutable; JSON by [WriteSpecJson].
///
/// @param version of this layout, now [#VERSION]
/// @param model which model
/// @param prompt what the user typed
/// @param settings the values of [GenerateParameters]
/// @param ids what the prompt became
/// @param unknown a JSON object with the fields of a newer version, written again as they were read
public record WriteSpec(
    int version, ModelReference model, String prompt, Values settings, int[] ids, String unknown) {

  /// The present layout.
  public static final int VERSION = 1;

  private static final int TITLE = 60;

  /// A spec of the present layout.
  public WriteSpec(ModelReference model, String prompt, Values settings, int[] ids) {
    this(VERSION, model, prompt, settings, ids.clone(), "{}");
  }

  /// A short name of the run.
  public String title() {
    String line = prompt.strip().lines().findFirst().orElse("");
    if (line.isEmpty()) {
      return ids.length + " ids";
    }
    return line.length() <= TITLE ? line : line.substring(0, TITLE - 1) + "…";
  }
}
