package dev.unmask.bench;

import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.network.Input;
import dev.unmask.network.Precision;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How near a network's trunk comes to the rate of its own matrix products.
///
/// Both are done in turn: the trunk, then the products of its linear layers with the same weights
/// and nothing between them. A share of 100 % would be a trunk in which norms, activations,
/// attention's softmax and copies take no time.
///
/// @param shapes to measure
/// @param precisions to measure each in
/// @param length of the canvas
/// @param repeats of each pair
public record ForwardBench(
    Torch torch,
    List<SyntheticCheckpoint> shapes,
    List<Precision> precisions,
    int length,
    int repeats,
    PrintWriter out) {

  /// Measures and prints a table.
  public void run() {
    out.printf("canvas of %d, %d threads, medians of %d pairs%n", length, torch.threads(), repeats);
    out.printf(
        "%-6s %-6s %12s %14s %16s %16s %10s%n",
        "shape",
        "dtype",
        "trunk (ms)",
        "products (ms)",
        "trunk (GFLOP/s)",
        "GEMM (GFLOP/s)",
        "share");
    for (SyntheticCheckpoint shape : shapes) {
      try (ScratchFolder folder = ScratchFolder.create()) {
        SyntheticModel.write(shape, folder.path());
        precisions.forEach(precision -> measure(shape, folder.path(), precision));
      }
    }
    out.println(
        "share: operations of the trunk (linear layers and attention) in a second, of those");
    out.println("that the products of its linear layers alone do in a second");
  }

  private void measure(SyntheticCheckpoint shape, Path folder, Precision precision) {
    try (SyntheticModel model = SyntheticModel.load(torch, folder, precision);
        Scope scope = torch.scope(Device.CPU)) {
      Program measured = model.network().beside(scope, ProgramSource.of("measured.py"));
      TrunkWork work = new TrunkWork(model.network(), length);
      List<Tensor> x = work.inputs(scope, torch);
      Input input = Input.of(new int[][] {IntStream.range(0, length).toArray()});
      Tensor all = scope.ids(IntStream.range(0, length).toArray(), length);
      Times trunk = new Times();
      Times products = new Times();
      for (int i = -1; i < repeats; i++) {
        Times t = i < 0 ? new Times() : trunk; // the first touches the weights
        Times p = i < 0 ? new Times() : products;
        try (Scope step = scope.child()) {
          t.of(() -> model.network().run(step, measured, "measured_trunk", input, List.of(all)));
          p.of(() -> work.multiply(step, measured, input, x));
        }
      }
      double own = work.linearOperations() + work.attentionOperations(length);
      out.printf(
          Locale.ROOT,
          "%-6s %-6s %12.1f %14.1f %16.1f %16.1f %8.1f %%%n",
          shape.text(),
          precision.text(),
          1e3 * trunk.median(),
          1e3 * products.median(),
          own / trunk.median() / 1e9,
          work.linearOperations() / products.median() / 1e9,
          100 * own / work.linearOperations() / trunk.over(products));
      out.flush();
    }
  }
}
