package dev.unmask.session;

import dev.unmask.job.TokenTexts;
import java.util.Map;

/// What ids look like, from the session file: every id that occurs in a frame is there.
///
/// @param tokens text and kind by id
record StoredTokens(Map<Integer, Token> tokens) implements TokenTexts {
  record Token(byte[] bytes, boolean special) {}

  private static final Token NONE = new Token(new byte[0], false);

  StoredTokens {
    tokens = Map.copyOf(tokens);
  }

  @Override
  public byte[] bytes(int id) {
    return tokens.getOrDefault(id, NONE).bytes();
  }

  @Override
  public boolean special(int id) {
    return tokens.getOrDefault(id, NONE).special();
  }
}
