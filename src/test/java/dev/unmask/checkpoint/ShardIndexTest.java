package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Weights in several files, and indexes that lie.
class ShardIndexTest {
  private static final String ONE = "model-00001-of-00002.safetensors";
  private static final String TWO = "model-00002-of-00002.safetensors";

  @TempDir Path folder;

  @BeforeEach
  void twoShards() {
    RawFile.write(folder.resolve("config.json"), "{}");
    shard(ONE, "a", "b");
    shard(TWO, "c");
    index("{\"a\":\"" + ONE + "\",\"b\":\"" + ONE + "\",\"c\":\"" + TWO + "\"}");
  }

  private void shard(String file, String... tensors) {
    SafetensorsWriter w = new SafetensorsWriter();
    for (String t : tensors) {
      w.tensor(t, StoredType.F32, new long[] {2}, ByteBuffer.allocate(8));
    }
    w.write(folder.resolve(file));
  }

  private void index(String weightMap) {
    RawFile.write(
        folder.resolve(ShardIndex.NAME),
        "{\"metadata\":{\"total_size\":24},\"weight_map\":" + weightMap + "}");
  }

  @Test
  void tensorsComeFromAllShards() {
    for (String path : new String[] {"", ShardIndex.NAME, ONE, TWO}) {
      CheckpointFolder c = CheckpointFolder.open(folder.resolve(path));
      assertEquals(List.of("a", "b", "c"), c.tensors().keySet().stream().sorted().toList(), path);
      assertEquals(folder.resolve(TWO), c.require("c").file());
      assertEquals(2, c.files().size());
      assertEquals(24, c.bytes());
    }
  }

  @Test
  void aSingleFileComesFirstAsInPublishedLoaders() {
    shard("model.safetensors", "single");
    assertEquals(List.of("single"), List.copyOf(CheckpointFolder.open(folder).tensors().keySet()));
  }

  @TestFactory
  Stream<DynamicTest> indexesThatAreRefused() {
    return Stream.of(
        map("shard in the parent folder", "{\"a\":\"../" + ONE + "\"}", "not a plain name"),
        map("shard by absolute path", "{\"a\":\"/etc/passwd\"}", "not a plain name"),
        map("shard in a subfolder", "{\"a\":\"x/" + ONE + "\"}", "not a plain name"),
        map("shard by Windows path", "{\"a\":\"C:\\\\\\\\x\"}", "not a plain name"),
        map("shard is the folder", "{\"a\":\".\"}", "not a plain name"),
        map("shard is the parent", "{\"a\":\"..\"}", "not a plain name"),
        map("shard without name", "{\"a\":\"\"}", "not a plain name"),
        map("shard with a zero byte", "{\"a\":\"a\\u0000b\"}", "not a plain name"),
        map("shard is an object", "{\"a\":{\"file\":\"x\"}}", "not a file name"),
        map("shard is a list", "{\"a\":[\"" + ONE + "\"]}", "not a file name"),
        map("shard is null", "{\"a\":null}", "not a file name"),
        map("shard is a number", "{\"a\":1}", "not a file name"),
        map("tensor twice", "{\"a\":\"" + ONE + "\",\"a\":\"" + ONE + "\"}", "more than once"),
        map("missing shard", "{\"a\":\"none.safetensors\"}", "which is missing"),
        map(
            "tensor in another shard",
            "{\"a\":\"" + TWO + "\",\"b\":\"" + ONE + "\"}",
            "not in the shard"),
        map("tensor nowhere", "{\"x\":\"" + ONE + "\"}", "not in the shard"),
        map("empty map", "{}", "no weight_map"),
        map("map is a list", "[]", "not an object"),
        whole("no map", "{\"metadata\":{}}", "no weight_map"),
        whole("two maps", "{\"weight_map\":{},\"weight_map\":{}}", "two weight_maps"),
        whole("not an object", "[]", "not a JSON object"),
        whole("not JSON", "{\"weight_map\":", "not valid JSON"),
        whole("more after the end", "{\"weight_map\":{\"a\":\"b\"}}}", "not valid JSON"),
        whole("deep", "{\"metadata\":" + "[".repeat(50_000), "nests deeper"));
  }

  private DynamicTest map(String name, String weightMap, String says) {
    return whole(name, "{\"weight_map\":" + weightMap + "}", says);
  }

  private DynamicTest whole(String name, String json, String says) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          RawFile.write(folder.resolve(ShardIndex.NAME), json);
          refused(says);
        });
  }

  private void refused(String says) {
    Problem p = Quickly.refused(() -> CheckpointFolder.open(folder));
    assertEquals(Code.WEIGHTS_FILE, p.code(), p.inOneLine());
    assertTrue(p.sentence().contains(says), p.sentence());
  }

  @Test
  void aTensorInTwoShardsIsRefused() {
    shard(TWO, "c", "a");
    refused("is also in");
  }

  @Test
  void aBrokenShardIsRefusedByName() throws IOException {
    Path two = folder.resolve(TWO);
    byte[] whole = Files.readAllBytes(two);
    Files.write(two, Arrays.copyOf(whole, whole.length - 1));
    refused(TWO);
  }

  @Test
  void aShardThatIsALinkOutOfTheFolderIsRefused() throws IOException {
    Path outside = Files.createTempDirectory("outside");
    try {
      Path moved = Files.move(folder.resolve(TWO), outside.resolve(TWO));
      Files.createSymbolicLink(folder.resolve(TWO), moved);
      refused("leads out of the model folder");
      Files.delete(moved);
    } finally {
      Files.delete(outside);
    }
  }

  @Test
  void aShardThatIsAPickleIsRefusedAsSuch() throws IOException {
    Files.write(folder.resolve(TWO), FileKindTest.zip("archive/data.pkl"));
    Problem p = assertThrows(Problem.class, () -> CheckpointFolder.open(folder));
    assertEquals(Code.FORMAT, p.code());
  }
}
