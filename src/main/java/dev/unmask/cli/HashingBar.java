package dev.unmask.cli;

import dev.unmask.job.Inspector;

/// Says on a terminal how far hashing has come, and leaves nothing behind.
final class HashingBar implements Inspector.Hashing {
  private final Surroundings around;
  private int shown = -1;

  HashingBar(Surroundings around) {
    this.around = around;
  }

  @Override
  public void at(long done, long total) {
    int percent = total == 0 ? 100 : (int) (100 * (done / (double) total));
    if (around.terminal() && percent != shown) {
      shown = percent;
      around.err().print(percent < 100 ? "\rhashing %d %%".formatted(percent) : "\r\u001b[K");
      around.err().flush();
    }
  }
}
