package dev.unmask.job;

/// What the user typed, before it became ids. Empty texts were not given.
///
/// @param prompt the question or beginning; goes through the chat template unless raw
/// @param prefix text of the answer before the masks
/// @param suffix text of the answer after the masks
/// @param template text in which every run of two or more underscores is a blank; takes the place
///     of prefix and suffix
public record SourceTexts(String prompt, String prefix, String suffix, String template) {
  /// A prompt alone.
  public static SourceTexts prompt(String prompt) {
    return new SourceTexts(prompt, "", "", "");
  }

  /// A template alone.
  public static SourceTexts template(String template) {
    return new SourceTexts("", "", "", template);
  }

  /// A short line that names a run in a list.
  public String title() {
    String all = (prompt + " " + prefix + " " + template).strip().replaceAll("\\s+", " ");
    return all.isEmpty() ? "unconditional" : all;
  }
}
