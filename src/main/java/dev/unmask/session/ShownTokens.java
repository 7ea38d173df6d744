package dev.unmask.session;

import dev.unmask.job.TokenTexts;
import java.sql.SQLException;
import java.util.BitSet;

/// The ids of a model whose texts a recording has stored: each is written when it is first shown.
final class ShownTokens {
  private final BitSet stored = new BitSet();

  /// Stores the texts of ids that are shown for the first time.
  ///
  /// @param shown changed by this
  void store(Statements sql, long model, TokenTexts texts, BitSet shown) throws SQLException {
    shown.andNot(stored);
    for (int id = shown.nextSetBit(0); id >= 0; id = shown.nextSetBit(id + 1)) {
      sql.change(
          "INSERT OR IGNORE INTO token (model, id, bytes, special) VALUES (?, ?, ?, ?)",
          model,
          id,
          texts.bytes(id),
          texts.special(id) ? 1 : 0);
    }
    stored.or(shown);
  }

  static void mark(BitSet set, int[] ids) {
    for (int id : ids) {
      set.set(id);
    }
  }
}
