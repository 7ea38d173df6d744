package dev.unmask.checkpoint;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// JSON from strangers, token by token: RFC 8259 and nothing else, strict UTF-8, bounded depth and
/// lengths, no table of names that an attacker could fill.
final class StrictJson {
  /// How deep brackets may nest.
  static final int DEPTH = 8;

  /// How many names, values and brackets there may be: 30 for each of the most tensors.
  private static final long TOKENS = 30L * HeaderBudget.TENSORS;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxTokenCount(TOKENS)
                  .maxNameLength(65_536)
                  .maxStringLength(HeaderBudget.CHARACTERS)
                  .maxNumberLength(32)
                  .build())
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  private StrictJson() {}

  static JsonParser parser(InputStream in) {
    // Jackson's own decoder lets overlong forms and surrogates pass; the platform's does not.
    Reader reader =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    return FACTORY.createParser(ObjectReadContext.empty(), reader);
  }

  /// A whole number of at least 0 that is written as such (no sign, fraction or exponent), or -1.
  static long count(JsonParser p, JsonToken token) {
    if (token != JsonToken.VALUE_NUMBER_INT || p.getStringLength() > 19) {
      return -1;
    }
    String text = p.getString();
    try {
      return text.startsWith("-") ? -1 : Long.parseLong(text);
    } catch (NumberFormatException tooLarge) {
      return -1;
    }
  }

  /// Whether text consists of whole characters. In a value (not in a name) the parser lets an
  /// escape such as `\ud800` smuggle in half a one, with which no file could be written again.
  static boolean whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /// What is wrong, in words.
  static String explain(RuntimeException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CharacterCodingException) {
        return "is not UTF-8 text";
      }
      if (t instanceof StreamConstraintsException) {
        return "nests deeper or is longer than any real one";
      }
    }
    return "is not valid JSON";
  }
}
