package dev.unmask.job;

import dev.unmask.checkpoint.ModelFolder;
import dev.unmask.checkpoint.ModelLocation;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.train.Recipes;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the model that a recipe begins with.
///
/// @param bundled the folder of one of the models that come with Unmask; others lie beside it
/// @param location finds all others by what users type
public record StartModels(Path bundled, ModelLocation location) {
  /// The folder of a model: one that comes with Unmask, a path, or a repository in the cache of
  /// Hugging Face's tools.
  ///
  /// @throws Problem NOT_FOUND if there is none of this name
  public Path find(String name) {
    Optional<Path> beside = bundled(name);
    if (beside.isPresent()) {
      return beside.get();
    }
    try {
      return location.find(name);
    } catch (Problem p) {
      if (Recipes.bundled().contains(name)) {
        throw new Problem(
            Code.NOT_FOUND,
            "The model " + name + " has not been made yet.",
            "Train it by the recipe of this name, then give its folder as the model to start from.",
            p);
      }
      throw p;
    }
  }

  /// The folder of a model that comes with Unmask, if there is one of this name.
  public Optional<Path> bundled(String name) {
    return Optional.of(bundled.resolveSibling(name)).filter(ModelFolder::present);
  }
}
