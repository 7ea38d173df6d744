package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Files made by the reference writer: every golden file, and real checkpoints where they are.
class WeightsFileGoldenTest {
  @TestFactory
  Stream<DynamicTest> recordedTensorsLieWhereTheSimpleReaderFindsThem() {
    return GoldenCases.all().stream()
        .filter(g -> Files.exists(g.folder().resolve("cases.safetensors")))
        .map(g -> DynamicTest.dynamicTest(g.name(), () -> sameAsSimpleReader(g)));
  }

  private static void sameAsSimpleReader(GoldenCases g) throws IOException {
    Path file = g.folder().resolve("cases.safetensors");
    WeightsFile ours = WeightsFile.open(file);
    Set<String> seen = new HashSet<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (GoldenTensor t :
          g.cases().stream().flatMap(c -> c.tensors().values().stream()).toList()) {
        TensorEntry e = ours.require(t.name());
        assertEquals(t.dtype(), e.dtype().name());
        assertArrayEquals(Arrays.stream(t.shape()).asLongStream().toArray(), e.shape());
        ByteBuffer bytes = ByteBuffer.allocate((int) e.bytes());
        channel.read(bytes, e.offset());
        assertEquals(t.data().duplicate().rewind(), bytes.flip(), t.name());
        seen.add(t.name());
      }
    }
    assertTrue(ours.tensors().keySet().containsAll(seen) && !seen.isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> everyGoldenCheckpointOpens() {
    List<GoldenCases> all =
        GoldenCases.all().stream()
            .filter(g -> Files.exists(g.folder().resolve("config.json")))
            .toList();
    return all.stream().map(g -> DynamicTest.dynamicTest(g.name(), () -> opens(g.folder())));
  }

  @TestFactory
  Stream<DynamicTest> realCheckpointsOpenWhereTheyAre() throws IOException {
    Path folder = GoldenCases.shared().resolve("checkpoints");
    assumeTrue(Files.isDirectory(folder), folder + " is not here");
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> Files.exists(f.resolve("config.json"))).sorted().toList().stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> opens(f)));
    }
  }

  private static void opens(Path folder) throws IOException {
    CheckpointFolder c = CheckpointFolder.open(folder);
    long sizes = 0;
    for (WeightsFile w : c.files()) {
      sizes += Files.size(w.file()) - w.stamp().headBytes();
    }
    assertEquals(sizes, c.bytes(), "tensors fill the data of their files");
    CheckpointSummary s = CheckpointSummary.of(c);
    assertTrue(s.parameters() > 0 && s.tensors() == c.tensors().size());
    assertEquals(c.config().text("model_type", ""), s.modelType());
    assertTrue(c.unchanged());
    assertEquals(0, s.unaligned());
  }

  @Test
  void shardsAreOneCheckpoint() throws IOException {
    Path folder = GoldenCases.root().resolve("diffullama-tiny");
    assumeTrue(Files.isDirectory(folder), folder + " is not here");
    CheckpointFolder c = CheckpointFolder.open(folder);
    assertEquals(2, c.files().size());
    assertEquals(926_976, c.bytes(), "the index says so as total_size");
    TensorEntry head = c.require("lm_head.weight");
    assertTrue(head.file().endsWith("model-00002-of-00002.safetensors"));
    assertFalse(c.require("model.embed_tokens.weight").file().equals(head.file()));
  }

  @Test
  void aRealCardIsRead() {
    Path folder = GoldenCases.shared().resolve("checkpoints/tinystories-656k");
    assumeTrue(Files.isDirectory(folder), folder + " is not here");
    CheckpointSummary s = CheckpointSummary.of(CheckpointFolder.open(folder));
    assertEquals("apache-2.0", s.licence().orElseThrow());
    assertEquals("This is a LM trained from scratch on TinyStoriesV2 dataset.", s.excerpt());
    assertEquals(s.tensors(), s.tensorsByType().get(StoredType.BF16));
    assertEquals(s.bytes(), 2 * s.parameters());
  }

  @Test
  void realFilesAreKnownByTheirContent() throws IOException {
    Path file = GoldenCases.shared().resolve("checkpoints/stories260K/stories260K.bin");
    assumeTrue(Files.exists(file), file + " is not here");
    assertEquals(FileKind.LLAMA2C, FileKind.of(file));
    Path gguf = GoldenCases.shared().resolve("tokenizers/ggml-vocab-gpt-2.gguf");
    assumeTrue(Files.exists(gguf), gguf + " is not here");
    assertEquals(FileKind.GGUF, FileKind.of(gguf));
  }
}
