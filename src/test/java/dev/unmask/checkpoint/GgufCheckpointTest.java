package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A GGUF file is shown as the folder that it was converted from.
class GgufCheckpointTest {
  @TempDir Path folder;

  private CheckpointFolder open(GgufBytes bytes) {
    return CheckpointFolder.open(bytes.write(folder.resolve("m.gguf")));
  }

  private Problem refused(GgufBytes bytes) {
    return assertThrows(Problem.class, () -> open(bytes));
  }

  private static GgufBytes llama(String architecture) {
    return new GgufBytes()
        .text("general.architecture", architecture)
        .number(architecture + ".block_count", 2)
        .number(architecture + ".context_length", 128)
        .number(architecture + ".embedding_length", 8)
        .number(architecture + ".feed_forward_length", 12)
        .number(architecture + ".attention.head_count", 4)
        .number(architecture + ".attention.head_count_kv", 2)
        .real(architecture + ".attention.layer_norm_rms_epsilon", 1e-6f)
        .real(architecture + ".rope.freq_base", 500_000);
  }

  private static GgufBytes matrix(GgufBytes bytes, String name, long in, long out) {
    return bytes.tensor(name, 0, new long[] {in, out}, new byte[(int) (4 * in * out)]);
  }

  @Test
  void llama() {
    GgufBytes bytes =
        llama("llama")
            .text("general.license", "apache-2.0")
            .text("general.name", "Tiny")
            .texts("general.tags", List.of("test"))
            .number("llama.rope.dimension_count", 2)
            .number("tokenizer.ggml.bos_token_id", 1)
            .number("tokenizer.ggml.eos_token_id", 2)
            .number("tokenizer.ggml.padding_token_id", -1)
            .tensor("rope_freqs.weight", 0, new long[] {1}, GgufBytes.floats(8));
    matrix(bytes, "token_embd.weight", 8, 16);
    matrix(bytes, "blk.1.attn_k.weight", 8, 4);
    matrix(bytes, "blk.0.ffn_down.weight", 12, 8);
    bytes.tensor("blk.1.ffn_norm.weight", 0, new long[] {8}, new byte[32]);
    CheckpointFolder c = open(bytes);
    assertEquals(CheckpointFolder.Format.GGUF, c.format());
    assertEquals("m.gguf", c.name());
    Config k = c.config();
    assertEquals("llama", k.text("model_type"));
    assertEquals(List.of("LlamaForCausalLM"), k.texts("architectures"));
    assertEquals(8, k.count("hidden_size"));
    assertEquals(2, k.count("num_hidden_layers"));
    assertEquals(4, k.count("num_attention_heads"));
    assertEquals(2, k.count("num_key_value_heads"));
    assertEquals(2, k.count("head_dim"));
    assertEquals(12, k.count("intermediate_size"));
    assertEquals(128, k.count("max_position_embeddings"));
    assertEquals(1e-6, k.number("rms_norm_eps"));
    assertEquals(500_000, k.number("rope_theta"));
    assertTrue(k.bool("tie_word_embeddings"));
    assertFalse(k.bool("attention_bias"));
    assertTrue(k.bool("unmask.rope_interleaved"));
    assertEquals(1, k.id("bos_token_id").getAsInt());
    assertFalse(k.has("pad_token_id"));
    assertFalse(k.has("mask_token_id"));
    Config scaling = k.inner("rope_scaling").orElseThrow();
    assertEquals("factors", scaling.text("rope_type"));
    assertEquals(List.of(8.0), scaling.numbers("factors"));
    assertEquals(
        Set.of(
            "model.embed_tokens.weight",
            "model.layers.1.self_attn.k_proj.weight",
            "model.layers.0.mlp.down_proj.weight",
            "model.layers.1.post_attention_layernorm.weight"),
        c.tensors().keySet());
    assertArrayEquals(
        new long[] {4, 8}, c.require("model.layers.1.self_attn.k_proj.weight").shape());
    assertEquals("apache-2.0", c.card().orElseThrow().licence().orElseThrow());
    assertEquals(List.of("test"), c.card().orElseThrow().tags());
    assertEquals("llama", c.files().getFirst().metadata().get("general.architecture"));
    assertEquals(64, c.fingerprint().length());
    assertTrue(c.unchanged());
  }

