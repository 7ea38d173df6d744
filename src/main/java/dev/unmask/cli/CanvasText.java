package dev.unmask.cli;

import dev.unmask.diffusion.Frame;
import dev.unmask.diffusion.Role;
import dev.unmask.job.TokenTexts;
import java.util.Arrays;

/// What a frame says, as text.
final class CanvasText {
  private CanvasText() {}

  /// What the model wrote, up to the first end of text, without special tokens.
  ///
  /// @param eosId the id that ends a text, or -1
  static String answer(Frame frame, TokenTexts tokens, int eosId) {
    int[] ids = new int[frame.length()];
    int n = 0;
    for (int p = 0; p < frame.length(); p++) {
      if (frame.role(p) == Role.REVEALED) {
        if (frame.ids()[p] == eosId) {
          break;
        }
        if (!tokens.special(frame.ids()[p])) {
          ids[n++] = frame.ids()[p];
        }
      }
    }
    return tokens.text(Arrays.copyOf(ids, n));
  }

  /// The whole canvas without special tokens; masks as blocks.
  static String whole(Frame frame, TokenTexts tokens) {
    StringBuilder all = new StringBuilder();
    int from = 0;
    int[] ids = new int[frame.length()];
    int n = 0;
    for (int p = from; p < frame.length(); p++) {
      if (frame.role(p) == Role.MASKED) {
        all.append(tokens.text(Arrays.copyOf(ids, n))).append('░');
        n = 0;
      } else if (!tokens.special(frame.ids()[p])) {
        ids[n++] = frame.ids()[p];
      }
    }
    return all.append(tokens.text(Arrays.copyOf(ids, n))).toString();
  }
}
