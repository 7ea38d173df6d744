package dev.unmask.job;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.GenerationDefaults;
import dev.unmask.golden.Bundled;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;

/// Gives out one fake model, whatever is asked for.
public final class FakeModels implements Models {
  private final FakeModel model;

  public FakeModels(FakeModel model) {
    this.model = model;
  }

  @Override
  public LoadedModel open(ModelRequest request) {
    return model.loaded();
  }

  @Override
  public LoadedWriter openWriter(ModelRequest request) {
    throw new Problem(Code.ARCHITECTURE, "It does not write left to right.", "Denoise with it.");
  }

  @Override
  public GenerationDefaults defaults(Path folder) {
    return GenerationDefaults.of(CheckpointFolder.open(Bundled.MODEL));
  }

  @Override
  public MemoryEstimate estimate(Path folder, String dtype) {
    throw new UnsupportedOperationException("not needed");
  }
}
