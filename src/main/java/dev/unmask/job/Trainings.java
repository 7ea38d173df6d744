package dev.unmask.job;

import dev.unmask.engine.Device;
import dev.unmask.engine.Torch;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import dev.unmask.train.Training;
import java.nio.file.Path;
import java.util.List;

/// Opens trainings on this computer. The engine starts with the first.
///
/// @param threads threads for one operation on the CPU
public record Trainings(int threads) {
  /// The recipe that a user named: a file if its name ends in `.json`, else a bundled one.
  ///
  /// @param changes `path.to.key=value` each
  /// @throws Problem if there is none, or it is wrong
  public static Recipe recipe(String named, List<String> changes) {
    return named.endsWith(".json")
        ? Recipes.file(Path.of(named), changes)
        : Recipes.bundled(named, changes);
  }

  /// Opens a training, or takes it up where its newest checkpoint was written.
  ///
  /// @param model the folder that the recipe's `start.model` stands for
  /// @param target folder of the training, which is made if it is not there
  /// @param device `cpu`, `cuda:0`, …
  /// @throws Problem if the recipe, the model or the device does not allow it, WRITE if the folder
  ///     cannot be made
  public Training open(Recipe recipe, Path model, Path target, String device) {
    Torch torch = Torch.start(threads);
    Device on =
        torch.devices().stream()
            .filter(d -> d.name().equals(device))
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                        Code.ENGINE,
                        "There is no device " + device + ".",
                        "There are: "
                            + String.join(", ", torch.devices().stream().map(Device::name).toList())
                            + "."));
    return Training.open(torch, on, recipe, model, target);
  }
}
