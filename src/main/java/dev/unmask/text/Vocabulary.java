package dev.unmask.text;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Every token of a tokenizer with its id and its bytes: the way from ids to text.
final class Vocabulary {
  private static final byte[] NOTHING = new byte[0];

  private final Map<String, Integer> ids;
  private final byte[][] bytes;
  private final TokenBytes.Trim trim;

  /// @param ids id of each token by its exact text
  /// @param bytes `[size]` bytes by id, as [#table] made it
  /// @param trim what is cut off the ends of a text
  Vocabulary(Map<String, Integer> ids, byte[][] bytes, TokenBytes.Trim trim) {
    this.ids = ids;
    this.bytes = bytes;
    this.trim = trim;
  }

  /// A table by id in which no id has bytes yet, large enough for all of `ids`.
  static byte[][] table(Map<String, Integer> ids) {
    byte[][] table = new byte[1 + ids.values().stream().mapToInt(id -> id).max().orElse(-1)][];
    Arrays.fill(table, NOTHING);
    return table;
  }

  int size() {
    return bytes.length;
  }

  OptionalInt idOf(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /// The exact text under which an id stands in the vocabulary.
  Optional<String> token(int id) {
    for (Map.Entry<String, Integer> entry : ids.entrySet()) {
      if (entry.getValue() == id) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  byte[] bytes(int id) {
    return shared(id).clone();
  }

  private byte[] shared(int id) {
    return id < 0 || id >= bytes.length ? NOTHING : bytes[id];
  }

  /// The text of ids, without those in `left out`.
  String decode(int[] sequence, Set<Integer> leftOut) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(sequence.length * 4);
    for (int id : sequence) {
      if (leftOut.isEmpty() || !leftOut.contains(id)) {
        byte[] token = shared(id);
        joined.write(token, 0, token.length);
      }
    }
    return trim.apply(Utf8.decode(joined.toByteArray()));
  }
}
