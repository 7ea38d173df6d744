package dev.unmask.window;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.window.settings.MemoryFile;
import dev.unmask.window.settings.WindowMemory;
import dev.unmask.window.shell.Shell;
import dev.unmask.window.workbench.Setup;
import dev.unmask.window.workbench.Threads;
import dev.unmask.window.workbench.Workbench;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// The window, from its opening to its end.
///
/// It is started as a JavaFX platform of its own rather than as an `Application`, so that what it
/// works with is given to its constructor.
public final class UnmaskWindow {
  private static final double LEAST_WIDTH = 960;
  private static final double LEAST_HEIGHT = 640;

  private final Setup setup;
  private final Optional<Path> file;
  private final MemoryFile memoryFile;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("window background").daemon(true).factory());

  /// @param file a session or a model to open, if any
  public UnmaskWindow(Setup setup, Optional<Path> file) {
    this.setup = setup;
    this.file = file;
    memoryFile = new MemoryFile(setup.folders());
  }

  /// Opens the window and waits until the user has closed it.
  ///
  /// @throws Problem DISPLAY if there is no display to open it on
  public void run() {
    startPlatform();
    Platform.runLater(this::open);
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    background.shutdown();
    Platform.exit();
  }

  /// Starts JavaFX in this process.
  ///
  /// @throws Problem DISPLAY if it cannot be started
  static void startPlatform() {
    // The charts use AWT for its shapes and fonts only; without this it would open a display too.
    System.setProperty("java.awt.headless", "true");
    CountDownLatch up = new CountDownLatch(1);
    try {
      Platform.startup(up::countDown);
      Platform.setImplicitExit(false);
      up.await();
    } catch (RuntimeException e) {
      throw new Problem(
          Code.DISPLAY,
          "There is no display to open a window on.",
          "Use the command line, for example: unmask denoise --help.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void open() {
    Optional<WindowMemory> before = memoryFile.read();
    WindowMemory memory = before.orElse(WindowMemory.FIRST);
    Workbench bench = new Workbench(setup, new Threads(Platform::runLater, background));
    Shell shell = new Shell(bench, memory);
    Stage stage = new Stage();
    stage.setTitle("Unmask");
    stage.setMinWidth(LEAST_WIDTH);
    stage.setMinHeight(LEAST_HEIGHT);
    stage.setScene(shell.scene());
    place(stage, memory);
    stage.setOnCloseRequest(
        e -> {
          e.consume();
          close(stage, shell);
        });
    stage.show();
    shell.focusCanvas();
    bench.start(before, file);
  }

  /// Where it was, if that is still on a screen.
  private static void place(Stage stage, WindowMemory memory) {
    boolean seen =
        Screen.getScreens().stream()
            .map(Screen::getVisualBounds)
            .anyMatch(b -> on(b, memory.x(), memory.y()));
    if (seen) {
      stage.setX(memory.x());
      stage.setY(memory.y());
    }
    stage.setMaximized(memory.maximized());
  }

  private static boolean on(Rectangle2D screen, double x, double y) {
    return screen.contains(x + 40, y + 40);
  }

  private void close(Stage stage, Shell shell) {
    WindowMemory memory = shell.memory(stage, stage.isMaximized());
    Runnable rest = shell.closing();
    stage.hide();
    background.execute(
        () -> {
          memoryFile.write(memory);
          try {
            rest.run();
          } finally {
            closed.countDown();
          }
        });
  }
}
