package dev.unmask.window.shell;

import dev.unmask.window.workbench.Workbench;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;

/// The system's dialogs for files and folders.
final class Dialogs {
  private static final ExtensionFilter SESSIONS =
      new ExtensionFilter("Unmask sessions", "*.unmask");

  private final Workbench bench;
  private final Scene owner;

  Dialogs(Workbench bench, Scene owner) {
    this.bench = bench;
    this.owner = owner;
  }

  void openModel() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle("Open a model folder (config.json, model.safetensors, tokenizer.json)");
    take(chooser.showDialog(owner.getWindow()));
  }

  /// @param look is given the folder that the user chooses
  void lookAtModel(Consumer<Path> look) {
    folder("Look at a model folder", look);
  }

  /// @param title of the dialog
  /// @param take is given the folder that the user chooses
  void folder(String title, Consumer<Path> take) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(title);
    File chosen = chooser.showDialog(owner.getWindow());
    if (chosen != null) {
      take.accept(chosen.toPath());
    }
  }

  /// @param take is given the recipe that the user chooses
  void recipe(Consumer<Path> take) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Choose a recipe");
    chooser.getExtensionFilters().add(new ExtensionFilter("Recipes", "*.json"));
    File chosen = chooser.showOpenDialog(owner.getWindow());
    if (chosen != null) {
      take.accept(chosen.toPath());
    }
  }

  void openSession() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Open a session");
    chooser.getExtensionFilters().add(SESSIONS);
    take(chooser.showOpenDialog(owner.getWindow()));
  }

  private void take(File chosen) {
    if (chosen != null) {
      bench.open(chosen.toPath());
    }
  }

  void saveSession() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Save the session");
    chooser.getExtensionFilters().add(SESSIONS);
    chooser.setInitialFileName("session.unmask");
    File chosen = chooser.showSaveDialog(owner.getWindow());
    if (chosen != null) {
      bench.sessions().saveAs(named(chosen.toPath()), () -> {});
    }
  }

  private static Path named(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".unmask")
        ? path
        : path.resolveSibling(name + ".unmask");
  }
}
