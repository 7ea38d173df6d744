package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A configuration file such as `config.json`: a JSON object that is read key by key.
///
/// Immutable. A key whose value is `null` counts as absent, as in Python. Every reader refuses a
/// value of the wrong kind with a [Problem] that names the file and the key; nothing is guessed.
/// `NaN` and `Infinity` are allowed as Python writes them, and refused where a number is wanted.
public final class Config {
  /// The largest file that is read, in bytes. Real ones have some kilobytes.
  public static final int LARGEST = 4 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxTokenCount(200_000)
                          .maxNumberLength(400)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String PUBLISHED = "get the file again from where the model was published";

  private final String file;
  private final String path;
  private final JsonNode tree;
  private final String remedy;

  private Config(String file, String path, JsonNode tree, String remedy) {
    this.file = file;
    this.path = path;
    this.tree = tree;
    this.remedy = remedy;
  }

  /// Reads a file.
  ///
  /// @throws Problem CONFIG if it is not a JSON object, FORMAT if it is something else altogether,
  ///     NOT_FOUND or READ if it cannot be read
  public static Config read(Path file) {
    return read(file, PUBLISHED);
  }

  /// Reads a file of another kind than a model's configuration.
  ///
  /// @param remedy what to do about a mistake in it, to complete "Correct it, or …"
  /// @throws Problem as above
  public static Config read(Path file, String remedy) {
    String name = Words.name(file);
    try {
      FileKind.of(file).refuseIfForeign(file);
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      if (bytes.length > LARGEST) {
        throw broken(name, "is larger than any real one", remedy, null);
      }
      ByteBuffer text = ByteBuffer.wrap(bytes);
      return parse(name, StandardCharsets.UTF_8.newDecoder().decode(text).toString(), remedy);
    } catch (CharacterCodingException e) {
      throw broken(name, "is not UTF-8 text", remedy, e);
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
  }

  /// Reads JSON text; `name` is what messages call it.
  static Config parse(String name, String json) {
    return parse(name, json, PUBLISHED);
  }

  /// Reads JSON text of another kind than a model's configuration.
  ///
  /// @param name what messages call it
  /// @param remedy what to do about a mistake in it, to complete "Correct it, or …"
  /// @throws Problem CONFIG if it is not a JSON object
  public static Config parse(String name, String json, String remedy) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (!tree.isObject()) {
        throw broken(name, "is not a JSON object", remedy, null);
      }
      return new Config(name, "", tree, remedy);
    } catch (JacksonException e) {
      throw broken(name, "is not valid JSON" + place(e), remedy, e);
    }
  }

  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1 ? "" : " (line %d)".formatted(at.getLineNr());
  }

  /// Whether the key is there with a value other than `null`.
  public boolean has(String key) {
    return tree.hasNonNull(key);
  }

  /// All keys, in the order of the file.
  public SequencedSet<String> keys() {
    return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(tree.propertyNames()));
  }

  /// Refuses any key but these, so that a misspelt one is not passed over.
  ///
  /// @throws Problem CONFIG that names the key and what there is
  public void only(String... known) {
    List<String> all = List.of(known);
    for (String key : keys()) {
      if (!all.contains(key)) {
        throw new Problem(
            Code.CONFIG,
            file + " says " + path + key + ", which has no meaning.",
            "There are: " + String.join(", ", all) + ".");
      }
    }
  }

  /// A whole number from -2^31 to 2^31 - 1.
  public int integer(String key) {
    JsonNode v = value(key);
    if (!v.isIntegralNumber() || !v.canConvertToInt()) {
      throw wrong(key, "a whole number");
    }
    return v.intValue();
  }

  /// As [#integer(String)], or the fallback if the key is absent.
  public int integer(String key, int fallback) {
    return has(key) ? integer(key) : fallback;
  }

  /// How many there are of something: a whole number from 1 to 2^31 - 1.
  public int count(String key) {
    int n = integer(key);
    if (n < 1) {
      throw wrong(key, "a whole number of at least 1");
    }
    return n;
  }

  /// As [#count(String)], or the fallback if the key is absent.
  public int count(String key, int fallback) {
    return has(key) ? count(key) : fallback;
  }

  /// A token id: a whole number of at least 0; empty if the key is absent. Of a list, as Llama's
  /// `eos_token_id` may be, the first.
  public OptionalInt id(String key) {
    List<Integer> all = ids(key);
    return all.isEmpty() ? OptionalInt.empty() : OptionalInt.of(all.getFirst());
  }

  /// All token ids of a key that holds one or a list of them; empty if the key is absent.
  public List<Integer> ids(String key) {
    if (!has(key)) {
      return List.of();
    }
    List<Integer> ids = new ArrayList<>();
    JsonNode v = value(key);
    for (JsonNode one : v.isArray() ? v : List.of(v)) {
      if (!one.isIntegralNumber() || !one.canConvertToInt() || one.intValue() < 0) {
        throw wrong(key, "a token id (a whole number of at least 0)");
      }
      ids.add(one.intValue());
    }
    return List.copyOf(ids);
  }

  /// A finite number.
  public double number(String key) {
    JsonNode v = value(key);
    double d = v.isNumber() ? v.doubleValue() : Double.NaN;
    if (!Double.isFinite(d)) {
      throw wrong(key, "a finite number");
    }
    return d;
  }

  /// As [#number(String)], or the fallback if the key is absent.
  public double number(String key, double fallback) {
    return has(key) ? number(key) : fallback;
  }

  /// A text.
  public String text(String key) {
    JsonNode v = value(key);
    if (!v.isString()) {
      throw wrong(key, "a text");
    }
    return v.stringValue();
  }

  /// As [#text(String)], or the fallback if the key is absent.
  public String text(String key, String fallback) {
    return has(key) ? text(key) : fallback;
  }

  /// `true` or `false`.
  public boolean bool(String key) {
    JsonNode v = value(key);
    if (!v.isBoolean()) {
      throw wrong(key, "true or false");
    }
    return v.booleanValue();
  }

  /// As [#bool(String)], or the fallback if the key is absent.
  public boolean bool(String key, boolean fallback) {
    return has(key) ? bool(key) : fallback;
  }

  /// A list of texts; empty if the key is absent.
  public List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    JsonNode v = value(key);
    if (!v.isArray() || !v.valueStream().allMatch(JsonNode::isString)) {
      throw wrong(key, "a list of texts");
    }
    return v.valueStream().map(JsonNode::stringValue).toList();
  }

  /// A list of finite numbers; empty if the key is absent.
  public List<Double> numbers(String key) {
    if (!has(key)) {
      return List.of();
    }
    JsonNode v = value(key);
    if (!v.isArray()
        || !v.valueStream().allMatch(n -> n.isNumber() && Double.isFinite(n.doubleValue()))) {
      throw wrong(key, "a list of finite numbers");
    }
    return v.valueStream().map(JsonNode::doubleValue).toList();
  }

  /// An object inside this one, such as `rope_scaling`; empty if the key is absent.
  public Optional<Config> inner(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    JsonNode v = value(key);
    if (!v.isObject()) {
      throw wrong(key, "an object");
    }
    return Optional.of(new Config(file, path + key + ".", v, remedy));
  }

  /// What the file says under a key, as JSON, to be shown.
  public String shown(String key) {
    return tree.path(key).toString();
  }

  /// The whole as indented JSON, to be shown.
  public String json() {
    return tree.toPrettyString();
  }

  private JsonNode value(String key) {
    JsonNode v = tree.get(key);
    if (v == null || v.isNull()) {
      throw new Problem(
          Code.CONFIG,
          file + " does not say " + path + key + ", which is needed.",
          "Add it, or " + remedy + ".");
    }
    return v;
  }

  private Problem wrong(String key, String wanted) {
    return new Problem(
        Code.CONFIG,
        path
            + key
            + " in "
            + file
            + " is "
            + Words.quote(value(key).isString() ? value(key).stringValue() : value(key).toString())
            + ", not "
            + wanted
            + ".",
        "Correct it, or " + remedy + ".");
  }

  private static Problem broken(
      String name, String what, String remedy, @Nullable Exception cause) {
    return new Problem(
        Code.CONFIG,
        "The configuration " + name + " " + what + ".",
        "Correct it, or " + remedy + ".",
        cause);
  }
}
