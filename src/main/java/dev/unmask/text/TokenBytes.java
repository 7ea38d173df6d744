package dev.unmask.text;

import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the `decoder` of a `tokenizer.json`: which bytes each string of the vocabulary stands for.
///
/// The library's decoders work on a list of tokens. All that are in use treat each token alone,
/// apart from what they cut off at the ends of the whole text; that part is [#trim].
///
/// @see "huggingface/tokenizers 0.21, src/decoders"
final class TokenBytes {
  /// What is cut off the whole text: up to `start` times the character at its beginning, up to
  /// `stop` times at its end.
  record Trim(int character, int start, int stop) {
    static final Trim NONE = new Trim(' ', 0, 0);

    /// The word-start space that the encoder put before the first word.
    static final Trim FIRST_SPACE = new Trim(' ', 1, 0);

    String apply(String text) {
      int from = 0;
      for (int i = 0; i < start && from < text.length(); i++) {
        from += text.codePointAt(from) == character ? Character.charCount(character) : 0;
      }
      int to = text.length();
      for (int i = 0; i < stop && to > from; i++) {
        to -= text.codePointBefore(to) == character ? Character.charCount(character) : 0;
      }
      return text.substring(from, to);
    }
  }

  private enum Last {
    UTF8,
    BYTE_LEVEL,
    BYTE_FALLBACK
  }

  private final Path file;
  private final List<UnaryOperator<String>> steps = new ArrayList<>();
  private Last last = Last.UTF8;
  private boolean fused;
  private Trim trim = Trim.NONE;

  /// @param file for the words of a problem
  /// @param decoder the node, null or missing where the file has none
  /// @throws Problem if it is of a kind that this program does not know
  TokenBytes(Path file, JsonNode decoder) {
    this.file = file;
    if (decoder.isNull() || decoder.isMissingNode()) {
      // The library then joins tokens by spaces.
      steps.add(token -> " " + token);
      trim = Trim.FIRST_SPACE;
    } else {
      add(decoder);
    }
  }

  private void add(JsonNode decoder) {
    String type = decoder.path("type").asString("");
    switch (type) {
      case "Sequence" -> decoder.path("decoders").forEach(this::add);
      case "ByteLevel" -> last(Last.BYTE_LEVEL, type);
      case "ByteFallback" -> last(Last.BYTE_FALLBACK, type);
      case "Fuse" -> fused = true;
      case "Replace" -> replace(decoder);
      case "Strip" -> strip(decoder);
      case "Metaspace" -> metaspace(decoder);
      case "WordPiece" -> wordPiece(decoder);
      default -> throw unknown(type.isEmpty() ? "without a type" : "of type " + type);
    }
  }

  private void last(Last kind, String type) {
    if (last != Last.UTF8 || fused) {
      throw unknown("with " + type + " in an unusual place");
    }
    last = kind;
  }

  private void step(String type, UnaryOperator<String> step) {
    if (last != Last.UTF8 || fused) {
      throw unknown("with " + type + " in an unusual place");
    }
    steps.add(step);
  }

  private void replace(JsonNode decoder) {
    JsonNode pattern = decoder.path("pattern").path("String");
    JsonNode content = decoder.path("content");
    if (!pattern.isString() || pattern.stringValue().isEmpty() || !content.isString()) {
      throw unknown("that replaces by a pattern");
    }
    String from = pattern.stringValue();
    String to = content.stringValue();
    step("Replace", token -> token.replace(from, to));
  }

  private void strip(JsonNode decoder) {
    String content = decoder.path("content").asString("");
    int start = decoder.path("start").asInt(-1);
    int stop = decoder.path("stop").asInt(-1);
    if (content.codePointCount(0, content.length()) != 1 || start < 0 || stop < 0) {
      throw unknown("that strips something unusual");
    }
    Trim cut = new Trim(content.codePointAt(0), start, stop);
    if (fused) {
      trim = cut;
    } else {
      step("Strip", cut::apply);
    }
  }

  private void metaspace(JsonNode decoder) {
    String replacement = decoder.path("replacement").asString("▁");
    boolean never =
        decoder.path("prepend_scheme").asString("").equals("never")
            || !decoder.path("add_prefix_space").asBoolean(true);
    step("Metaspace", token -> token.replace(replacement, " "));
    trim = never ? Trim.NONE : Trim.FIRST_SPACE;
  }

  private void wordPiece(JsonNode decoder) {
    String prefix = decoder.path("prefix").asString("##");
    boolean cleanUp = decoder.path("cleanup").asBoolean(true);
    step(
        "WordPiece",
        token -> {
          String text =
              token.startsWith(prefix) && token.length() > prefix.length()
                  ? token.substring(prefix.length())
                  : " " + token;
          return cleanUp ? cleanUp(text) : text;
        });
    trim = Trim.FIRST_SPACE;
  }

  /// The library's list, token by token.
  private static String cleanUp(String text) {
    return text.replace(" .", ".")
        .replace(" ?", "?")
        .replace(" !", "!")
        .replace(" ,", ",")
        .replace(" ' ", "'")
        .replace(" n't", "n't")
        .replace(" 'm", "'m")
        .replace(" do not", " don't")
        .replace(" 's", "'s")
        .replace(" 've", "'ve")
        .replace(" 're", "'re");
  }

  private Problem unknown(String how) {
    return Json.problem(file, "turns tokens into text by a decoder " + how, null);
  }

  /// The bytes of one string of the model's vocabulary.
  byte[] bytes(String token) {
    String text = token;
    for (UnaryOperator<String> step : steps) {
      text = step.apply(text);
    }
    byte @Nullable [] bytes =
        switch (last) {
          case UTF8 -> null;
          case BYTE_LEVEL -> ByteAlphabet.bytes(text);
          case BYTE_FALLBACK -> fallback(text);
        };
    return bytes == null ? Utf8.bytes(text) : bytes;
  }

  private static byte @Nullable [] fallback(String token) {
    if (token.length() != 6 || !token.startsWith("<0x") || token.charAt(5) != '>') {
      return null;
    }
    char high = token.charAt(3);
    char low = token.charAt(4);
    return HexFormat.isHexDigit(high) && HexFormat.isHexDigit(low)
        ? new byte[] {(byte) HexFormat.fromHexDigits(token, 3, 5)}
        : null;
  }

  /// What is cut off the ends of a whole text.
  Trim trim() {
    return trim;
  }
}
