package dev.unmask.text;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads the JSON files of a tokenizer with limits on size, depth and lengths.
final class Json {
  static final int MIB = 1 << 20;
  private static final int DEEPEST = 64;
  private static final int LONGEST_STRING = 8 * MIB;
  private static final JsonMapper MAPPER = mapper();

  private Json() {}

  private static JsonMapper mapper() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxStringLength(LONGEST_STRING)
            .maxNameLength(MIB)
            .maxNumberLength(64)
            .build();
    // A name that occurs twice would mean one thing to us and another to the native library.
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory).build();
  }

  /// @throws Problem if the file is too large, is not JSON or is not an object
  static ObjectNode object(Path file, int limit) {
    byte[] bytes = BoundedFile.read(file, limit);
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw problem(file, "is not well-formed JSON" + place(e), e);
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw problem(file, "does not hold a JSON object", null);
  }

  private static String place(JacksonException e) {
    var at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /// An id: a whole number from 0 to [#LARGEST_ID]; empty for anything else.
  static OptionalInt id(JsonNode node) {
    boolean good =
        node.isIntegralNumber()
            && node.canConvertToInt()
            && node.intValue() >= 0
            && node.intValue() <= LARGEST_ID;
    return good ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
  }

  /// Larger ids are refused: tables by id would be larger than memory.
  static final int LARGEST_ID = (1 << 24) - 1;

  /// A piece of a file for the words of a problem: short, on one line, in quotes.
  static String quote(String text) {
    String line = text.replaceAll("\\p{C}", "\uFFFD");
    return line.length() <= 40 ? "'" + line + "'" : "'" + line.substring(0, 39) + "…'";
  }

  /// The problem of a file: "The file X ...".
  static Problem problem(Path file, String says, @Nullable Throwable e) {
    return new Problem(
        Code.TOKENIZER,
        "The file " + file + " " + says + ".",
        "Fetch the tokenizer's files again, or choose another folder.",
        e);
  }
}
