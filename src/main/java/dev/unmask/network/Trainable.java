package dev.unmask.network;

import dev.unmask.engine.Device;
import java.util.List;

/// Something whose weights can be changed: it computes losses, and adds their gradients to sums.
public interface Trainable extends AutoCloseable {
  /// What the network is made of; of a flow, its base.
  Blueprint blueprint();

  /// Where it computes.
  Device device();

  /// The weights that are trained, in a fixed order.
  List<TrainedWeight> trained();

  /// Adds the gradient of a loss to the sums.
  ///
  /// @return `[n]` `-log p` of each target in nats, before weighting
  float[] differentiate(LossTerms terms);

  /// The same losses without gradients.
  ///
  /// @return `[n]` `-log p` of each target in nats
  float[] losses(LossTerms terms);

  @Override
  void close();
}
