package dev.unmask.task;

/// What a problem is for. The problem itself says it, by a hash of what it asks: no seed and no
/// grammar can put one into two splits.
public enum Split {
  /// To learn from: 14 of 16.
  TRAIN(0),
  /// To choose by while learning: 1 of 16.
  VALIDATION(1),
  /// To report on, once: 1 of 16.
  HELD_OUT(2);

  private static final int SHARES = 16;

  private final int code;

  Split(int code) {
    this.code = code;
  }

  /// The number that enters the generator; it never changes, or problems would.
  int code() {
    return code;
  }

  /// Where something belongs.
  ///
  /// @param asked what identifies it, see [Exercise#asked]
  public static Split of(String asked) {
    return switch ((int) Long.remainderUnsigned(hash(asked), SHARES)) {
      case 0 -> HELD_OUT;
      case 1 -> VALIDATION;
      default -> TRAIN;
    };
  }

  /// FNV-1a over the characters, and then mixed, since its low bits alone are weak.
  private static long hash(String text) {
    long h = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001B3L;
    }
    return Draws.mixed(h);
  }
}
