package dev.unmask.network;

import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;

/// A table in the engine with a row over the vocabulary for each position, which lives from one
/// evaluation to the next. All zero at first.
public final class VocabularyMemory implements AutoCloseable {
  private final Scope scope;
  private final Tensor table;
  private final Use use;

  /// What the table is for.
  public sealed interface Use {
    /// The distribution of the evaluation before; its divergence from the present one is reported.
    ///
    /// @see "KLASS (ad87ecb): 1e-12 inside both logarithms"
    record Divergence() implements Use {}

    /// Credit: `C <- beta C`, then `C[best] += p_best ^ gamma`; the logits become `z + alpha ln(1 +
    /// C)`.
    ///
    /// @see "dInfer, credit decoding (fce4e32)"
    record Credit(double alpha, double gamma, double beta) implements Use {}
  }

  VocabularyMemory(Scope scope, Tensor table, Use use) {
    this.scope = scope;
    this.table = table;
    this.use = use;
  }

  Tensor table() {
    return table;
  }

  Use use() {
    return use;
  }

  @Override
  public void close() {
    scope.close();
  }
}
