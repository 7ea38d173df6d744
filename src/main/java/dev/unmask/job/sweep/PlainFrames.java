package dev.unmask.job.sweep;

import dev.unmask.flow.FlowFrame;
import dev.unmask.flow.Integration;
import dev.unmask.job.WritingListener;
import dev.unmask.job.WrittenToken;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells whoever watches of tokens that nothing was integrated for: each is a frame of one pass
/// without a way to it, so that such texts are kept and played like those of flow models.
final class PlainFrames implements Consumer<WrittenToken> {
  private final Optional<WritingListener> watching;
  private int index;
  private long last = System.nanoTime();

  PlainFrames(Optional<WritingListener> watching) {
    this.watching = watching;
  }

  @Override
  public void accept(WrittenToken token) {
    long now = System.nanoTime();
    FlowFrame frame =
        new FlowFrame(
            index++,
            token.position(),
            token.id(),
            token.logProbability(),
            token.entropy(),
            token.topIds(),
            token.topLogProbabilities(),
            List.of(),
            1,
            Integration.End.REACHED,
            now - last);
    last = now;
    watching.ifPresent(w -> w.frame(frame));
  }
}
