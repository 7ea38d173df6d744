package dev.unmask.window.shell;

import dev.unmask.window.model.ModelPageModel;
import dev.unmask.window.settings.WindowMemory;
import dev.unmask.window.sweep.BoundModel;
import dev.unmask.window.sweep.SweepModel;
import dev.unmask.window.train.TrainModel;
import dev.unmask.window.workbench.Workbench;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/// The whole window: form, canvas and curves between title and status.
public final class Shell implements Commands {
  private static final double FORM = 308;
  private static final double CURVES = 276;

  private final Workbench bench;
  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
  private final SplitPane columns = new SplitPane();
  private final CanvasPane canvas;
  private final CurvesPane curves;
  private final TryThis tips;
  private final HelpPane help;
  private final Dialogs dialogs;
  private final Pages pages;
  private final Scene scene;
  private final AnimationTimer pulse =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          bench.runner().pulse();
          pages.training().pulse();
        }
      };

  /// @param memory sizes and theme of the last window
  public Shell(Workbench bench, WindowMemory memory) {
    this.bench = bench;
    tips = new TryThis(() -> tips(false));
    tips.show(!memory.toured());
    canvas = new CanvasPane(bench, tips);
    curves = new CurvesPane(bench);
    FormPane form = new FormPane(bench);
    columns.getItems().setAll(form, canvas, curves);
    SplitPane.setResizableWithParent(form, false);
    SplitPane.setResizableWithParent(curves, false);
    columns.setId("columns");
    pages = new Pages(bench, this::dialogs, this::focusCanvas);
    StackPane stack = new StackPane(columns);
    stack.getChildren().addAll(pages.all());
    BorderPane main = new BorderPane(stack);
    main.getStyleClass().add("main");
    main.setTop(new VBox(new TitleBar(bench, this, theme), new NoticeBar(bench.notices())));
    main.setBottom(
        new StatusView(bench.status(), pages.training().brief(), bench.viewing().caution()));
    help = new HelpPane(bench.setup().version(), this::toggleHelp);
    StackPane root = new StackPane(main, help);
    root.getStyleClass().add("shell");
    scene = new Scene(root, memory.width(), memory.height());
    scene.getStylesheets().addAll(sheet("controlsfx-bridge.css"), sheet("unmask.css"));
    dialogs = new Dialogs(bench, scene);
    List<Double> kept = memory.dividers();
    columns.setDividerPositions(
        kept.size() == 2
            ? kept.stream().mapToDouble(Double::doubleValue).toArray()
            : dividers(memory.width()));
    theme.addListener((o, was, is) -> look(is));
    theme.set(memory.dark() ? Theme.DARK : Theme.LIGHT);
    look(theme.get());
    KeyMap.install(scene, bench, this);
    scene.addEventHandler(DragEvent.DRAG_OVER, Shell::over);
    scene.addEventHandler(DragEvent.DRAG_DROPPED, this::dropped);
    bench.runner().running().addListener((o, was, is) -> watch());
    pages.training().state().addListener((o, was, is) -> watch());
  }

  /// The screen looks for news while there may be some.
  private void watch() {
    if (bench.runner().running().get() || pages.training().state().get().busy()) {
      pulse.start();
    } else {
      pulse.stop();
    }
  }

  private static String sheet(String name) {
    return String.valueOf(Shell.class.getResource("/css/" + name));
  }

  /// What is shown in a stage.
  public Scene scene() {
    return scene;
  }

  /// Gives the keys to the canvas.
  public void focusCanvas() {
    canvas.canvas().target().requestFocus();
  }

  private static double[] dividers(double width) {
    return new double[] {FORM / width, 1 - CURVES / width};
  }

  /// What this window should be like when it is opened again.
  ///
  /// @param stage its place on the screen
  public WindowMemory memory(Window stage, boolean maximized) {
    return bench.remember(
        new WindowMemory(
            WindowMemory.VERSION,
            stage.getX(),
            stage.getY(),
            scene.getWidth(),
            scene.getHeight(),
            maximized,
            java.util.Arrays.stream(columns.getDividerPositions()).boxed().toList(),
            theme.get() == Theme.DARK,
            false,
            false,
            1,
            "",
            "",
            "",
            !tips.isVisible()));
  }

  private void tips(boolean shown) {
    tips.show(shown);
  }

  private void look(Theme wanted) {
    Application.setUserAgentStylesheet(wanted.styleSheet());
    canvas.look(wanted);
    curves.look(wanted);
    pages.look(wanted);
    var classes = scene.getRoot().getStyleClass();
    classes.removeAll("light", "dark");
    classes.add(wanted == Theme.DARK ? "dark" : "light");
  }

  private static void over(DragEvent e) {
    if (e.getDragboard().hasFiles()) {
      e.acceptTransferModes(TransferMode.COPY);
      e.consume();
    }
  }

  private void dropped(DragEvent e) {
    List<File> files = e.getDragboard().getFiles();
    if (files != null && !files.isEmpty()) {
      bench.open(files.getFirst().toPath());
      e.setDropCompleted(true);
    }
    e.consume();
  }

  @Override
  public void openModel() {
    dialogs.openModel();
  }

  @Override
  public void openBundledModel() {
    bench.open(bench.setup().defaultModel());
  }

  @Override
  public void aboutModel() {
    pages.turnModel();
  }

  @Override
  public void lookAtModel() {
    dialogs.lookAtModel(this::look);
  }

  @Override
  public void training() {
    pages.turnTraining();
  }

  /// What the training page shows.
  public TrainModel trainings() {
    return pages.training();
  }

  private Dialogs dialogs() {
    return dialogs;
  }

  @Override
  public void run() {
    if (pages.trains()) {
      pages.training().train();
    } else {
      bench.runner().run();
    }
  }

  @Override
  public void cancel() {
    if (pages.trains()) {
      pages.training().stop();
    } else {
      bench.runner().cancel();
    }
  }

  @Override
  public boolean canvasShown() {
    return pages.none();
  }

  /// The end: stops the training and the run, keeps the place.
  ///
  /// @return what blocks for a moment, to be run off the JavaFX thread
  public Runnable closing() {
    Runnable trained = pages.training().closing();
    Runnable rest = bench.closing();
    return () -> {
      // The session stays open until the last step and its checkpoint are in it.
      try {
        trained.run();
      } finally {
        rest.run();
      }
    };
  }

  /// Shows the page of a model.
  public void look(Path path) {
    pages.inspect(path);
  }

  /// What the page of a model shows.
  public ModelPageModel modelPage() {
    return pages.inspected();
  }

  @Override
  public void sweeps() {
    pages.turnSweeps();
  }

  @Override
  public void bounds() {
    pages.turnBounds();
  }

  /// What the page of likelihoods shows.
  public BoundModel boundModel() {
    return pages.bounding();
  }

  /// What the page of sweeps shows.
  public SweepModel sweepModel() {
    return pages.sweeping();
  }

  @Override
  public void showFlow() {
    pages.showFlow();
  }

  @Override
  public void openSession() {
    dialogs.openSession();
  }

  @Override
  public void newSession() {
    bench.newSession();
  }

  @Override
  public void saveSession() {
    if (bench.sessions().named()) {
      bench
          .notices()
          .tell("Everything is saved.", "Each frame is in the file as soon as it is shown.");
    } else {
      dialogs.saveSession();
    }
  }

  @Override
  public void saveSessionAs() {
    dialogs.saveSession();
  }

  @Override
  public void toggleTheme() {
    theme.set(theme.get().other());
  }

  @Override
  public void toggleHelp() {
    help.setVisible(!help.isVisible());
  }
}
