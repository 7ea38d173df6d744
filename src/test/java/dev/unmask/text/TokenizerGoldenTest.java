package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every tokenizer case under `unmask.golden`: what the reference tokenizers made of texts and ids.
class TokenizerGoldenTest {
  private static final Pattern VOCABULARY = Pattern.compile("shared/(\\S+)");
  private static final Pattern MODEL = Pattern.compile("the (\\S+) checkpoint under shared/(\\S+)");

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Path golden = Path.of(System.getProperty("unmask.golden", "src/test/golden"));
    try (Stream<Path> folders = Files.list(golden)) {
      for (Path folder : folders.sorted().toList()) {
        Path file = folder.resolve("cases.json");
        if (!Files.exists(file)) {
          continue;
        }
        JsonNode root = new JsonMapper().readTree(file.toFile());
        for (JsonNode goldenCase : root.path("cases")) {
          if (goldenCase.path("kind").asString().startsWith("tokenizer_")) {
            String name = folder.getFileName() + "/" + goldenCase.path("id").asString();
            tests.add(dynamicTest(name, () -> check(vocabularyOf(root), goldenCase)));
          }
        }
      }
    }
    assertTrue(!tests.isEmpty(), "no tokenizer case in " + golden);
    return tests;
  }

  /// The folder is named in words: "shared/tokenizers/gpt2 (...)", or by the model's description.
  private static Path vocabularyOf(JsonNode root) {
    Matcher vocabulary = VOCABULARY.matcher(root.path("vocabulary").asString(""));
    if (vocabulary.find()) {
      return Shared.folder(vocabulary.group(1));
    }
    Matcher model = MODEL.matcher(root.path("model").asString(""));
    assertTrue(model.find(), "no vocabulary is named");
    return Shared.folder(model.group(2)).resolve(model.group(1));
  }

  private static void check(Path vocabulary, JsonNode goldenCase) {
    Tokenizer tokenizer = TokenizerFiles.open(vocabulary, Map.of());
    JsonNode items = goldenCase.path("items");
    assertTrue(!items.isEmpty(), "no items");
    String kind = goldenCase.path("kind").asString();
    switch (kind) {
      case "tokenizer_encode" -> items.forEach(item -> encode(tokenizer, item));
      case "tokenizer_decode" -> items.forEach(item -> decode(tokenizer, item));
      default -> throw new AssertionError("unknown kind " + kind);
    }
  }

  private static void encode(Tokenizer tokenizer, JsonNode item) {
    String text = item.path("text").asString();
    int[] ids = ints(item.has("ids_no_special") ? item.path("ids_no_special") : item.path("ids"));
    assertArrayEquals(ids, tokenizer.encode(text), text);
    if (item.has("tokens")) {
      int[] withSpecial = ints(item.path("ids"));
      for (int i = 0; i < withSpecial.length; i++) {
        int id = tokenizer.idOf(item.path("tokens").path(i).asString()).orElseThrow();
        assertEquals(withSpecial[i], id, text);
      }
    }
    String decoded = item.path("decoded").asString(text);
    assertEquals(decoded, tokenizer.decodePlain(ids), text);
  }

  private static void decode(Tokenizer tokenizer, JsonNode item) {
    int[] ids = ints(item.path("ids"));
    String hex =
        String.join(
            "",
            IntStream.of(ids)
                .mapToObj(id -> HexFormat.of().formatHex(tokenizer.bytes(id)))
                .toList());
    assertEquals(item.path("bytes_hex").asString(), hex);
    assertEquals(item.path("text_replacing_invalid_bytes").asString(), tokenizer.decode(ids));
  }

  private static int[] ints(JsonNode array) {
    int[] ints = new int[array.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = array.path(i).intValue();
    }
    return ints;
  }
}
