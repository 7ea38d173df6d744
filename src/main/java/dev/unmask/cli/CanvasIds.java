package dev.unmask.cli;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.ModelCard;
import dev.unmask.job.Values;
import java.util.Arrays;

/// A canvas that was typed as ids, where `_` is a masked position.
///
/// @param ids what stands there; 0 where it is masked
/// @param masked which positions are
record CanvasIds(int[] ids, boolean[] masked) {
  /// @throws dev.unmask.problem.Problem PARAMETER if it is something else than ids and underscores
  static CanvasIds read(String text) {
    String[] parts = text.split(",", -1);
    boolean[] masked = new boolean[parts.length];
    for (int i = 0; i < parts.length; i++) {
      masked[i] = parts[i].strip().equals("_");
      parts[i] = masked[i] ? "0" : parts[i];
    }
    return new CanvasIds(Choices.ids(String.join(",", parts)), masked);
  }

  /// With the masks that the settings ask for at its end; where nothing is masked at all, as
  /// many as the model is made for.
  CanvasIds filled(Values settings, ModelCard card) {
    int masks = settings.whole(DenoiseParameters.MASKS);
    int asked = settings.whole(DenoiseParameters.LENGTH);
    int length = Math.max(ids.length + masks, asked);
    boolean any = length > ids.length;
    for (boolean m : masked) {
      any |= m;
    }
    length = any ? length : Math.max(ids.length, card.length(ids.length));
    boolean[] all = Arrays.copyOf(masked, length);
    Arrays.fill(all, ids.length, length, true);
    return new CanvasIds(Arrays.copyOf(ids, length), all);
  }
}
