package dev.unmask.cli;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Keeps the newest frame only, so that a slow terminal never slows the run.
final class LatestFrame implements RunListener {
  private final AtomicReference<@Nullable Frame> latest = new AtomicReference<>();
  private volatile @Nullable RunHeader header;

  @Override
  public void started(RunHeader run) {
    header = run;
  }

  @Override
  public void frame(Frame frame) {
    latest.set(frame);
  }

  /// The newest frame, or null before the first.
  @Nullable Frame frame() {
    return latest.get();
  }

  /// What runs, or null before it starts.
  @Nullable RunHeader header() {
    return header;
  }
}
