package dev.unmask.network;

import java.util.List;

/// A masked diffusion language model that is ready to be asked.
///
/// Not safe for use by several threads at once: a job owns its device.
public interface Denoiser {
  /// Rows of the vocabulary table; every id on a canvas is smaller.
  int vocabularySize();

  /// The longest canvas in positions.
  int maxLength();

  /// The id that stands for a masked position.
  int maskId();

  /// Whether output row `i` predicts position `i + 1` (DiffuGPT, DiffuLLaMA, Dream). Position 0 is
  /// then not predicted: row 0 is used twice for its score, and its token is what the canvas gives.
  boolean shifted();

  /// One evaluation of the network.
  ///
  /// @return beliefs for each canvas of the batch
  /// @throws dev.unmask.problem.Problem if the canvas is too long or memory runs out
  List<Beliefs> believe(Question question);
}
