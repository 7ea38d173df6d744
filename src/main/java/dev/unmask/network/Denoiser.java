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

  /// One evaluation of a part of one canvas, while the rest comes from a cache. On a shifted
  /// network the first row of the window is used for its first position too.
  ///
  /// @param question about one canvas; its positions lie in the window
  ///
  /// @throws UnsupportedOperationException if it has no cache
  default List<Beliefs> believe(Question question, Window window) {
    throw new UnsupportedOperationException("no cache");
  }

  /// An empty cache.
  ///
  /// @param length positions that fit
  ///
  /// @throws UnsupportedOperationException if it has none
  default CanvasCache cache(int length) {
    throw new UnsupportedOperationException("no cache");
  }

  /// An empty memory of the vocabulary.
  ///
  /// @param positions that fit
  ///
  /// @throws UnsupportedOperationException if it has none
  default VocabularyMemory memory(VocabularyMemory.Use use, int positions) {
    throw new UnsupportedOperationException("no memory");
  }

  /// Positions see their own block of so many and the blocks before it; 0 where all see all.
  default int blockSize() {
    return 0;
  }

  /// Whether the noise level is an input of the network.
  default boolean toldTheNoise() {
    return false;
  }
}
