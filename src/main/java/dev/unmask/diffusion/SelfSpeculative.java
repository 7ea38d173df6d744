package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lossless parallel decoding: writes exactly what one position per evaluation would write, in the
/// same order, with fewer evaluations.
///
/// The present beliefs draft the next positions; one evaluation of a batch judges the canvas with
/// none, one, two, … of them written. As long as the judged canvas would have chosen what was
/// drafted, the draft stands. A token is drawn with the same random number at whatever step it is
/// drawn.
///
/// @see "Self speculative decoding for diffusion language models, 2510.04147"
public final class SelfSpeculative implements Adaptive {
  private final Order order;
  private final int draft;
  private @Nullable Step before;

  /// @param order of the sequential sampler; not at random
  /// @param draft positions that are drafted at once, at least 1
  public SelfSpeculative(Order order, int draft) {
    if (order == Order.RANDOM || draft < 1) {
      throw new IllegalArgumentException(order + ", draft " + draft);
    }
    this.order = order;
    this.draft = draft;
  }

  @Override
  public Transition begin(Denoiser model) {
    return new SelfSpeculative(order, draft);
  }

  @Override
  public List<Probe> probes(Moment at) {
    List<Probe> probes = new ArrayList<>();
    for (Canvas canvas : drafts(at)) {
      probes.add(Probe.of(canvas, canvas.maskedPositions()));
    }
    return probes;
  }

  /// The canvas as it stands, and with one, two, … drafted positions; each leaves something masked.
  private List<Canvas> drafts(Moment at) {
    List<Canvas> drafts = new ArrayList<>(List.of(at.canvas()));
    Step known = before;
    if (known == null || at.number() == 1) {
      return drafts;
    }
    int[] masked = at.masked();
    int[] tokens = known.candidates();
    int[] first = Ranking.descending(masked, order.scores(known, masked));
    for (int i = 0; i < Math.min(draft, first.length - 1); i++) {
      drafts.add(drafts.getLast().reveal(new int[] {first[i]}, tokens));
    }
    return drafts;
  }

  @Override
  public Canvas next(Step step) {
    Moment at = step.at();
    List<Canvas> drafts = drafts(at);
    Canvas canvas = at.canvas();
    for (int i = 0; i < drafts.size(); i++) {
      Step here = at(at, canvas, step.answers().get(i));
      canvas = sequential(here);
      before = here;
      if (i + 1 == drafts.size() || !canvas.same(drafts.get(i + 1))) {
        break;
      }
    }
    return canvas;
  }

  private Canvas sequential(Step step) {
    int[] masked = step.masked();
    return step.reveal(Ranking.best(masked, order.scores(step, masked), 1));
  }

  private static Step at(Moment at, Canvas canvas, Beliefs beliefs) {
    return new Step(at.on(canvas), List.of(beliefs));
  }

  @Override
  public int tokenStep(Moment at) {
    return 0;
  }

  @Override
  public int alternatives() {
    return order.alternatives();
  }
}