  @Test
  void qwenAndDreamAreNotTurned() {
    for (String a : List.of("qwen2", "qwen3", "dream")) {
      GgufBytes bytes = matrix(llama(a), "token_embd.weight", 8, 16);
      bytes.tensor("blk.0.attn_q.bias", 0, new long[] {8}, new byte[32]);
      Config k = open(bytes).config();
      assertEquals(a, k.text("model_type"));
      assertFalse(k.bool("unmask.rope_interleaved"));
      assertTrue(k.bool("attention_bias"));
      assertFalse(k.has("rope_scaling"));
    }
  }

  @Test
  void diffusionKeysAreKept() {
    GgufBytes bytes =
        llama("dream")
            .truth("diffusion.shift_logits", false)
            .number("tokenizer.ggml.mask_token_id", 7);
    Config k = open(matrix(bytes, "token_embd.weight", 8, 16)).config();
    assertEquals(7, k.id("mask_token_id").getAsInt());
    assertFalse(k.bool("unmask.shift_logits"));
  }

  @Test
  void llada() {
    GgufBytes bytes = llama("llada");
    matrix(bytes, "token_embd.weight", 8, 16);
    matrix(bytes, "output.weight", 8, 16);
    matrix(bytes, "blk.0.ffn_gate.weight", 8, 12);
    matrix(bytes, "blk.0.ffn_down.weight", 12, 8);
    CheckpointFolder c = open(bytes);
    assertEquals(8, c.config().count("d_model"));
    assertEquals(2, c.config().count("n_kv_heads"));
    assertTrue(c.config().bool("unmask.rope_interleaved"));
    assertEquals(
        Set.of(
            "model.transformer.wte.weight",
            "model.transformer.ff_out.weight",
            "model.transformer.blocks.0.ff_proj.weight",
            "model.transformer.blocks.0.ff_out.weight"),
        c.tensors().keySet());
  }

  @Test
  void gpt2IsTurnedBack() {
    GgufBytes bytes =
        new GgufBytes()
            .text("general.architecture", "gpt2")
            .number("gpt2.block_count", 1)
            .number("gpt2.context_length", 16)
            .number("gpt2.embedding_length", 8)
            .number("gpt2.feed_forward_length", 32)
            .number("gpt2.attention.head_count", 2)
            .real("gpt2.attention.layer_norm_epsilon", 1e-5f);
    matrix(bytes, "token_embd.weight", 8, 16);
    matrix(bytes, "position_embd.weight", 8, 16);
    matrix(bytes, "blk.0.attn_qkv.weight", 8, 24);
    bytes.tensor("blk.0.attn_qkv.bias", 0, new long[] {24}, new byte[96]);
    CheckpointFolder c = open(bytes);
    TensorEntry qkv = c.require("transformer.h.0.attn.c_attn.weight");
    assertArrayEquals(new long[] {8, 24}, qkv.shape());
    assertArrayEquals(new long[] {24, 8}, qkv.fileShape());
    assertTrue(qkv.transposed());
    assertFalse(c.require("transformer.wte.weight").transposed());
    assertFalse(c.require("transformer.h.0.attn.c_attn.bias").transposed());
    assertEquals(32, c.config().count("n_inner"));
  }

  @Test
  void scalingsOfRotaryPositions() {
    GgufBytes linear =
        llama("qwen2")
            .text("qwen2.rope.scaling.type", "linear")
            .real("qwen2.rope.scaling.factor", 4);
    Config s =
        open(matrix(linear, "token_embd.weight", 8, 16))
            .config()
            .inner("rope_scaling")
            .orElseThrow();
    assertEquals("linear", s.text("rope_type"));
    assertEquals(4, s.number("factor"));
    GgufBytes yarn =
        llama("qwen2")
            .text("qwen2.rope.scaling.type", "yarn")
            .real("qwen2.rope.scaling.factor", 4)
            .number("qwen2.rope.scaling.original_context_length", 32);
    s = open(matrix(yarn, "token_embd.weight", 8, 16)).config().inner("rope_scaling").orElseThrow();
    assertEquals("yarn", s.text("rope_type"));
    assertEquals(32, s.count("original_max_position_embeddings"));
    assertFalse(s.has("attention_factor"));
    GgufBytes other = llama("qwen2").text("qwen2.rope.scaling.type", "longrope");
    Problem p = refused(matrix(other, "token_embd.weight", 8, 16));
    assertEquals(Code.ARCHITECTURE, p.code());
    assertTrue(p.sentence().contains("longrope"), p.sentence());
  }

