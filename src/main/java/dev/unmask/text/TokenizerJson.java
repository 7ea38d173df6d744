package dev.unmask.text;

import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A checked `tokenizer.json`: everything that the native library would not survive is refused
/// here.
///
/// @param file where it came from, for the words of a problem
/// @param root the whole document
/// @param vocabulary ids of the model's own tokens
/// @param added added tokens, in the order in which the library gives them ids
/// @param merged results of the merges of a BPE model; empty for other models
record TokenizerJson(
    Path file,
    ObjectNode root,
    Map<String, Integer> vocabulary,
    List<AddedToken> added,
    Set<String> merged) {

  static final String NAME = "tokenizer.json";
  /// Ids without a token; published vocabularies have some hundreds.
  private static final int GAPS = 1 << 16;

  static final int LIMIT = 100 * Json.MIB;

  /// Reads and checks the file.
  ///
  /// @throws Problem if it is malformed
  static TokenizerJson read(Path file) {
    ObjectNode root = Json.object(file, LIMIT);
    if (!(root.path("model") instanceof ObjectNode model)) {
      throw Json.problem(file, "has no model", null);
    }
    Map<String, Integer> vocabulary = vocabulary(file, model);
    Set<String> merged = merged(file, model, vocabulary);
    PipelineCheck pipeline = new PipelineCheck(file);
    pipeline.normalizer(root.path("normalizer"));
    pipeline.preTokenizer(root.path("pre_tokenizer"));
    List<AddedToken> added = new ArrayList<>();
    for (JsonNode entry : root.path("added_tokens")) {
      int id = Json.id(entry.path("id")).orElseThrow(() -> noId(file, entry.path("content")));
      added.add(TokenizerSettings.added(file, id, entry));
    }
    checkAdded(file, vocabulary, added);
    return new TokenizerJson(file, root, vocabulary, added, merged);
  }

  private static Problem noId(Path file, JsonNode token) {
    return Json.problem(
        file,
        "gives the token " + Json.quote(token.asString("")) + " an id that is not possible",
        null);
  }

  /// Unigram models list their pieces by id, the others map texts to ids.
  private static Map<String, Integer> vocabulary(Path file, ObjectNode model) {
    JsonNode vocab = model.path("vocab");
    Map<String, Integer> vocabulary = LinkedHashMap.newLinkedHashMap(vocab.size());
    if (vocab.isArray()) {
      for (JsonNode piece : vocab) {
        JsonNode text = piece.path(0);
        if (!text.isString() || !piece.path(1).isNumber()) {
          throw Json.problem(file, "has a piece without text or score", null);
        }
        vocabulary.putIfAbsent(text.stringValue(), vocabulary.size());
      }
      if (vocabulary.size() != vocab.size()) {
        throw Json.problem(file, "lists a piece twice", null);
      }
    } else if (vocab.isObject()) {
      for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
        int id =
            Json.id(entry.getValue())
                .orElseThrow(
                    () ->
                        Json.problem(
                            file,
                            "gives the token "
                                + Json.quote(entry.getKey())
                                + " an id that is not possible",
                            null));
        vocabulary.put(entry.getKey(), id);
      }
    }
    if (vocabulary.isEmpty()) {
      throw Json.problem(file, "has no vocabulary", null);
    }
    checkIds(file, vocabulary);
    return vocabulary;
  }

  /// @throws Problem if two tokens have one id, or an id is so far from the others that a table by
  ///     id would be nearly empty
  static void checkIds(Path file, Map<String, Integer> vocabulary) {
    vocabulary.forEach(
        (token, id) -> {
          if (id > GAPS + 8 * vocabulary.size()) {
            throw Json.problem(
                file,
                "gives the token %s the id %d, although it has only %d tokens"
                    .formatted(Json.quote(token), id, vocabulary.size()),
                null);
          }
        });
    Map<Integer, String> seen = HashMap.newHashMap(vocabulary.size());
    vocabulary.forEach(
        (token, id) -> {
          String other = seen.put(id, token);
          if (other != null) {
            throw Json.problem(
                file,
                "gives the id "
                    + id
                    + " to two tokens, "
                    + Json.quote(other)
                    + " and "
                    + Json.quote(token),
                null);
          }
        });
  }

  private static Set<String> merged(Path file, ObjectNode model, Map<String, Integer> vocabulary) {
    JsonNode merges = model.path("merges");
    String prefix = model.path("continuing_subword_prefix").asString("");
    Set<String> merged = HashSet.newHashSet(merges.size());
    for (JsonNode merge : merges) {
      String[] parts =
          merge.isString()
              ? merge.stringValue().split(" ", -1)
              : new String[] {merge.path(0).asString(""), merge.path(1).asString("")};
      boolean known =
          parts.length == 2
              && vocabulary.containsKey(parts[0])
              && vocabulary.containsKey(parts[1])
              && parts[1].startsWith(prefix);
      String result = known ? parts[0] + parts[1].substring(prefix.length()) : "";
      if (!known || !vocabulary.containsKey(result)) {
        throw Json.problem(
            file,
            "has the merge "
                + Json.quote(String.join(" ", parts))
                + ", which refers to a token that is not in the vocabulary",
            null);
      }
      merged.add(result);
    }
    return merged;
  }

  /// The library ignores the ids of added tokens: a token of the vocabulary keeps that id, any
  /// other gets the next free one, in the order of the list. A file that says something else is
  /// refused.
  ///
  /// @see "huggingface/tokenizers 0.21, AddedVocabulary::add_tokens"
  static void checkAdded(Path file, Map<String, Integer> vocabulary, List<AddedToken> added) {
    Map<String, Integer> given = new HashMap<>();
    int next = vocabulary.size();
    for (AddedToken token : added) {
      Integer known = vocabulary.get(token.text());
      if (known == null) {
        known = given.get(token.text());
      }
      int id = known == null ? next : known;
      if (id != token.id()) {
        throw Json.problem(
            file,
            "gives the added token %s the id %d, but its place is %d"
                .formatted(Json.quote(token.text()), token.id(), id),
            null);
      }
      given.put(token.text(), id);
      next = Math.max(next, id + 1);
    }
  }
}
