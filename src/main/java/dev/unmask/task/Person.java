package dev.unmask.task;

/// Somebody in a story.
record Person(String name, boolean woman) {
  /// `he` or `she`.
  String he() {
    return woman ? "she" : "he";
  }

  /// `He` or `She`.
  String capitalHe() {
    return woman ? "She" : "He";
  }

  /// `his` or `her`.
  String his() {
    return woman ? "her" : "his";
  }
}