  @Test
  void whatWouldBeComputedWrongIsRefused() {
    for (GgufBytes bytes :
        List.of(
            llama("llama").number("llama.expert_count", 8),
            llama("llama").number("llama.attention.sliding_window", 16),
            llama("llama").number("llama.rope.dimension_count", 1),
            llama("llama")
                .number("llama.attention.key_length", 4)
                .number("llama.attention.value_length", 2),
            matrix(llama("llama"), "blk.0.attn_qkv.weight", 8, 24))) {
      Problem p = refused(matrix(bytes, "token_embd.weight", 8, 16));
      assertEquals(Code.ARCHITECTURE, p.code(), p.sentence());
    }
    assertEquals(Code.FORMAT, refused(llama("llama").text("general.type", "adapter")).code());
    Problem vocabulary = refused(llama("llama"));
    assertTrue(vocabulary.sentence().contains("no weights"), vocabulary.sentence());
    GgufBytes incomplete = new GgufBytes().text("general.architecture", "llama");
    Problem p = refused(matrix(incomplete, "token_embd.weight", 8, 16));
    assertTrue(p.sentence().contains("llama.embedding_length"), p.sentence());
  }

  @Test
  void otherArchitecturesAreListedUnderTheirOwnNames() {
    CheckpointFolder c =
        open(matrix(new GgufBytes().text("general.architecture", "gemma9"), "odd.weight", 8, 16));
    assertEquals("gemma9", c.config().text("model_type"));
    assertEquals(Set.of("odd.weight"), c.tensors().keySet());
  }

  private Path part(int number, int of, String tensor) {
    GgufBytes bytes = number == 1 ? llama("llama") : new GgufBytes();
    bytes
        .raw("split.no", 2, new byte[] {(byte) (number - 1), 0})
        .raw("split.count", 2, new byte[] {(byte) of, 0})
        .raw("split.tensors.count", 5, GgufBytes.ints(2));
    return matrix(bytes, tensor, 8, 16)
        .write(folder.resolve("m-%05d-of-%05d.gguf".formatted(number, of)));
  }

  @Test
  void partsAreOne() throws IOException {
    Path first = part(1, 2, "token_embd.weight");
    Path second = part(2, 2, "output.weight");
    for (Path path : List.of(first, second, folder)) {
      CheckpointFolder c = CheckpointFolder.open(path);
      assertEquals(Set.of("model.embed_tokens.weight", "lm_head.weight"), c.tensors().keySet());
      assertEquals(2, c.files().size());
      assertEquals(second.getFileName(), c.require("lm_head.weight").file().getFileName());
    }
    part(2, 2, "token_embd.weight");
    assertThrows(Problem.class, () -> CheckpointFolder.open(first), "a tensor twice");
    Files.delete(second);
    Problem p = assertThrows(Problem.class, () -> CheckpointFolder.open(first));
    assertTrue(p.sentence().contains("m-00002-of-00002.gguf\" is missing"), p.sentence());
    Files.copy(first, second);
    p = assertThrows(Problem.class, () -> CheckpointFolder.open(first));
    assertTrue(p.sentence().contains("is not part 2"), p.sentence());
    Files.move(first, folder.resolve("other.gguf"));
    p = assertThrows(Problem.class, () -> CheckpointFolder.open(folder.resolve("other.gguf")));
    assertTrue(p.sentence().contains("one of 2 parts"), p.sentence());
  }

  @Test
  void aFolderWithOneFileIsThatFile() {
    Path file = matrix(llama("llama"), "token_embd.weight", 8, 16).write(folder.resolve("a.gguf"));
    assertEquals("a.gguf", CheckpointFolder.open(folder).name());
    RawFile.write(folder.resolve("b.gguf"), new GgufBytes().bytes());
    Problem p = assertThrows(Problem.class, () -> CheckpointFolder.open(folder));
    assertEquals(Code.NOT_FOUND, p.code());
    assertTrue(p.sentence().contains("several models"), p.sentence());
    assertEquals("a.gguf", CheckpointFolder.open(file).name());
  }

  @Test
  void aFileThatOnlyClaimsToBeOneIsRefused() {
    Path file = RawFile.write(folder.resolve("x.gguf"), "not one");
    assertEquals(
        Code.FORMAT, assertThrows(Problem.class, () -> CheckpointFolder.open(file)).code());
  }
}
