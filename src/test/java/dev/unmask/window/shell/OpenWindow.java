package dev.unmask.window.shell;

import dev.unmask.checkpoint.GenerationDefaults;
import dev.unmask.job.FakeModel;
import dev.unmask.job.FolderModels;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.MemoryEstimate;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Worker;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.state.AppFolders;
import dev.unmask.window.TinyTrainings;
import dev.unmask.window.settings.WindowMemory;
import dev.unmask.window.workbench.Setup;
import dev.unmask.window.workbench.Threads;
import dev.unmask.window.workbench.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// The real window with a fake model, on whatever screen there is.
final class OpenWindow {
  static final double WIDTH = 990;
  static final double HEIGHT = 780;

  final Workbench bench;
  final Shell shell;

  /// @param model empty where no model can be opened
  /// @param file a session to open, if any
  OpenWindow(Stage stage, Optional<FakeModel> model, Optional<Path> file) {
    Models models =
        new Models() {
          @Override
          public LoadedModel open(ModelRequest request) {
            return model
                .orElseThrow(() -> new Problem(Code.NOT_FOUND, "There is no model.", "Open one."))
                .loaded();
          }

          @Override
          public LoadedWriter openWriter(ModelRequest request) {
            return new FolderModels(1).openWriter(request);
          }

          @Override
          public GenerationDefaults defaults(Path folder) {
            return GenerationDefaults.none();
          }

          @Override
          public MemoryEstimate estimate(Path folder, String dtype) {
            return new MemoryEstimate(1, 1, 1, 100);
          }
        };
    Setup setup =
        new Setup(
            models,
            new Worker("test", "0-test"),
            folders(),
            Path.of("models/fake"),
            "CPU \u00b7 1 thread",
            TinyTrainings.in(folders().state()),
            "0-test");
    WindowMemory memory =
        new WindowMemory(
            1,
            0,
            0,
            WIDTH,
            HEIGHT,
            false,
            List.of(0.35, 0.75),
            false,
            true,
            false,
            1,
            "",
            "",
            "",
            true);
    var background = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon(true).factory());
    bench = new Workbench(setup, new Threads(Platform::runLater, background));
    shell = new Shell(bench, memory);
    stage.setScene(shell.scene());
    stage.setX(0);
    stage.setY(0);
    stage.show();
    shell.focusCanvas();
    bench.start(Optional.of(memory), file);
  }

  private static AppFolders folders() {
    try {
      Path state = Files.createTempDirectory("unmask-window-test");
      return new AppFolders(state, state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until something is true on the JavaFX thread.
  static void until(BooleanSupplier done) {
    try {
      WaitForAsyncUtils.waitFor(
          20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(done::getAsBoolean).get());
    } catch (TimeoutException e) {
      throw new AssertionError("waited in vain", e);
    }
    WaitForAsyncUtils.waitForFxEvents();
  }

  /// Opens an item of the sweep that is shown, as a user does: with Enter in its row.
  static void openItem(FxRobot robot, int row) {
    TableView<?> items = robot.lookup("#items").queryTableView();
    robot.interact(
        () -> {
          items.getSelectionModel().select(row);
          items.requestFocus();
        });
    robot.push(KeyCode.ENTER);
  }
}
