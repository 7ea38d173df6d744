package dev.unmask.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of models, good and broken ones.
class InspectorTest {
  private static final Path BUNDLED = Bundled.MODEL;

  @TempDir Path temp;

  private Path copy() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("copy"));
    for (String name :
        List.of(
            "README.md",
            "config.json",
            "model.safetensors",
            "special_tokens_map.json",
            "tokenizer.json",
            "tokenizer_config.json")) {
      Files.copy(BUNDLED.resolve(name), folder.resolve(name));
    }
    return folder;
  }

  private static List<String> codes(Inspection found) {
    return found.refusals().stream().map(p -> p.code().label()).sorted().toList();
  }

  @Test
  void theBundledModelIsKnown() {
    Inspection found = Inspector.inspect(BUNDLED);
    assertEquals(List.of(), found.refusals());
    assertEquals(List.of(), found.notices());
    Inspection.NetworkShape shape = found.shape().orElseThrow();
    assertEquals(
        new Inspection.NetworkShape("DiffuLLaMA", "masked, shifted", true, 4, 128, 4, 32, 512, 128),
        shape);
    assertEquals(869_504, found.summary().orElseThrow().parameters());
    assertTrue(found.summary().orElseThrow().card().contains("# " + Bundled.MODEL.getFileName()));
    assertEquals(List.of(new Inspection.TypeShare("BF16", 38, 869_504, 1_739_008)), found.types());
    assertEquals(
        List.of(
            new Inspection.SpecialId("mask", 4, "<mask>"),
            new Inspection.SpecialId("bos", 1, "<bos>"),
            new Inspection.SpecialId("eos", 3, "<eos>"),
            new Inspection.SpecialId("pad", 0, "<pad>"),
            new Inspection.SpecialId("sep", 2, "<sep>")),
        found.special());
    assertEquals(List.of("f32", "bf16", "int8"), List.copyOf(found.memory().keySet()));
    MemoryEstimate f32 = Objects.requireNonNull(found.memory().get("f32"));
    assertEquals(3_478_080, f32.weights());
    assertEquals(f32.weights() + f32.activations() + f32.canvas(), f32.needed());
    assertEquals(38, found.tensors().size());
  }

  @Test
  void tensorsAreFilteredByNameTypeAndShape() {
    List<Inspection.TensorRow> all = Inspector.inspect(BUNDLED).tensors();
    assertEquals(4, all.stream().filter(t -> t.matches("ATTN.q_proj")).count());
    assertEquals(38, all.stream().filter(t -> t.matches(" bf16 ")).count());
    assertEquals(1, all.stream().filter(t -> t.matches("[512, 128]")).count());
    assertEquals(0, all.stream().filter(t -> t.matches(" f32 ")).count());
  }

  @Test
  void allThatIsWrongWithAFolderIsSaid() throws IOException {
    Path folder = copy();
    Files.writeString(folder.resolve("config.json"), "{\"model_type\":");
    Files.writeString(folder.resolve("generation_config.json"), "[]");
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("model.safetensors").toFile(), "rw")) {
      file.setLength(1_000_000);
    }
    Inspection found = Inspector.inspect(folder);
    assertTrue(found.summary().isEmpty());
    assertEquals(List.of("U-302", "U-304", "U-304"), codes(found));
    assertTrue(found.refusals().stream().anyMatch(p -> p.sentence().contains("generation_config")));
  }

  @Test
  void tensorsThatDoNotFitTheConfigurationAreNamed() throws IOException {
    Path folder = copy();
    String config = Files.readString(folder.resolve("config.json"));
    // The nine tensors of a fifth layer are missing, or three in each of four have another width.
    for (String wrong : List.of("num_hidden_layers\" : 5", "intermediate_size\" : 360")) {
      String key = wrong.substring(0, wrong.indexOf('"'));
      Files.writeString(
          folder.resolve("config.json"), config.replaceFirst(key + "\" : \\d+", wrong));
      Inspection found = Inspector.inspect(folder);
      assertEquals(wrong.endsWith("5") ? 9 : 12, found.refusals().size());
      assertTrue(found.refusals().stream().allMatch(p -> p.code() == Code.TENSOR));
      assertTrue(found.summary().isPresent(), "what the files hold is still shown");
    }
  }

  @Test
  void aNumberOfLayersThatNoFileCanHaveIsRefused() throws IOException {
    Path folder = copy();
    String config = Files.readString(folder.resolve("config.json"));
    for (String key :
        List.of("num_hidden_layers\" : 4", "hidden_size\" : 128", "num_attention_heads\" : 4")) {
      String huge = key.replaceAll("\\d+$", "2147483647");
      Files.writeString(folder.resolve("config.json"), config.replace(key, huge));
      assertEquals(List.of("U-304"), codes(Inspector.inspect(folder)), key);
    }
  }

  @Test
  void everyBrokenShardIsNamed() throws IOException {
    Path golden = Path.of("src/test/golden/diffullama-tiny");
    Path folder = Files.createDirectories(temp.resolve("shards"));
    Files.copy(golden.resolve("config.json"), folder.resolve("config.json"));
    Files.copy(
        golden.resolve("model.safetensors.index.json"),
        folder.resolve("model.safetensors.index.json"));
    Files.writeString(folder.resolve("model-00002-of-00002.safetensors"), "not one");
    Inspection found = Inspector.inspect(folder);
    assertEquals(List.of("U-302", "U-302"), codes(found));
    List<String> sentences = found.refusals().stream().map(Problem::sentence).toList();
    assertTrue(sentences.toString().contains("00001-of-00002"), sentences.toString());
    assertTrue(sentences.toString().contains("00002-of-00002"), sentences.toString());
  }

  @Test
  void aTokenizerOutsideOfTheFolderIsNotRead() throws IOException {
    Path folder = copy();
    Path outside = temp.resolve("outside.json");
    Files.move(folder.resolve("tokenizer.json"), outside);
    Files.createSymbolicLink(folder.resolve("tokenizer.json"), outside);
    Inspection found = Inspector.inspect(folder);
    assertEquals(1, found.refusals().size());
    assertTrue(found.refusals().getFirst().sentence().contains("leads out of the model folder"));
  }

  @Test
  void aBrokenChatTemplateIsANoticeOnly() throws IOException {
    Path folder = copy();
    Files.writeString(folder.resolve("chat_template.jinja"), "{% if %}");
    Inspection found = Inspector.inspect(folder);
    assertEquals(List.of(), found.refusals());
    assertEquals(Code.TEMPLATE, found.notices().getFirst().code());
  }

  @Test
  void whatIsNoModelIsRefusedInWords() {
    Inspection found = Inspector.inspect(temp.resolve("nothing"));
    assertEquals(Code.NOT_FOUND, found.refusals().getFirst().code());
    assertFalse(found.refusals().getFirst().remedy().isEmpty());
  }

  @Test
  void hashingTellsHowFarItIsAndCanBeStopped() throws IOException {
    List<Long> seen = new ArrayList<>();
    var digests = Inspector.sha256(BUNDLED, (done, total) -> seen.add(total - done));
    assertEquals(Bundled.sha256("model.safetensors"), digests.get("model.safetensors"));
    assertEquals(0, seen.getLast());
    assertThrows(
        CancellationException.class,
        () ->
            Inspector.sha256(
                BUNDLED,
                (done, total) -> {
                  throw new CancellationException();
                }));
  }
}
