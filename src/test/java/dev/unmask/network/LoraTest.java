package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.LoraAdapter;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenTests;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// LoRA adapters: merged, kept apart, and by hand must agree.
class LoraTest {
  private static final int RANK = 4;
  private static final double ALPHA = 6;
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "diffullama-tiny, model.layers.1.self_attn.q_proj, 64, 64",
    "diffullama-tiny, model.layers.0.mlp.down_proj, 176, 64",
    "diffugpt-tiny, denoise_model.h.1.mlp.c_fc, 64, 256"
  })
  void mergedAndApartAgree(String name, String module, int in, int out) throws Exception {
    write(module, in, out, "LORA");
    LoraAdapter adapter = LoraAdapter.open(folder);
    assertEquals(ALPHA / RANK, adapter.scale());
    CheckpointFolder base = CheckpointFolder.open(Path.of("src/test/golden").resolve(name));
    Blueprint blueprint = Families.blueprint(base, Reading.DIFFUSION);
    int[][] ids = {IntStream.range(0, 12).map(i -> 7 * i).toArray()};
    float[] plain = logits(base, blueprint, null, ids);
    float[] merged = logits(base, blueprint, new Adaptation(adapter, true), ids);
    float[] apart = logits(base, blueprint, new Adaptation(adapter, false), ids);
    assertArrayEquals(merged, apart, 2e-4f);
    double change = 0;
    for (int i = 0; i < plain.length; i++) {
      change = Math.max(change, Math.abs(plain[i] - merged[i]));
    }
    assertTrue(change > 0.01, "the adapter changed nothing: " + change);
  }

  /// The law that needs no second implementation: factors of zero change nothing.
  @Test
  void anAdapterOfZerosChangesNothing() throws Exception {
    write("model.layers.0.self_attn.v_proj", 64, 64, "LORA", 0);
    CheckpointFolder base = CheckpointFolder.open(Path.of("src/test/golden/diffullama-tiny"));
    Blueprint blueprint = Families.blueprint(base, Reading.DIFFUSION);
    int[][] ids = {{1, 2, 3}};
    LoraAdapter adapter = LoraAdapter.open(folder);
    assertArrayEquals(
        logits(base, blueprint, null, ids),
        logits(base, blueprint, new Adaptation(adapter, true), ids));
  }

  @ParameterizedTest
  @CsvSource({
    "model.layers.9.self_attn.q_proj, 64, 64, LORA, TENSOR",
    "model.layers.0.self_attn.q_proj, 32, 64, LORA, TENSOR",
    "model.layers.0.self_attn.q_proj, 64, 64, IA3, FORMAT"
  })
  void whatDoesNotFitIsRefused(String module, int in, int out, String kind, Code code)
      throws Exception {
    write(module, in, out, kind);
    CheckpointFolder base = CheckpointFolder.open(Path.of("src/test/golden/diffullama-tiny"));
    Problem p =
        assertThrows(
            Problem.class,
            () ->
                logits(
                    base,
                    Families.blueprint(base, Reading.DIFFUSION),
                    new Adaptation(LoraAdapter.open(folder), true),
                    new int[][] {{1}}));
    assertEquals(code, p.code());
  }

  private static float[] logits(
      CheckpointFolder base, Blueprint blueprint, @Nullable Adaptation adaptation, int[][] ids) {
    try (Network network =
        Network.load(GoldenTests.torch(), Device.CPU, base, blueprint, Precision.F32, adaptation)) {
      return network.logits(Input.of(ids));
    }
  }

  private void write(String module, int in, int out, String kind) throws Exception {
    write(module, in, out, kind, 0.2f);
  }

  /// Writes an adapter as PEFT does, by the definition of the format.
  private void write(String module, int in, int out, String kind, float size) throws Exception {
    Files.writeString(
        folder.resolve("adapter_config.json"),
        """
        {"peft_type": "%s", "r": %d, "lora_alpha": %s, "bias": "none",
         "target_modules": ["q_proj"], "base_model_name_or_path": "x/y"}
        """
            .formatted(kind, RANK, ALPHA));
    int a = RANK * in * 4;
    int b = out * RANK * 4;
    String header =
        String.format(
            Locale.ROOT,
            "{\"base_model.model.%s.lora_A.weight\":{\"dtype\":\"F32\",\"shape\":[%d,%d],"
                + "\"data_offsets\":[0,%d]},\"base_model.model.%s.lora_B.weight\":"
                + "{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}}",
            module,
            RANK,
            in,
            a,
            module,
            out,
            RANK,
            a,
            a + b);
    byte[] head = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + head.length + a + b).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(head.length).put(head);
    Random random = new Random(3);
    while (file.hasRemaining()) {
      file.putFloat(size * (float) random.nextGaussian());
    }
    Files.write(folder.resolve("adapter_model.safetensors"), file.array());
  }
}
