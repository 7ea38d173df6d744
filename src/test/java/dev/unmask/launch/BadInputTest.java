package dev.unmask.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.problem.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a user gets for bad input, through the real program in a process of its own: one plain
/// sentence with a code, an exit status, no stack trace, and a Java machine that has not crashed.
class BadInputTest {
  private static final Path MODEL = Bundled.MODEL;
  @TempDir Path folder;

  /// Breaks a copy of the bundled model.
  @FunctionalInterface
  interface Damage {
    void to(Path model) throws IOException;
  }

  static Stream<Arguments> models() {
    return Stream.of(
        broken("truncated weights", Code.WEIGHTS_FILE, m -> resize(m, 1000)),
        broken("header of 2^60 bytes", Code.WEIGHTS_FILE, m -> headerLength(m, 1L << 60)),
        broken("overlapping tensors", Code.WEIGHTS_FILE, BadInputTest::overlap),
        broken(
            "missing tensor",
            Code.TENSOR,
            m -> header(m, "model.norm.weight", "model.norm.weighs")),
        broken(
            "wrong shape",
            Code.TENSOR,
            m -> config(m, "\"intermediate_size\" : 352", "\"intermediate_size\" : 353")),
        broken("weights that are no numbers", Code.TENSOR, BadInputTest::noNumbers),
        broken("unknown architecture", Code.ARCHITECTURE, m -> config(m, "\"llama\"", "\"mamba\"")),
        broken("missing key", Code.CONFIG, m -> config(m, "num_hidden_layers", "num_other")),
        broken("no configuration", Code.CONFIG, m -> Files.delete(m.resolve("config.json"))),
        broken("no tokenizer", Code.TOKENIZER, m -> Files.delete(m.resolve("tokenizer.json"))),
        broken(
            "broken tokenizer",
            Code.TOKENIZER,
            m -> Files.writeString(m.resolve("tokenizer.json"), "{\"model\":")),
        broken("weights that can run code", Code.FORMAT, BadInputTest::pickle),
        broken("no model at all", Code.NOT_FOUND, BadInputTest::clear));
  }

  private static Arguments broken(String what, Code code, Damage damage) {
    return Arguments.of(what, code, damage);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void aBrokenModelIsRefused(String what, Code code, Damage damage) throws Exception {
    copyModel();
    damage.to(folder);
    refused(code, "denoise", "--model", folder.toString(), "--prompt", "Max has 3 toys.");
  }

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of("no steps", Code.PARAMETER, "denoise --example 1 --steps 0"),
        Arguments.of("top-p 2", Code.PARAMETER, "denoise --example 1 --top-p 2"),
        Arguments.of("no number", Code.PARAMETER, "denoise --example 1 --temperature NaN"),
        Arguments.of("a word for a number", Code.PARAMETER, "denoise --example 1 --steps many"),
        Arguments.of("unknown sampler", Code.PARAMETER, "denoise --example 1 --sampler magic"),
        Arguments.of("unknown option", Code.PARAMETER, "denoise --stepz 3"),
        Arguments.of("unknown command", Code.PARAMETER, "denoize"),
        Arguments.of("example that is not there", Code.PARAMETER, "denoise --example 4000"),
        Arguments.of("prompt too long", Code.CANVAS, "denoise --prompt " + "toys,".repeat(200)),
        Arguments.of("nothing to write", Code.CANVAS, "denoise --raw --template toys"),
        Arguments.of("model that is not there", Code.NOT_FOUND, "denoise --model nowhere"),
        Arguments.of("step below 0", Code.PARAMETER, "replay nowhere.unmask --step -1"),
        Arguments.of("session that is a folder", Code.NOT_FOUND, "replay models"),
        Arguments.of("session that is not there", Code.NOT_FOUND, "replay nowhere.unmask"),
        Arguments.of("session that is none", Code.SESSION, "replay LICENSE"),
        Arguments.of(
            "folder that cannot be written",
            Code.WRITE,
            "denoise --example 1 --save /proc/x.unmask"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void aBadCommandIsRefused(String what, Code code, String command) throws Exception {
    Assumptions.assumeTrue(
        !command.contains("/proc") || Files.isDirectory(Path.of("/proc")), "no /proc here");
    refused(code, command.split(" "));
  }

  @Test
  void aFullDiskIsSaidInWords() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk.toString())
            .redirectErrorStream(true)
            .start();
    Assumptions.assumeTrue(mount.waitFor() == 0, "a small disk may not be mounted here");
    try {
      refused(Code.WRITE, "denoise", "--example", "1", "--save", disk.resolve("s.unmask") + "");
    } finally {
      assertEquals(0, new ProcessBuilder("umount", disk.toString()).start().waitFor());
    }
  }

