package dev.unmask.text;

import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The two files of a GPT-2 tokenizer, checked: `encoder.json` or `vocab.json` (ids by token, in
/// the byte alphabet) and `vocab.bpe` or `merges.txt` (one merge a line, in order of rank).
///
/// @param ids id of each token by its text in the byte alphabet
/// @param merges in order of rank
record Gpt2Files(Map<String, Integer> ids, List<ByteLevelBpe.Merge> merges) {
  private static final int LIMIT = 64 * Json.MIB;

  /// @throws Problem if one of the files is malformed or they do not fit each other
  static Gpt2Files read(Path vocabulary, Path merges) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : Json.object(vocabulary, LIMIT).properties()) {
      int id = Json.id(entry.getValue()).orElse(-1);
      if (id < 0) {
        throw Json.problem(
            vocabulary,
            "gives the token " + Json.quote(entry.getKey()) + " an id that is not possible",
            null);
      }
      ids.put(entry.getKey(), id);
    }
    if (ids.isEmpty()) {
      throw Json.problem(vocabulary, "holds no tokens", null);
    }
    TokenizerJson.checkIds(vocabulary, ids);
    return new Gpt2Files(ids, merges(merges, ids));
  }

  private static List<ByteLevelBpe.Merge> merges(Path file, Map<String, Integer> ids) {
    String text = Utf8.decode(BoundedFile.read(file, LIMIT));
    List<ByteLevelBpe.Merge> merges = new ArrayList<>();
    int line = 0;
    for (String merge : text.split("\n", -1)) {
      line++;
      merge = merge.endsWith("\r") ? merge.substring(0, merge.length() - 1) : merge;
      if (merge.isEmpty() || (line == 1 && merge.startsWith("#version"))) {
        continue;
      }
      String[] parts = merge.split(" ", -1);
      if (parts.length != 2) {
        throw Json.problem(file, "has in line " + line + " something else than two tokens", null);
      }
      Integer left = ids.get(parts[0]);
      Integer right = ids.get(parts[1]);
      Integer result = ids.get(parts[0] + parts[1]);
      if (left == null || right == null || result == null) {
        throw Json.problem(
            file,
            "has in line " + line + " a merge of tokens that are not in the vocabulary",
            null);
      }
      merges.add(new ByteLevelBpe.Merge(left, right, result));
    }
    return merges;
  }

  /// The id of every byte.
  ///
  /// @throws Problem if one has none: text with it could not be written
  int[] byteIds(Path vocabulary) {
    int[] byteIds = new int[256];
    for (int b = 0; b < 256; b++) {
      Integer id = ids.get(String.valueOf(ByteAlphabet.of(b)));
      if (id == null) {
        throw Json.problem(vocabulary, "has no token for the byte 0x%02X".formatted(b), null);
      }
      byteIds[b] = id;
    }
    return byteIds;
  }
}
