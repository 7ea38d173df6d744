package dev.unmask.window.workbench;

/// Something that is said to the user and stays until it is dismissed.
///
/// @param trouble whether something went wrong, rather than being good to know
/// @param sentence one plain sentence
/// @param remedy what to do next, may be empty
/// @param code to quote, may be empty
public record Notice(boolean trouble, String sentence, String remedy, String code) {
  /// The whole as text to be copied.
  public String copied() {
    return (sentence + " " + remedy + (code.isEmpty() ? "" : " [" + code + "]")).strip();
  }
}
