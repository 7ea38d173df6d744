package dev.unmask.bench;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.StoredType;
import dev.unmask.engine.Device;
import dev.unmask.engine.Torch;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.Input;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// How long a checkpoint takes from its folder to first logits, and what memory that costs.
///
/// The file is written just before, so what fits is in the page cache: disk speed is not measured.
///
/// @param shape of the checkpoint
/// @param stored type of its tensors, F32 or BF16
/// @param zeros whether the file is a hole: for sizes beyond the disk; memory is measured all the
///     same, since pages of a hole are pages
/// @param precisions to measure, in this order
public record LoadBench(
    Torch torch,
    SyntheticCheckpoint shape,
    StoredType stored,
    boolean zeros,
    List<Precision> precisions,
    PrintWriter out) {

  /// Writes the checkpoint into a temporary folder, measures each precision, and removes it.
  public void run() {
    Path folder;
    try {
      folder = Files.createTempDirectory("unmask-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      shape.write(folder, stored, zeros);
      CheckpointFolder written = CheckpointFolder.open(folder);
      out.printf(
          Locale.ROOT,
          "%s (%s): %d tensors, %.0f MB of %s%s%n",
          shape.text(),
          shape.about(),
          written.tensors().size(),
          written.bytes() / 1e6,
          stored.name().toLowerCase(Locale.ROOT),
          zeros ? " zeros, in a file with holes" : "");
      table(folder);
    } finally {
      delete(folder);
    }
  }

  /// Measures a checkpoint that is there already.
  public void run(Path model) {
    CheckpointFolder opened = CheckpointFolder.open(model);
    out.printf(
        Locale.ROOT,
        "%s: %d tensors, %.0f MB%n",
        opened.name(),
        opened.tensors().size(),
        opened.bytes() / 1e6);
    table(model);
  }

  private void table(Path model) {
    out.printf(
        "%-6s %10s %15s %15s %12s %12s%n",
        "dtype", "load (s)", "to logits (s)", "resident (MB)", "peak (MB)", "own (MB)");
    precisions.forEach(precision -> measure(model, precision));
    out.println("resident: of the whole process after first logits, mapped file included");
    out.println("own: what of it belongs to no file and was added by the model");
  }

  private void measure(Path folder, Precision precision) {
    ResidentMemory.forgetPeak();
    OptionalLong before = ResidentMemory.anonymous();
    long began = System.nanoTime();
    CheckpointFolder checkpoint = CheckpointFolder.open(folder);
    Blueprint blueprint = Families.blueprint(checkpoint, Reading.DIFFUSION);
    try (Network network = Network.load(torch, Device.CPU, checkpoint, blueprint, precision)) {
      long loaded = System.nanoTime();
      network.logits(Input.of(new int[][] {{1, 2, 3, 4, 5, 6, 7, 8}}));
      long done = System.nanoTime();
      OptionalLong after = ResidentMemory.anonymous();
      OptionalLong more =
          before.isPresent() && after.isPresent()
              ? OptionalLong.of(after.getAsLong() - before.getAsLong())
              : OptionalLong.empty();
      out.printf(
          Locale.ROOT,
          "%-6s %10.2f %15.2f %15s %12s %12s%n",
          precision.text(),
          (loaded - began) / 1e9,
          (done - began) / 1e9,
          megabytes(ResidentMemory.all()),
          megabytes(ResidentMemory.peak()),
          megabytes(more));
      out.flush();
    }
  }

  private static String megabytes(OptionalLong bytes) {
    return bytes.isPresent()
        ? String.format(Locale.ROOT, "%.0f", bytes.getAsLong() / 1e6)
        : "unknown";
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