  private static void refused(Code code, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dunmask.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.unmask.launch.Unmask"));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "did not end");
    assertTrue(said.endsWith("[" + code.label() + "]"), said);
    assertEquals(code.exitStatus(), process.exitValue(), said);
    assertFalse(said.contains("Exception") || said.contains("\tat "), said);
    assertTrue(said.lines().count() <= 3, said);
  }

  private void copyModel() throws IOException {
    try (Stream<Path> files = Files.list(MODEL)) {
      for (Path f : files.toList()) {
        Files.copy(f, folder.resolve(f.getFileName()));
      }
    }
  }

  private static Path weights(Path model) {
    return model.resolve("model.safetensors");
  }

  private static void resize(Path model, int less) throws IOException {
    byte[] all = Files.readAllBytes(weights(model));
    Files.write(weights(model), Arrays.copyOf(all, all.length - less));
  }

  private static void headerLength(Path model, long length) throws IOException {
    byte[] all = Files.readAllBytes(weights(model));
    ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    Files.write(weights(model), all);
  }

  /// Replaces a text of the header by one of the same length.
  private static void header(Path model, String from, String to) throws IOException {
    byte[] all = Files.readAllBytes(weights(model));
    int n = (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    String json = new String(all, 8, n, StandardCharsets.UTF_8);
    assertTrue(json.contains(from), "the header has no " + from);
    byte[] changed = json.replace(from, to).getBytes(StandardCharsets.UTF_8);
    assertEquals(n, changed.length);
    System.arraycopy(changed, 0, all, 8, n);
    Files.write(weights(model), all);
  }

  /// Lets the second tensor begin one byte too early.
  private static void overlap(Path model) throws IOException {
    byte[] all = Files.readAllBytes(weights(model));
    int n = (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    String json = new String(all, 8, n, StandardCharsets.UTF_8);
    String first = json.replaceFirst("(?s).*?\"data_offsets\":\\[0,(\\d+)\\].*", "$1");
    String begin = "\"data_offsets\":[" + first + ",";
    int less = Integer.parseInt(first) - 1;
    header(model, begin, begin.replace(first, String.valueOf(less)));
  }

  /// Makes NaN of every weight, in any number format that has one.
  private static void noNumbers(Path model) throws IOException {
    byte[] all = Files.readAllBytes(weights(model));
    int n = (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    Arrays.fill(all, 8 + n, all.length, (byte) 0x7f);
    for (int i = 8 + n; i < all.length; i += 2) {
      all[i] = (byte) 0xff;
    }
    Files.write(weights(model), all);
  }

  private static void config(Path model, String from, String to) throws IOException {
    Path file = model.resolve("config.json");
    String text = Files.readString(file);
    assertTrue(text.contains(from), "config.json has no " + from);
    Files.writeString(file, text.replace(from, to));
  }

  private static void pickle(Path model) throws IOException {
    Files.delete(weights(model));
    Files.write(model.resolve("pytorch_model.bin"), new byte[] {(byte) 0x80, 2, '}', '.'});
  }

  private static void clear(Path model) throws IOException {
    try (Stream<Path> files = Files.list(model)) {
      for (Path f : files.toList()) {
        Files.delete(f);
      }
    }
  }
}
