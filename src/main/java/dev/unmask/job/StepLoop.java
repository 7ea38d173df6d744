package dev.unmask.job;

import dev.unmask.diffusion.Frame;
import dev.unmask.network.Denoiser;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The denoising loop of a sampler: asks the network, reveals, hands out one frame per step.
@FunctionalInterface
public interface StepLoop {
  /// @param model the network
  /// @param spec the canvas, the sampler and its settings
  /// @param cancelled asked between engine calls; once true the loop returns without another frame
  /// @param frames gets each frame in order
  void run(Denoiser model, DenoiseSpec spec, BooleanSupplier cancelled, Consumer<Frame> frames);
}
