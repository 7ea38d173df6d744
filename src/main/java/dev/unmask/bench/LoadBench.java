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
/// The file is written just before, so it is in the page cache: disk speed is not measured.
public record LoadBench(Torch torch, SyntheticCheckpoint shape, PrintWriter out) {
  /// Writes the checkpoint into a temporary folder, measures each precision, and removes it.
  public void run() {
    Path folder;
    try {
      folder = Files.createTempDirectory("unmask-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      shape.write(folder, StoredType.BF16);
      long file = CheckpointFolder.open(folder).bytes();
      out.printf(Locale.ROOT, "%s, stored in bf16, %.0f MB of weights%n", shape.text(), file / 1e6);
      out.printf(
          "%-6s %12s %14s %18s %14s%n",
          "dtype", "load (s)", "to logits (s)", "own memory (MB)", "of file");
      for (Precision precision : List.of(Precision.BF16, Precision.INT8, Precision.F32)) {
        measure(folder, precision, file);
      }
      out.println("own memory: pages of this process that belong to no file, after first logits");
    } finally {
      delete(folder);
    }
  }

  private void measure(Path folder, Precision precision, long file) {
    OptionalLong before = ResidentMemory.anonymous();
    long began = System.nanoTime();
    CheckpointFolder checkpoint = CheckpointFolder.open(folder);
    Blueprint blueprint = Families.blueprint(checkpoint, Reading.DIFFUSION);
    try (Network network = Network.load(torch, Device.CPU, checkpoint, blueprint, precision)) {
      long loaded = System.nanoTime();
      network.logits(Input.of(new int[][] {{1, 2, 3, 4, 5, 6, 7, 8}}));
      long done = System.nanoTime();
      String own = "unknown";
      String share = "unknown";
      OptionalLong after = ResidentMemory.anonymous();
      if (before.isPresent() && after.isPresent()) {
        long more = after.getAsLong() - before.getAsLong();
        own = String.format(Locale.ROOT, "%.0f", more / 1e6);
        share = String.format(Locale.ROOT, "%.2f", (double) more / file);
      }
      out.printf(
          Locale.ROOT,
          "%-6s %12.2f %14.2f %18s %14s%n",
          precision.text(),
          (loaded - began) / 1e9,
          (done - began) / 1e9,
          own,
          share);
      out.flush();
    }
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
