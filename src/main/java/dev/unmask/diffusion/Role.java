package dev.unmask.diffusion;

/// What a position of the canvas is. Stored, never guessed from the id: mask ids are ordinary ids
/// in some vocabularies.
public enum Role {
  /// Given by the user, never changed.
  GIVEN(0),
  /// To be written.
  MASKED(1),
  /// Written by the model.
  REVEALED(2);

  private final byte code;

  Role(int code) {
    this.code = (byte) code;
  }

  /// The number that stands for this role in frames and session files; it never changes.
  public byte code() {
    return code;
  }

  /// The role with this code.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Role of(byte code) {
    return switch (code) {
      case 0 -> GIVEN;
      case 1 -> MASKED;
      case 2 -> REVEALED;
      default -> throw new IllegalArgumentException("role " + code);
    };
  }
}
