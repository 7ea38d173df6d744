package dev.unmask.diffusion;

import dev.unmask.network.TokenDraw;

/// What may be done with the token that ends a text, which fills the rest of a fixed canvas and so
/// is easily believed in too early.
public enum EosRule {
  /// An ordinary token.
  FREE,
  /// Not written before the last block.
  LAST_BLOCK,
  /// May be chosen, but counts as unsure: it is revealed last.
  UNSURE,
  /// Never written.
  NEVER;

  /// The name that is typed and stored.
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  TokenDraw applied(TokenDraw draw, int[] ids, boolean last) {
    return switch (this) {
      case FREE -> draw;
      case UNSURE -> ids.length == 0 ? draw : draw.discrediting(ids);
      case NEVER, LAST_BLOCK -> this == LAST_BLOCK && last ? draw : suppressing(draw, ids);
    };
  }

  private static TokenDraw suppressing(TokenDraw draw, int... ids) {
    TokenDraw out = draw;
    for (int id : ids) {
      out = out.suppressing(id);
    }
    return out;
  }
}
