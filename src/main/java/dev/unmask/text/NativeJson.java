package dev.unmask.text;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what the native library is given: one document where the texts of special tokens become
/// their ids, one where they are plain text.
final class NativeJson {
  private final TokenizerJson json;
  private final List<AddedToken> added;
  private final boolean bpe;

  /// @param json the checked file
  /// @param added its added tokens and those that other files name
  NativeJson(TokenizerJson json, List<AddedToken> added) {
    this.json = json;
    this.added = added;
    this.bpe = isBpe(json);
  }

  static boolean isBpe(TokenizerJson json) {
    JsonNode model = json.root().path("model");
    return model.has("merges");
  }

  /// Whether plain text can contain a token of the model's vocabulary. A BPE model makes only
  /// single characters, bytes and results of merges; of other models every token counts.
  boolean natural(String token) {
    return json.vocabulary().containsKey(token)
        && (!bpe
            || json.merged().contains(token)
            || token.codePointCount(0, token.length()) == 1
            || token.matches("<0x[0-9A-Fa-f]{2}>"));
  }

  /// Special texts become their ids.
  String withSpecial() {
    ObjectNode root = common();
    ArrayNode list = root.putArray("added_tokens");
    added.forEach(token -> list.add(node(token)));
    return Json.write(root);
  }

  /// Special texts are plain text; other added tokens stay what they are.
  ///
  /// The library numbers added tokens by their place in the list, so a special one that has no id
  /// in the model's vocabulary leaves a stand-in behind, a random text that no user can write.
  String withoutSpecial() {
    String standIn = "\uFFFF" + new BigInteger(128, new SecureRandom()).toString(36) + "-";
    ObjectNode root = common();
    ArrayNode list = root.putArray("added_tokens");
    Map<String, String> renamed = new HashMap<>();
    boolean wholeWords = !bpe || json.root().path("model").path("ignore_merges").asBoolean(false);
    for (AddedToken token : added) {
      boolean inVocabulary = json.vocabulary().containsKey(token.text());
      if (!token.special()) {
        list.add(node(token));
      } else if (!inVocabulary) {
        list.add(node(AddedToken.special(token.id(), standIn + token.id())));
      } else if (wholeWords && listed(token) && !(bpe && natural(token.text()))) {
        renamed.put(token.text(), standIn + token.id());
      }
    }
    if (!renamed.isEmpty()) {
      root.set("model", model(renamed));
    }
    return Json.write(root);
  }

  /// Only the file's own list says for sure that a token never stands for ordinary text.
  private boolean listed(AddedToken token) {
    return json.added().stream().anyMatch(t -> t.special() && t.text().equals(token.text()));
  }

  private ObjectNode common() {
    ObjectNode root = Json.newObject();
    root.put("version", "1.0");
    for (String name : List.of("truncation", "padding", "post_processor", "decoder")) {
      root.set(name, NullNode.getInstance());
    }
    for (String name : List.of("normalizer", "pre_tokenizer")) {
      JsonNode part = json.root().path(name);
      root.set(name, part.isMissingNode() ? NullNode.getInstance() : part);
    }
    root.set("model", json.root().path("model"));
    return root;
  }

  private ObjectNode model(Map<String, String> renamed) {
    ObjectNode model = Json.newObject();
    model.setAll((ObjectNode) json.root().path("model"));
    JsonNode vocab = model.path("vocab");
    if (vocab.isArray()) {
      ArrayNode pieces = model.putArray("vocab");
      for (JsonNode piece : vocab) {
        String text = piece.path(0).stringValue();
        pieces.addArray().add(renamed.getOrDefault(text, text)).add(piece.path(1));
      }
    } else {
      ObjectNode ids = model.putObject("vocab");
      vocab
          .properties()
          .forEach(e -> ids.set(renamed.getOrDefault(e.getKey(), e.getKey()), e.getValue()));
    }
    String unknown = model.path("unk_token").asString("");
    if (renamed.containsKey(unknown)) {
      model.put("unk_token", renamed.get(unknown));
    }
    return model;
  }

  /// Texts of added tokens that the normalizer turns into nothing: the library would not survive
  /// them. Found by a tokenizer that only normalizes.
  Set<String> vanishing() {
    List<AddedToken> normalized = added.stream().filter(AddedToken::normalized).toList();
    if (normalized.isEmpty() || json.root().path("normalizer").isMissingNode()) {
      return Set.of();
    }
    ObjectNode root = common();
    root.set("pre_tokenizer", NullNode.getInstance());
    root.putArray("added_tokens");
    ObjectNode model = root.putObject("model").put("type", "WordLevel").put("unk_token", "?");
    model.putObject("vocab").put("?", 0);
    NativeTokenizer probe = new NativeTokenizer(Json.write(root));
    return normalized.stream()
        .map(AddedToken::text)
        .filter(text -> probe.encode(text).length == 0)
        .collect(Collectors.toSet());
  }

  private static ObjectNode node(AddedToken token) {
    return Json.newObject()
        .put("id", token.id())
        .put("content", token.text())
        .put("single_word", token.singleWord())
        .put("lstrip", token.leftStrip())
        .put("rstrip", token.rightStrip())
        .put("normalized", token.normalized())
        .put("special", token.special());
  }
}
