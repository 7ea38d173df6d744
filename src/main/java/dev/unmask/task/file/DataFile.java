package dev.unmask.task.file;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads a data file piece by piece; a bad piece is named by file and line.
///
/// @param path plain or compressed by gzip; UTF-8
/// @param task whose format it should have
record DataFile(Path path, String task) {
  private static final int LONGEST = 16 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(LONGEST)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();

  /// A JSON object at a line of the file.
  record Entry(DataFile file, int line, JsonNode node) {
    /// The text of a key.
    ///
    /// @throws Problem TASK_DATA if there is none
    String text(String key) {
      JsonNode value = node.get(key);
      if (value == null || !value.isString()) {
        throw file.bad(line, "has no text \"" + key + "\"", null);
      }
      return value.stringValue();
    }

    boolean has(String key) {
      return node.has(key);
    }

    Problem bad(String says) {
      return file.bad(line, says, null);
    }
  }

  /// One object on each line.
  <T> List<T> jsonLines(int most, Function<Entry, T> read) {
    List<T> all = new ArrayList<>();
    try (BufferedReader in = reader()) {
      String text = in.readLine();
      for (int line = 1; text != null && all.size() < most; line++, text = in.readLine()) {
        if (!text.isBlank()) {
          all.add(read.apply(object(line, text)));
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return found(all);
  }

  /// The objects of one array.
  <T> List<T> jsonArray(int most, Function<Entry, T> read) {
    List<T> all = new ArrayList<>();
    int line = 1;
    try (InputStream in = stream();
        JsonParser parser = MAPPER.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw bad(1, "does not begin an array of objects", null);
      }
      while (parser.nextToken() == JsonToken.START_OBJECT && all.size() < most) {
        line = parser.currentTokenLocation().getLineNr();
        all.add(read.apply(new Entry(this, line, parser.readValueAsTree())));
      }
      if (all.size() < most && parser.currentToken() != JsonToken.END_ARRAY) {
        throw bad(parser.currentTokenLocation().getLineNr(), "holds no object", null);
      }
    } catch (JacksonException e) {
      throw malformed(line, e);
    } catch (IOException e) {
      throw unreadable(e);
    }
    return found(all);
  }

  /// One object as a whole.
  Entry json() {
    try (InputStream in = stream()) {
      JsonNode node = MAPPER.readTree(in);
      if (node instanceof ObjectNode) {
        return new Entry(this, 1, node);
      }
      throw bad(1, "does not begin an object", null);
    } catch (JacksonException e) {
      throw malformed(1, e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Whether the first character that is not white space opens an array.
  boolean array() {
    try (BufferedReader in = reader()) {
      int c = in.read();
      while (c >= 0 && Character.isWhitespace(c)) {
        c = in.read();
      }
      return c == '[';
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Lines as they are.
  List<String> lines() {
    List<String> all = new ArrayList<>();
    try (BufferedReader in = reader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        all.add(line);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return all;
  }

  private Entry object(int line, String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node instanceof ObjectNode) {
        return new Entry(this, line, node);
      }
      throw bad(line, "holds no JSON object", null);
    } catch (JacksonException e) {
      throw bad(line, "is not well-formed JSON", e);
    }
  }

  private Problem malformed(int known, JacksonException e) {
    var at = e.getLocation();
    return bad(
        at == null || at.getLineNr() < 1 ? known : at.getLineNr(), "is not well-formed JSON", e);
  }

  <T> List<T> found(List<T> all) {
    if (all.isEmpty()) {
      throw new Problem(
          Code.TASK_DATA, path + " holds no items.", "Choose a file of the task " + task + ".");
    }
    return List.copyOf(all);
  }

  /// @param says what is wrong with the line: "has no text …"
  Problem bad(int line, String says, @org.jspecify.annotations.Nullable Throwable cause) {
    return new Problem(
        Code.TASK_DATA,
        "Line %d of %s %s.".formatted(line, path, says),
        "Choose a file in the published format of the task " + task + ".",
        cause);
  }

  private Problem unreadable(IOException e) {
    if (e instanceof CharacterCodingException) {
      return new Problem(
          Code.TASK_DATA, path + " is not a text in UTF-8.", "Choose another file.", e);
    }
    if (e instanceof ZipException || e instanceof java.io.EOFException) {
      return new Problem(Code.TASK_DATA, path + " is a damaged gzip file.", "Fetch it again.", e);
    }
    return new Problem(
        Code.READ, path + " cannot be read.", "Check that you may read the file.", e);
  }

  private InputStream stream() throws IOException {
    if (!Files.isRegularFile(path)) {
      String says =
          Files.isDirectory(path) ? path + " is a folder." : "There is no file " + path + ".";
      throw new Problem(Code.NOT_FOUND, says, "Check the path of the data.");
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(path));
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in) : in;
  }

  private BufferedReader reader() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            stream(),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  /// The right answers that lie in a file of their own, one on each line.
  ///
  /// @param names of that file; the first that is there is read
  List<String> labels(List<String> names) {
    for (String name : names) {
      Path beside = path.resolveSibling(name);
      if (Files.isRegularFile(beside)) {
        return new DataFile(beside, task).lines();
      }
    }
    throw new Problem(
        Code.TASK_DATA,
        path + " holds no labels, and neither " + String.join(" nor ", names) + " lies beside it.",
        "Put the published file of labels beside it.");
  }
}
