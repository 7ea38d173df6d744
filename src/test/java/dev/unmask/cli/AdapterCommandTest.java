package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.WeightsFile;
import dev.unmask.problem.Code;
import dev.unmask.session.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A LoRA adapter through every command that loads a model, and through a session.
class AdapterCommandTest {
  private static final String MODEL = "src/test/golden/diffullama-tiny";
  @TempDir Path folder;
  private String adapter = "";

  @BeforeEach
  void write() throws IOException {
    adapter = folder.resolve("adapter").toString();
    AdapterFolder.write(Path.of(adapter), "model.layers.1.self_attn.q_proj", 64, 64, 3);
  }

  @Test
  void logitsMergedAndApartAgreeAndDifferFromTheBase() throws IOException {
    float[] base = logits();
    float[] merged = logits("--adapter", adapter);
    float[] apart = logits("--adapter", adapter, "--adapter-apart");
    assertArrayEquals(merged, apart, 2e-4f);
    double change = 0;
    for (int i = 0; i < base.length; i++) {
      change = Math.max(change, Math.abs(base[i] - merged[i]));
    }
    assertTrue(change > 0.01, "the adapter changed nothing: " + change);
  }

  private float[] logits(String... more) throws IOException {
    Path out = folder.resolve("z.safetensors");
    Stream<String> all = Stream.of("logits", MODEL, "--ids", "1,5,9,40", "--out", out.toString());
    CommandRun run = CommandRun.of(Stream.concat(all, Arrays.stream(more)).toArray(String[]::new));
    assertEquals(0, run.status(), run.err());
    var entry = WeightsFile.open(out).require("logits");
    float[] values = new float[(int) entry.elements()];
    ByteBuffer.wrap(Files.readAllBytes(out))
        .order(ByteOrder.LITTLE_ENDIAN)
        .position((int) entry.offset())
        .asFloatBuffer()
        .get(values);
    return values;
  }

  @Test
  void bothWaysOfWritingTakeIt() {
    String[] generate = {
      "generate", "--model", MODEL, "--ids", "1,5,9", "--tokens", "12", "--json"
    };
    String[] denoise = {
      "denoise",
      "--model",
      MODEL,
      "--ids",
      "1,5,9",
      "--masks",
      "9",
      "--mask-id",
      "811",
      "--json",
      "--steps",
      "3"
    };
    for (String[] command : new String[][] {generate, denoise}) {
      JsonNode base = CommandRun.of(command).json();
      JsonNode merged = CommandRun.of(with(command, "--adapter", adapter)).json();
      JsonNode apart = CommandRun.of(with(command, "--adapter", adapter, "--adapter-apart")).json();
      int[] ids = CommandRun.ids(merged, "ids");
      assertArrayEquals(ids, CommandRun.ids(apart, "ids"), command[0]);
      assertFalse(Arrays.equals(ids, CommandRun.ids(base, "ids")), command[0]);
      String name = base.required("fingerprint").asString();
      assertTrue(merged.required("fingerprint").asString().startsWith(name + "+"));
    }
  }

  @Test
  void anAdapterAloneStandsForItsBaseWithIt() throws IOException {
    String[] given = {
      "generate",
      "--model",
      MODEL,
      "--ids",
      "1,5,9",
      "--tokens",
      "12",
      "--adapter",
      adapter,
      "--json"
    };
    JsonNode wanted = CommandRun.of(given).json();
    Path config = Path.of(adapter, "adapter_config.json");
    String base = Path.of(MODEL).toAbsolutePath().toString();
    Files.writeString(config, Files.readString(config).replace("some/base", base));
    String[] alone = {"generate", "--model", adapter, "--ids", "1,5,9", "--tokens", "12", "--json"};
    assertArrayEquals(
        CommandRun.ids(wanted, "ids"), CommandRun.ids(CommandRun.of(alone).json(), "ids"));
    String rest = " --ids 1,5,_,_,9 --mask-id 811 --steps 2 --json";
    String[] masks = ("denoise --model " + adapter + rest).split(" ", -1);
    String[] apart = ("denoise --model " + MODEL + rest + " --adapter " + adapter).split(" ", -1);
    assertArrayEquals(
        CommandRun.ids(CommandRun.of(apart).json(), "ids"),
        CommandRun.ids(CommandRun.of(masks).json(), "ids"));
    Files.writeString(config, Files.readString(config).replace(base, ""));
    CommandRun.of(alone).refused(Code.CONFIG, "names no model");
  }

  private static String[] with(String[] command, String... more) {
    return Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new);
  }

  /// A session knows its adapter: verify applies it again, and another one is noticed.
  @Test
  void aSessionIsVerifiedWithItsAdapter() throws IOException {
    Path file = folder.resolve("runs.unmask");
    CommandRun run =
        CommandRun.of(
            "denoise",
            "--model",
            MODEL,
            "--ids",
            "1,5,_,_,_,9",
            "--mask-id",
            "811",
            "--steps",
            "3",
            "--adapter",
            adapter,
            "--adapter-apart",
            "--save",
            file.toString());
    assertEquals(0, run.status(), run.err());
    try (Session session = Session.openReadOnly(file)) {
      var reference = session.header(1).spec().model();
      assertEquals(new dev.unmask.job.AdapterChoice(adapter, true), reference.adapter());
    }
    CommandRun again = CommandRun.of("verify", file.toString());
    assertEquals(0, again.status(), again.out() + again.err());
    assertTrue(again.out().strip().endsWith("identical"), again.out());
    AdapterFolder.write(Path.of(adapter), "model.layers.1.self_attn.q_proj", 64, 64, 4);
    CommandRun other = CommandRun.of("verify", file.toString());
    assertEquals(Code.VERIFY.exitStatus(), other.status());
    assertTrue(other.out().contains("fingerprint"), other.out());
  }

  @Test
  void whatDoesNotFitIsRefusedInWords() throws IOException {
    Path wrong = folder.resolve("wrong");
    AdapterFolder.write(wrong, "model.layers.7.self_attn.q_proj", 64, 64, 3);
    String[] commands = {"generate --ids 1 --model", "denoise --ids 1 --mask-id 811 --model"};
    for (String command : commands) {
      String[] all = (command + " " + MODEL + " --adapter " + wrong).split(" ", -1);
      CommandRun.of(all).refused(Code.TENSOR, "model.layers.7.self_attn.q_proj.weight");
    }
    CommandRun.of("inspect", MODEL, "--adapter", wrong.toString())
        .refused(Code.TENSOR, "no linear layer of this network");
    AdapterFolder.write(wrong, "model.layers.0.self_attn.q_proj", 32, 64, 3);
    CommandRun.of("inspect", MODEL, "--adapter", wrong.toString())
        .refused(Code.TENSOR, "do not fit");
    CommandRun.of("generate", "--model", MODEL, "--ids", "1", "--adapter", MODEL)
        .refused(Code.NOT_FOUND, "adapter_config.json");
  }

  @Test
  void inspectSaysWhatItAdapts() {
    CommandRun run = CommandRun.of("inspect", MODEL, "--adapter", adapter);
    assertEquals(0, run.status(), run.err());
    assertTrue(
        run.out().contains("fits: adapts 1 matrices, scale 2.0, made for some/base"), run.out());
    JsonNode said = CommandRun.of("inspect", MODEL, "--adapter", adapter, "--json").json();
    assertEquals(1, said.at("/adapter/matrices").asInt());
  }
}
