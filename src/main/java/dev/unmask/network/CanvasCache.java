package dev.unmask.network;

import dev.unmask.engine.Device;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Keys and values of every layer for some positions, kept between evaluations.
///
/// Exact where the kept part cannot have changed (texts written left to right, block by block). On
/// a bidirectional network it is an approximation: what is kept has not seen what was written
/// since.
public final class CanvasCache implements AutoCloseable {
  private final Scope scope;
  private final List<Tensor> tensors;
  private final int capacity;

  /// @param capacity positions that fit
  CanvasCache(Network network, int capacity) {
    this(network, 1, capacity);
  }

  /// @param rows texts beside each other
  /// @param capacity positions that fit into each
  CanvasCache(Network network, int rows, int capacity) {
    this.scope = network.torch().scope(Device.CPU);
    this.tensors = new ArrayList<>();
    this.capacity = capacity;
    CacheShape shape = network.blueprint().cache();
    for (int i = 0; i < 2 * shape.layers(); i++) {
      Tensor t =
          network
              .torch()
              .empty(
                  scope,
                  network.precision().activations(),
                  rows,
                  shape.heads(),
                  capacity,
                  shape.width());
      tensors.add(network.device().cuda() ? network.torch().move(scope, t, network.device()) : t);
    }
  }

  /// Positions that fit.
  public int capacity() {
    return capacity;
  }

  List<Tensor> tensors() {
    return tensors;
  }

  @Override
  public void close() {
    scope.close();
  }
}
