package dev.unmask.job;

import dev.unmask.diffusion.Role;

/// The canvas with which a run begins, as a spec holds it.
///
/// @param ids `[length]`; what stands at masked positions matters at position 0 only, which a
///     shifted network does not predict: it is then written there
/// @param roles `[length]` codes of [Role]
public record StartCanvas(int[] ids, int[] roles) {
  public StartCanvas {
    if (ids.length != roles.length) {
      throw new IllegalArgumentException("arrays of different length");
    }
  }

  /// Positions in all.
  public int length() {
    return ids.length;
  }

  /// Positions to be written.
  public int masked() {
    int n = 0;
    for (int role : roles) {
      if (role == Role.MASKED.code()) {
        n++;
      }
    }
    return n;
  }

  /// The roles as frames hold them.
  public byte[] roleCodes() {
    byte[] codes = new byte[roles.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) roles[i];
    }
    return codes;
  }
}
