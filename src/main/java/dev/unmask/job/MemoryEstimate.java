package dev.unmask.job;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Locale;

/// How much memory a model will take, compared with what is free.
///
/// @param weights bytes of the weights in the format of the computation
/// @param activations bytes that a layer works with at the longest canvas
/// @param canvas bytes of what is believed about the canvas: pieces of logits
/// @param free bytes that the machine can give
public record MemoryEstimate(long weights, long activations, long canvas, long free) {
  /// Bytes in all.
  public long needed() {
    return Math.addExact(weights, Math.addExact(activations, canvas));
  }

  /// Whether there is room for it.
  public boolean fits() {
    return needed() <= free;
  }

  /// The whole in words.
  public String inWords() {
    return "%s: weights %s, activations %s, canvas %s; %s the %s that are free"
        .formatted(
            words(needed()),
            words(weights),
            words(activations),
            words(canvas),
            fits() ? "fits into" : "more than",
            words(free));
  }

  /// Refuses what does not fit.
  ///
  /// @throws Problem MEMORY with the numbers
  public void check() {
    if (!fits()) {
      throw new Problem(
          Code.MEMORY,
          "The model needs about %s and %s are free.".formatted(words(needed()), words(free)),
          "Close other programs, or take a smaller model or bf16.");
    }
  }

  /// A number of bytes in words, for example `1.4 GB`.
  public static String words(long bytes) {
    if (bytes < 1_000_000) {
      return "%.0f kB".formatted(Math.ceil(bytes / 1e3));
    }
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
