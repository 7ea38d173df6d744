package dev.unmask.window.shell;

import dev.unmask.job.RecipeSetting;
import dev.unmask.window.train.Choosers;
import dev.unmask.window.train.RecipeForm;
import java.util.function.Supplier;

/// The system's dialogs, for the form of a training.
///
/// @param form takes what is chosen
/// @param dialogs of the window
record TrainingChoosers(RecipeForm form, Supplier<Dialogs> dialogs) implements Choosers {
  @Override
  public void recipe() {
    dialogs.get().recipe(file -> form.choose(file.toString()));
  }

  @Override
  public void startModel() {
    dialogs
        .get()
        .folder(
            "Choose the model to start from",
            folder -> form.knob(RecipeSetting.START).text().set(folder.toString()));
  }

  @Override
  public void folder() {
    dialogs
        .get()
        .folder(
            "Choose the folder of the training",
            folder -> form.folder().text().set(folder.toString()));
  }
}
