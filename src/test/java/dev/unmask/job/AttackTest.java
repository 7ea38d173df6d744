package dev.unmask.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.unmask.checkpoint.LoraAdapter;
import dev.unmask.golden.Bundled;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Models that were made to do harm, by hand: each is refused in words, with its code, within a
/// second of processor time and 64 MB of allocations, and no file outside of its folder is read.
class AttackTest {
  private static final Path BUNDLED = Bundled.MODEL;
  private static final ThreadMXBean CLOCK = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path temp;

  private Path copy() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("model"));
    try (Stream<Path> files = Files.list(BUNDLED)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return folder;
  }

  private static List<Problem> refused(Path folder) {
    Inspector.inspect(BUNDLED); // classes are loaded before time counts
    long began = CLOCK.getCurrentThreadCpuTime();
    long bytes = CLOCK.getCurrentThreadAllocatedBytes();
    List<Problem> problems = Inspector.inspect(folder).refusals();
    long allocated = CLOCK.getCurrentThreadAllocatedBytes() - bytes;
    long millis = (CLOCK.getCurrentThreadCpuTime() - began) / 1_000_000;
    assertFalse(problems.isEmpty(), "it was not refused");
    assertTrue(millis < 1_000, millis + " ms");
    assertTrue(allocated < 64 << 20, allocated + " bytes");
    problems.forEach(p -> assertNotEquals(Code.INTERNAL, p.code()));
    return problems;
  }

  static Stream<Arguments> texts() {
    String weights = "model.safetensors";
    return Stream.of(
        Arguments.of("config.json", "[".repeat(100_000), "U-304"),
        Arguments.of("config.json", "{\"hidden_size\":".repeat(10_000), "U-304"),
        Arguments.of("config.json", "\0\0\0\0", "U-304"),
        Arguments.of("config.json", "{\"a\":1,\"a\":2}", "U-304"),
        Arguments.of("config.json", "{\"model_type\":\"" + "x".repeat(3_000_000) + "\"}", "U-305"),
        Arguments.of("config.json", "{} ".repeat(2_000_000), "U-304"),
        Arguments.of("config.json", llama("num_hidden_layers", "1000000000"), "U-304"),
        Arguments.of("config.json", llama("num_hidden_layers", "-1"), "U-304"),
        Arguments.of("config.json", llama("hidden_size", "2147483647"), "U-304"),
        Arguments.of("config.json", llama("num_attention_heads", "0"), "U-304"),
        Arguments.of("config.json", llama("max_position_embeddings", "99999999999"), "U-304"),
        Arguments.of("config.json", llama("intermediate_size", "4096"), "U-306"),
        Arguments.of("config.json", llama("rms_norm_eps", "NaN"), "U-304"),
        Arguments.of("config.json", llama("mask_token_id", "-4"), "U-304"),
        Arguments.of("generation_config.json", "null", "U-304"),
        Arguments.of("generation_config.json", "{\"a\":" + "9".repeat(100_000) + "}", "U-304"),
        Arguments.of("tokenizer.json", "{\"model\":{\"vocab\":{\"a\":16777215}}}", "U-307"),
        Arguments.of("tokenizer.json", "{\"model\":{\"vocab\":{\"a\":0,\"b\":0}}}", "U-307"),
        Arguments.of("tokenizer.json", "[".repeat(1_000_000), "U-307"),
        Arguments.of("tokenizer.json", "\uFEFF{}", "U-307"),
        Arguments.of("tokenizer_config.json", "[]", "U-307"),
        Arguments.of("tokenizer_config.json", "{\"mask_token\":{\"content\":[]}}", "U-307"),
        Arguments.of("special_tokens_map.json", "{\"mask_token\":7}", "U-307"),
        Arguments.of("added_tokens.json", "{\"x\":-1}", "U-307"),
        Arguments.of(weights, "", "U-303"),
        Arguments.of(weights, "\u0080\u0002", "U-302"),
        Arguments.of(weights, "<!doctype html><p>Not found", "U-303"),
        Arguments.of(weights, "version https://git-lfs.github.com/spec/v1\noid", "U-303"));
  }

  private static String llama(String key, String value) {
    return """
    {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "num_hidden_layers": 4,
     "hidden_size": 128, "intermediate_size": 352, "num_attention_heads": 4,
     "num_key_value_heads": 4, "max_position_embeddings": 128, "rms_norm_eps": 1e-5,
     "tie_word_embeddings": true, "mask_token_id": 4, "vocab_size": 512}
    """
        .replaceFirst("\"" + key + "\": [^,}]+", "\"" + key + "\": " + value);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aFileOfTheFolderIsReplaced(String file, String content, String code) throws IOException {
    Path folder = copy();
    Files.writeString(folder.resolve(file), content, StandardCharsets.UTF_8);
    List<Problem> problems = refused(folder);
    assertEquals(code, problems.getFirst().code().label(), problems.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "generation_config.json",
        "README.md",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
        "special_tokens_map.json",
        "added_tokens.json",
        "chat_template.jinja"
      })
  void noLinkLeadsOutOfTheFolder(String name) throws IOException {
    Path folder = copy();
    Path inside = folder.resolve(name);
    Path outside = temp.resolve("outside");
    if (Files.exists(inside)) {
      Files.move(inside, outside);
    } else {
      Files.writeString(outside, "{}");
    }
    Files.createSymbolicLink(inside, outside);
    List<Problem> problems = refused(folder);
    assertTrue(
        problems.getFirst().sentence().contains("leads out of the model folder"),
        problems.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json", "README.md"})
  void aFolderOrALinkToItselfInPlaceOfAFile(String name) throws IOException {
    Path folder = copy();
    Files.delete(folder.resolve(name));
    Files.createDirectory(folder.resolve(name));
    refused(folder);
    Files.delete(folder.resolve(name));
    Files.createSymbolicLink(folder.resolve(name), Path.of(name));
    refused(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.safetensors",
        "/outside.safetensors",
        "a/b.safetensors",
        "C:\\\\x.safetensors",
        "..",
        "",
        "con\\u0000.safetensors"
      })
  void aShardIsAPlainNameInTheFolder(String shard) throws IOException {
    Path folder = copy();
    Files.copy(folder.resolve("model.safetensors"), temp.resolve("outside.safetensors"));
    Files.delete(folder.resolve("model.safetensors"));
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\":{\"embed_tokens.weight\":\"" + shard + "\"}}");
    List<Problem> problems = refused(folder);
    assertEquals(Code.WEIGHTS_FILE, problems.getFirst().code(), problems.toString());
  }

  /// The header of a file that says what it likes about lengths.
  private Path weights(long says, String json, int data) throws IOException {
    Path folder = copy();
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(says).put(header);
    Files.write(folder.resolve("model.safetensors"), all.array());
    return folder;
  }

  @Test
  void headersLieAboutTheirLength() throws IOException {
    List<String> codes = new ArrayList<>();
    for (long n : new long[] {0, 1, 3, 99, 1L << 31, 1L << 62, Long.MAX_VALUE, -1, -8}) {
      codes.add(refused(weights(n, "{}", 0)).getFirst().code().label());
      deleteModel();
    }
    assertTrue(codes.stream().allMatch(c -> c.equals("U-302")), codes.toString());
  }

  @Test
  void headersLieAboutTheirTensors() throws IOException {
    for (String entry :
        List.of(
            "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]",
            "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9]",
            "\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]",
            "\"dtype\":\"F32\",\"shape\":[-2,-1],\"data_offsets\":[0,8]",
            "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"shape\":[2]",
            "\"dtype\":\"F99\",\"shape\":[2],\"data_offsets\":[0,8]",
            "\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]",
            "\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]",
            "\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,8]")) {
      String json = "{\"w\":{" + entry + "}}";
      List<Problem> problems = refused(weights(json.length(), json, 8));
      assertEquals(Code.WEIGHTS_FILE, problems.getFirst().code(), entry);
      deleteModel();
    }
  }

  private void deleteModel() throws IOException {
    try (Stream<Path> files = Files.walk(temp.resolve("model"))) {
      for (Path p : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(p);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"peft_type\":\"IA3\",\"r\":2}",
        "{\"r\":0}",
        "{\"r\":2147483647}",
        "{\"r\":2,\"lora_alpha\":\"x\"}",
        "{\"r\":2,\"use_dora\":true}",
        "{\"r\":2,\"bias\":\"all\"}",
        "[]"
      })
  void anAdapterIsCheckedToo(String config) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("adapter"));
    Files.writeString(folder.resolve("adapter_config.json"), config);
    String at = "\"base_model.model.x.lora_";
    String json =
        "{"
            + at
            + "A.weight\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + at
            + "B.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]}}";
    ByteBuffer all = ByteBuffer.allocate(8 + json.length() + 16).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(json.length()).put(json.getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("adapter_model.safetensors"), all.array());
    Problem p =
        org.junit.jupiter.api.Assertions.assertThrows(
            Problem.class, () -> LoraAdapter.open(folder));
    assertNotEquals(Code.INTERNAL, p.code());
    Files.writeString(folder.resolve("adapter_config.json"), "{\"r\":2}");
    assertEquals(1, LoraAdapter.open(folder).pairs().size());
  }
}
