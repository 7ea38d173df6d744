package dev.unmask.checkpoint;

import dev.unmask.problem.Problem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/// A program of its own, run in a small heap: opens headers that are made to be expensive.
///
/// Prints one line for each: name, `accepted` or `refused`, processor milliseconds.
final class HostileHeaders {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private HostileHeaders() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]).resolve("hostile.safetensors");
    String notes = "{\"__metadata__\":{\"a\":\"\"";
    String entry = ":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
    String first = "{\"first\"" + entry;
    String wide = "[0" + ",1".repeat(61) + "]";
    // The longest that the reference takes, where only the budget stops the work; else shorter.
    open(file, "warm-up", 1_000, first, i -> ",\"t" + i + "\"" + entry, "}");
    open(file, "spaces", 100_000_000, "{", i -> " ".repeat(1_000), "}");
    open(file, "tensors", 100_000_000, first, i -> ",\"t" + i + "\"" + entry, "}");
    open(
        file,
        "long-names",
        12_000_000,
        first,
        i -> ",\"" + i + "x".repeat(60_000) + "\"" + entry,
        "}");
    open(file, "one-name", 2_000_000, "{\"", i -> "x".repeat(1_000), "\"" + entry + "}");
    open(
        file,
        "dimensions",
        20_000_000,
        first,
        i -> ",\"t" + i + "\"" + entry.replace("[0]", wide),
        "}");
    open(file, "rank", 1_000_000, "{\"t\":{\"shape\":[0", i -> ",0".repeat(500), "]}}");
    open(file, "notes", 2_000_000, notes, i -> ",\"n" + i + "\":\"\"", "}}");
    open(
        file, "one-note", 20_000_000, "{\"__metadata__\":{\"a\":\"", i -> "ab".repeat(500), "\"}}");
    open(
        file, "wide-note", 23_000_000, "{\"__metadata__\":{\"a\":\"", i -> "語".repeat(500), "\"}}");
    open(file, "unknown-keys", 100_000_000, "{\"t\":{\"x\":[0", i -> ",0".repeat(500), "]}}");
    open(file, "unknown-texts", 40_000_000, "{\"t\":{\"x\":[0", i -> ",\"語\"".repeat(100), "]}}");
    open(file, "nesting", 1_000_000, "{\"t\":{\"x\":", i -> "[".repeat(1_000), "]}}");
    open(file, "number", 1_000_000, "{\"t\":{\"shape\":[", i -> "1".repeat(1_000), "]}}");
    // The most that is accepted: as many tensors, names and dimensions as the budget has.
    String name = "語".repeat(HeaderBudget.CHARACTERS / HeaderBudget.TENSORS - 8);
    String full = entry.replace("[0]", "[0,1,1,1]");
    IntFunction<String> named = i -> ",\"" + name + i + "\"";
    int most = HeaderBudget.TENSORS - 1;
    open(file, "most", 32_000_000, first, i -> i < most ? named.apply(i) + full : "", "}");
    shards(Path.of(args[0]), HeaderBudget.TENSORS / 2, named, full);
  }

  /// The same in two shards with an index.
  private static void shards(Path folder, int each, IntFunction<String> named, String entry)
      throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    Path index = folder.resolve(ShardIndex.NAME);
    try (Writer out = Files.newBufferedWriter(index)) {
      out.write("{\"weight_map\":{\"\":\"0.safetensors\"");
      for (int i = 0; i < 2 * each - 2; i++) {
        out.write(named.apply(i) + ":\"" + i / (each - 1) + ".safetensors\"");
      }
      out.write("}}");
    }
    for (int shard = 0; shard < 2; shard++) {
      int from = shard * (each - 1);
      String first = shard == 0 ? "{\"\"" + entry : "{\"x\"" + entry;
      IntFunction<String> part = i -> i < each - 1 ? named.apply(from + i) + entry : "";
      write(folder.resolve(shard + ".safetensors"), 16_000_000, first, part, "}");
    }
    time("shards", () -> CheckpointFolder.open(folder).tensors().size());
  }

  private static void open(
      Path file, String name, int length, String head, IntFunction<String> piece, String tail)
      throws IOException {
    write(file, length, head, piece, tail);
    time(name, () -> WeightsFile.open(file).tensors().size());
    Files.delete(file);
  }

  private static void time(String name, IntSupplier work) {
    long begin = CLOCK.getCurrentThreadCpuTime();
    String outcome;
    try {
      outcome = work.getAsInt() + " accepted";
    } catch (Problem p) {
      outcome = p.sentence() + " refused";
    }
    long millis = (CLOCK.getCurrentThreadCpuTime() - begin) / 1_000_000;
    System.out.println(name + " " + outcome + " " + millis);
  }

  private static void write(
      Path file, int length, String head, IntFunction<String> piece, String tail)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
      byte[] begin = head.getBytes(StandardCharsets.UTF_8);
      byte[] end = tail.getBytes(StandardCharsets.UTF_8);
      out.write(begin);
      int left = length - begin.length - end.length;
      for (int i = 0; ; i++) {
        byte[] part = piece.apply(i).getBytes(StandardCharsets.UTF_8);
        if (part.length == 0 || part.length > left) {
          break;
        }
        out.write(part);
        left -= part.length;
      }
      out.write(end);
      for (; left > 0; left--) {
        out.write(' ');
      }
    }
  }
}
