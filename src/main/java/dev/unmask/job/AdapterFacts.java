package dev.unmask.job;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.LoraAdapter;
import dev.unmask.network.Adaptation;
import dev.unmask.network.Families;
import java.nio.file.Path;

/// What an adapter would do to a model, without loading either.
///
/// @param matrices weights to which a product of two factors is added
/// @param replaced tensors that are replaced as a whole
/// @param scale on the products
/// @param base the model that it says it was trained on, may be empty
/// @param fingerprint of its files
public record AdapterFacts(
    int matrices, int replaced, double scale, String base, String fingerprint) {
  /// Looks at an adapter.
  ///
  /// @throws dev.unmask.problem.Problem if it cannot be opened or does not fit the model
  public static AdapterFacts of(Path model, AdapterChoice choice) {
    LoraAdapter adapter = LoraAdapter.open(Path.of(choice.path()));
    new Adaptation(adapter, true).check(Families.blueprint(CheckpointFolder.open(model)));
    return new AdapterFacts(
        adapter.pairs().size(),
        adapter.saved().size(),
        adapter.scale(),
        adapter.base().orElse(""),
        adapter.fingerprint());
  }

  /// On one line.
  public String inWords() {
    return "fits: adapts "
        + matrices
        + " matrices, scale "
        + scale
        + (replaced == 0 ? "" : ", replaces " + replaced + " tensors")
        + (base.isEmpty() ? "" : ", made for " + base);
  }
}
