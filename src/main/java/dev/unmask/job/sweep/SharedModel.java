package dev.unmask.job.sweep;

import dev.unmask.checkpoint.GenerationDefaults;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.MemoryEstimate;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Gives out the model that a window has open rather than loading a second copy of it.
///
/// @param others where other models come from
/// @param open the one that is open, or null; it stays open
public record SharedModel(Models others, @Nullable LoadedModel open) implements Models {
  @Override
  public LoadedModel open(ModelRequest request) {
    LoadedModel mine = open;
    if (mine != null
        && Path.of(mine.card().path()).equals(request.folder())
        && mine.card().dtype().equals(request.dtype())) {
      return new LoadedModel(mine.card(), mine.tokenizer(), mine.chat(), mine.denoiser(), () -> {});
    }
    return others.open(request);
  }

  @Override
  public LoadedWriter openWriter(ModelRequest request) {
    return others.openWriter(request);
  }

  @Override
  public GenerationDefaults defaults(Path folder) {
    return others.defaults(folder);
  }

  @Override
  public MemoryEstimate estimate(Path folder, String dtype) {
    return others.estimate(folder, dtype);
  }
}
