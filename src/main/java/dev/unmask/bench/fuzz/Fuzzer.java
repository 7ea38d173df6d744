package dev.unmask.bench.fuzz;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Breaks files and opens them. The same seed and number give the same bytes, whatever was before.
///
/// Not safe for use by several threads: a second one gets a fuzzer of its own.
public final class Fuzzer implements AutoCloseable {
  /// Processor time of a refusal.
  public static final long SLOWEST = 1_000_000_000L;

  /// Bytes allocated by a refusal.
  public static final long LARGEST = 64L << 20;

  private static final Path MEMORY = Path.of("/dev/shm");

  private final com.sun.management.ThreadMXBean clock =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final long seed;
  private final Path scratch;
  private final List<Target> targets;
  private final Map<Target, Path> folders = new HashMap<>();

  /// Writes the files that are right, and opens each once.
  ///
  /// @param model the bundled model, whose files are among those that are broken
  /// @throws IllegalStateException if one of them does not open
  public Fuzzer(Path model, long seed) {
    this.seed = seed;
    try {
      boolean memory = Files.isDirectory(MEMORY) && Files.isWritable(MEMORY);
      scratch =
          memory
              ? Files.createTempDirectory(MEMORY, "unmask-fuzz")
              : Files.createTempDirectory("unmask-fuzz");
      targets = new Targets(model).all();
      for (Target t : targets) {
        prepare(t);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prepare(Target t) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve(t.name().replace(' ', '-')));
    folders.put(t, folder);
    for (Map.Entry<String, Target.Content> other : t.others().entrySet()) {
      write(folder.resolve(other.getKey()), other.getValue().head(), other.getValue().tail());
    }
    write(folder.resolve(t.file()), t.seed(), t.tail());
    try {
      t.opening().open(folder);
    } catch (Problem p) {
      throw new IllegalStateException(t.name() + " is not right: " + p.inOneLine(), p);
    }
  }

  /// Kinds of files that are broken.
  public int kinds() {
    return targets.size();
  }

  /// The folder of the last broken file, to be looked at after a surprise.
  public Path folder(long number) {
    return folders.getOrDefault(target(number), scratch);
  }

  private Target target(long number) {
    return targets.get((int) (number % targets.size()));
  }

  /// Breaks one file and opens it.
  ///
  /// @param number of the change, at least 0
  public Outcome run(long number) {
    Target t = target(number);
    // Numbers that follow each other must not give streams that look alike.
    SplittableRandom random =
        new SplittableRandom((seed * 0x9E3779B97F4A7C15L) ^ (number * 0xD1B54A32D192ED03L)).split();
    Path folder = folders.getOrDefault(t, scratch);
    try {
      broken(t, folder.resolve(t.file()), random);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long began = clock.getCurrentThreadCpuTime();
    long bytes = clock.getCurrentThreadAllocatedBytes();
    String code = "";
    @Nullable String surprise = null;
    try {
      t.opening().open(folder);
    } catch (Problem p) {
      code = p.code().label();
      surprise = p.code() == Code.INTERNAL ? p.inOneLine() : null;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      surprise = described(e);
    }
    long allocated = clock.getCurrentThreadAllocatedBytes() - bytes;
    long nanos = clock.getCurrentThreadCpuTime() - began;
    if (surprise == null && nanos > SLOWEST) {
      surprise = "it took " + nanos / 1_000_000 + " ms";
    }
    if (surprise == null && allocated > LARGEST) {
      surprise = "it allocated " + allocated / 1_000_000 + " MB";
    }
    return new Outcome(t.name(), number, code, nanos, allocated, surprise);
  }

  private static String described(Throwable e) {
    StringBuilder out = new StringBuilder(e.toString());
    Arrays.stream(e.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("dev.unmask"))
        .limit(6)
        .forEach(frame -> out.append(System.lineSeparator()).append("  at ").append(frame));
    return out.toString();
  }

  private static void broken(Target t, Path file, SplittableRandom random) throws IOException {
    switch (t.layout()) {
      case PLAIN -> write(file, Mutator.mutate(t.seed(), random), t.tail());
      case SAFETENSORS -> safetensors(t, file, random);
      case LLAMA2C -> {
        byte[] head = Mutator.mutate(t.seed(), random);
        long size = Llama2cSize.of(head);
        boolean right = size > head.length && size < 1L << 30 && random.nextInt(4) > 0;
        write(file, head, right ? size - head.length : t.tail());
      }
    }
  }

  private static void safetensors(Target t, Path file, SplittableRandom random) throws IOException {
    byte[] seed = t.seed();
    if (random.nextInt(4) == 0) {
      write(file, Mutator.mutate(seed, random), t.tail());
      return;
    }
    byte[] json = Mutator.mutate(Arrays.copyOfRange(seed, Long.BYTES, seed.length), random);
    ByteBuffer all = ByteBuffer.allocate(Long.BYTES + json.length).order(ByteOrder.LITTLE_ENDIAN);
    write(file, all.putLong(json.length).put(json).array(), t.tail());
  }

  private static void write(Path file, byte[] head, long tail) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer b = ByteBuffer.wrap(head);
      while (b.hasRemaining()) {
        channel.write(b);
      }
      if (tail > 0) {
        channel.write(ByteBuffer.allocate(1), head.length + tail - 1); // the rest is a hole
      }
    }
  }

  /// Removes all files.
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(scratch)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
