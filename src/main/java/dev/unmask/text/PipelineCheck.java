package dev.unmask.text;

import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Refuses normalizers and pre-tokenizers that would hang or end the native library.
final class PipelineCheck {
  private static final Set<String> NORMALIZERS =
      Set.of(
          "Sequence",
          "NFC",
          "NFD",
          "NFKC",
          "NFKD",
          "Lowercase",
          "Strip",
          "StripAccents",
          "Replace",
          "Prepend",
          "BertNormalizer",
          "Nmt",
          "Precompiled",
          "ByteLevel");
  private static final Set<String> PRE_TOKENIZERS =
      Set.of(
          "Sequence",
          "ByteLevel",
          "Split",
          "Metaspace",
          "Whitespace",
          "WhitespaceSplit",
          "Punctuation",
          "Digits",
          "BertPreTokenizer",
          "CharDelimiterSplit",
          "UnicodeScripts");
  private static final int MOST_PARTS = 64;
  private static final int MOST_GROWTH = 64;

  private final Path file;
  private int parts;
  private double growth = 1;

  PipelineCheck(Path file) {
    this.file = file;
  }

  /// @throws Problem if the normalizer has an unknown part or makes text far longer
  void normalizer(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return;
    }
    String type = known(node, NORMALIZERS, "normalizer");
    switch (type) {
      case "Sequence" -> node.path("normalizers").forEach(this::normalizer);
      case "Replace" -> {
        regex(node);
        String pattern = node.path("pattern").path("String").asString("");
        grow(node.path("content").asString("").length() / (double) Math.max(1, pattern.length()));
      }
      case "Precompiled" -> {
        if (!CharacterMap.sound(node.path("precompiled_charsmap").asString(""))) {
          throw Json.problem(file, "has a broken character map", null);
        }
      }
      case "Prepend" -> grow(1 + node.path("prepend").asString("").length() / 16.0);
      default -> {}
    }
  }

  private void grow(double factor) {
    growth *= Math.max(1, factor);
    if (growth > MOST_GROWTH) {
      throw Json.problem(file, "has a normalizer that makes text too long", null);
    }
  }

  /// @throws Problem if the pre-tokenizer has an unknown part
  void preTokenizer(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return;
    }
    String type = known(node, PRE_TOKENIZERS, "pre-tokenizer");
    if (type.equals("Sequence")) {
      node.path("pretokenizers").forEach(this::preTokenizer);
    } else if (type.equals("Split")) {
      regex(node);
    }
  }

  private String known(JsonNode node, Set<String> types, String what) {
    String type = node.path("type").asString("");
    if (!types.contains(type) || ++parts > MOST_PARTS) {
      throw Json.problem(
          file, "has a " + what + " that Unmask does not know, " + Json.quote(type), null);
    }
    return type;
  }

  private void regex(JsonNode node) {
    JsonNode pattern = node.path("pattern").path("Regex");
    if (pattern.isString()) {
      SplitPattern.refusal(pattern.stringValue())
          .ifPresent(
              why -> {
                throw Json.problem(
                    file,
                    "splits text by the pattern " + Json.quote(pattern.stringValue()) + " " + why,
                    null);
              });
    }
  }
}
