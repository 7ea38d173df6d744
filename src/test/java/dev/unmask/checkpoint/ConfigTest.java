package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Configuration key by key; what is of the wrong kind is refused with the key's name.
class ConfigTest {
  @TempDir Path folder;

  private static final Config C =
      Config.parse(
          "\"config.json\"",
          """
          {"n_embd": 48, "zero": 0, "minus": -3, "big": 99999999999, "huge": 1e999, "half": 0.5,
           "nan": NaN, "inf": Infinity, "name": "gelu_new", "yes": true, "no": false, "none": null,
           "list": ["a", "b"], "mixed": ["a", 1], "eos": [2, 3], "bos": 1, "whole": 48.0,
           "text_number": "48", "rope_scaling": {"factor": 8.0, "rope_type": "llama3"},
           "digits": 123456789012345678901234567890}
          """);

  private static void refused(Function<Config, Object> read, String... says) {
    Problem p = assertThrows(Problem.class, () -> read.apply(C));
    assertEquals(Code.CONFIG, p.code());
    for (String s : says) {
      assertTrue(p.sentence().contains(s), p.sentence());
    }
  }

  @Test
  void readsWhatIsThere() {
    assertEquals(48, C.integer("n_embd"));
    assertEquals(48, C.count("n_embd"));
    assertEquals(-3, C.integer("minus"));
    assertEquals(0.5, C.number("half"));
    assertEquals(48, C.number("n_embd"));
    assertEquals("gelu_new", C.text("name"));
    assertTrue(C.bool("yes"));
    assertFalse(C.bool("no", true));
    assertEquals(List.of("a", "b"), C.texts("list"));
    assertEquals(OptionalInt.of(1), C.id("bos"));
    assertEquals(OptionalInt.of(2), C.id("eos"));
    assertEquals(List.of(2, 3), C.ids("eos"));
    assertEquals(8, C.inner("rope_scaling").orElseThrow().number("factor"));
    assertEquals("n_embd", C.keys().getFirst());
    assertTrue(C.json().contains("\"n_embd\" : 48"), C.json());
  }

  @Test
  void nullIsAbsentAndAbsentHasItsFallback() {
    assertFalse(C.has("none"));
    assertEquals(7, C.integer("none", 7));
    assertEquals(7, C.count("none", 7));
    assertEquals(7, C.integer("nowhere", 7));
    assertEquals(0.1, C.number("nowhere", 0.1));
    assertEquals("x", C.text("nowhere", "x"));
    assertTrue(C.bool("nowhere", true));
    assertEquals(List.of(), C.texts("nowhere"));
    assertEquals(OptionalInt.empty(), C.id("none"));
    assertTrue(C.inner("none").isEmpty());
  }

  @Test
  void aFallbackNeverHidesAWrongValue() {
    refused(c -> c.integer("name", 7), "name");
    refused(c -> c.count("zero", 7), "zero", "at least 1");
    refused(c -> c.number("nan", 1), "nan");
    refused(c -> c.text("n_embd", "x"), "n_embd");
    refused(c -> c.bool("n_embd", true), "n_embd");
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    refused(c -> c.integer("nowhere"), "does not say nowhere", "config.json");
    refused(c -> c.integer("none"), "does not say none");
    for (String key :
        List.of(
            "big", "huge", "half", "nan", "inf", "name", "yes", "whole", "text_number", "digits")) {
      refused(c -> c.integer(key), key + " in ", "not a whole number");
    }
    refused(c -> c.count("minus"), "minus");
    refused(c -> c.count("zero"), "zero");
    for (String key : List.of("nan", "inf", "huge", "name", "text_number")) {
      refused(c -> c.number(key), key, "not a finite number");
    }
    refused(c -> c.text("half"), "not a text");
    refused(c -> c.bool("bos"), "not true or false");
    refused(c -> c.texts("mixed"), "not a list of texts");
    refused(c -> c.texts("name"), "not a list of texts");
    refused(c -> c.id("minus"), "token id");
    refused(c -> c.ids("mixed"), "token id");
    refused(c -> c.id("nan"), "token id");
    refused(c -> c.inner("name"), "not an object");
    refused(c -> c.inner("rope_scaling").orElseThrow().integer("no"), "rope_scaling.no");
    refused(c -> c.inner("rope_scaling").orElseThrow().bool("factor"), "rope_scaling.factor");
  }

  @Test
  void brokenFilesAreRefused() {
    broken("", Code.FORMAT, "empty");
    broken("[]", Code.CONFIG, "not a JSON object");
    broken("3", Code.CONFIG, "not a JSON object");
    broken("{", Code.CONFIG, "not valid JSON");
    broken("{} {}", Code.CONFIG, "not valid JSON");
    broken("{'a':1}", Code.CONFIG, "not valid JSON");
    broken("{\"a\":1,\"a\":2}", Code.CONFIG, "not valid JSON");
    broken("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}", Code.CONFIG, "not valid JSON");
    broken("{\"a\":" + "[".repeat(1_000_000), Code.CONFIG, "not valid JSON");
    broken("{\"a\":" + "1".repeat(5_000) + "}", Code.CONFIG, "not valid JSON");
    broken("{\"a\":[" + "0,".repeat(300_000) + "0]}", Code.CONFIG, "not valid JSON");
    broken("{\"a\":\"" + "x".repeat(Config.LARGEST) + "\"}", Code.CONFIG, "larger than any");
    broken("version https://git-lfs.github.com/spec/v1\n", Code.FORMAT, "Git LFS pointer");
    byte[] latin = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    broken(latin, Code.CONFIG, "not UTF-8");
  }

  private void broken(String text, Code code, String says) {
    broken(text.getBytes(StandardCharsets.UTF_8), code, says);
  }

  private void broken(byte[] bytes, Code code, String says) {
    Path file = RawFile.write(folder.resolve("config.json"), bytes);
    Problem p = Quickly.refused(() -> Config.read(file));
    assertEquals(code, p.code(), p.inOneLine());
    assertTrue(p.sentence().contains(says), p.sentence());
  }
}
