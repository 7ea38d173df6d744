package dev.unmask.window.shell;

import dev.unmask.job.Inspection;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.session.export.SweepExport;
import dev.unmask.window.flow.FlowPage;
import dev.unmask.window.model.ModelPage;
import dev.unmask.window.model.ModelPageModel;
import dev.unmask.window.settings.WindowMemory;
import dev.unmask.window.sweep.BoundModel;
import dev.unmask.window.sweep.BoundPage;
import dev.unmask.window.sweep.SweepFiles;
import dev.unmask.window.sweep.SweepModel;
import dev.unmask.window.sweep.SweepPage;
import dev.unmask.window.train.State;
import dev.unmask.window.train.TrainModel;
import dev.unmask.window.train.TrainPage;
import dev.unmask.window.workbench.Workbench;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
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
  private final ModelPageModel models;
  private final ModelPage page;
  private final FlowPage flow;
  private final SweepModel sweeping;
  private final SweepPage sweeps;
  private final BoundModel bounding;
  private final BoundPage bounds;
  private final TrainModel training;
  private final TrainPage trainPage;
  private final Scene scene;
  private final AnimationTimer pulse =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          bench.runner().pulse();
          training.pulse();
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
    models = new ModelPageModel(bench.threads(), Shell::hash, bench.notices());
    page = new ModelPage(models, this::isOpen, this::openShown, this::closePage);
    page.setVisible(false);
    page.addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    flow = new FlowPage(bench.flows(), this::openModel, this::closeFlow);
    flow.setVisible(false);
    flow.addEventHandler(KeyEvent.KEY_PRESSED, this::escapeFlow);
    bench.flows().opening().addListener((o, was, is) -> showFlowIf(!is.isEmpty()));
    sweeping =
        new SweepModel(
            bench.setup(),
            bench.threads(),
            bench.notices(),
            bench.models().current(),
            bench.sessions().current());
    sweeps =
        new SweepPage(
            sweeping,
            new SweepFiles(bench.threads(), bench.notices()),
            this::watchAgain,
            this::sweeps);
    sweeps.setVisible(false);
    sweeps.addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    bounding =
        new BoundModel(
            bench.setup(),
            bench.threads(),
            bench.notices(),
            bench.models().current(),
            bench.sessions().current());
    bounds = new BoundPage(bounding, this::bounds);
    bounds.setVisible(false);
    bounds.addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    training = new TrainModel(bench.setup(), bench.threads(), bench.notices(), bench.sessions());
    trainPage =
        new TrainPage(
            training,
            new TrainingChoosers(training.form(), this::dialogs),
            this::openTrained,
            this::closePage);
    trainPage.setVisible(false);
    trainPage.addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    BorderPane main = new BorderPane(new StackPane(columns, page, sweeps, bounds, flow, trainPage));
    main.getStyleClass().add("main");
    main.setTop(new VBox(new TitleBar(bench, this, theme), new NoticeBar(bench.notices())));
    main.setBottom(new StatusView(bench.status(), training.brief(), bench.viewing().caution()));
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
    training.state().addListener((o, was, is) -> watch());
    training.state().addListener((o, was, is) -> tell(is));
  }

  /// The screen looks for news while there may be some.
  private void watch() {
    if (bench.runner().running().get() || training.state().get().busy()) {
      pulse.start();
    } else {
      pulse.stop();
    }
  }

  private void tell(State now) {
    if (now == State.FINISHED && !trainPage.isVisible()) {
      bench.notices().tell("The training has finished.", "Its page (Ctrl+T) opens the model.");
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
            !tips.isVisible()));
  }

  private void tips(boolean shown) {
    tips.show(shown);
  }

  private void look(Theme wanted) {
    Application.setUserAgentStylesheet(wanted.styleSheet());
    canvas.look(wanted);
    curves.look(wanted);
    flow.look(wanted.chart(), wanted == Theme.DARK);
    sweeps.look(wanted == Theme.DARK);
    bounds.look(wanted == Theme.DARK);
    trainPage.colors(wanted.chart());
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
    if (page.isVisible()) {
      closePage();
      return;
    }
    LoadedModel open = bench.models().current().get();
    look(open == null ? bench.setup().defaultModel() : Path.of(open.card().path()));
  }

  @Override
  public void lookAtModel() {
    dialogs.lookAtModel(this::look);
  }

  @Override
  public void training() {
    training.begin();
    turn(trainPage);
  }

  /// What the training page shows.
  public TrainModel trainings() {
    return training;
  }

  private Dialogs dialogs() {
    return dialogs;
  }

  private void openTrained(Path folder) {
    closePage();
    bench.open(folder);
  }

  @Override
  public void run() {
    if (trainPage.isVisible()) {
      training.train();
    } else {
      bench.runner().run();
    }
  }

  @Override
  public void cancel() {
    if (trainPage.isVisible()) {
      training.stop();
    } else {
      bench.runner().cancel();
    }
  }

  @Override
  public boolean canvasShown() {
    return Stream.of(page, sweeps, bounds, flow, trainPage).noneMatch(Node::isVisible);
  }

  /// The end: stops the training and the run, keeps the place.
  ///
  /// @return what blocks for a moment, to be run off the JavaFX thread
  public Runnable closing() {
    Runnable trained = training.closing();
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
    trainPage.setVisible(false);
    models.look(path);
    page.setVisible(true);
    page.requestFocus();
  }

  /// What the page of a model shows.
  public ModelPageModel modelPage() {
    return models;
  }

  @Override
  public void sweeps() {
    turn(sweeps);
  }

  @Override
  public void bounds() {
    turn(bounds);
  }

  /// Shows a page, or takes it away if it was shown.
  private void turn(BorderPane which) {
    boolean show = !which.isVisible();
    closePage();
    flow.setVisible(false);
    which.setVisible(show);
    if (show) {
      which.requestFocus();
    }
  }

  /// What the page of likelihoods shows.
  public BoundModel boundModel() {
    return bounding;
  }

  /// What the page of sweeps shows.
  public SweepModel sweepModel() {
    return sweeping;
  }

  /// Puts an item of a sweep on the form as its run was: running it shows every step.
  private void watchAgain(SweepExport sweep, SweepRow row) {
    String question = sweep.items().get(row.item()).asked();
    bench.draft().prompt().set(question);
    bench.form().take(sweep.spec().values(row, bench.form().values().get()));
    sweeps();
    bench
        .notices()
        .tell("The item stands on the form with its seed and settings.", "Run it (Ctrl+Enter).");
  }

  private boolean isOpen(Path path) {
    LoadedModel open = bench.models().current().get();
    return open != null && Path.of(open.card().path()).equals(path);
  }

  private void openShown() {
    Inspection shown = models.shown().get();
    if (shown != null) {
      closePage();
      bench.open(shown.path());
    }
  }

  private void closePage() {
    models.stop();
    page.setVisible(false);
    sweeps.setVisible(false);
    bounds.setVisible(false);
    trainPage.setVisible(false);
    focusCanvas();
  }

  private void escape(KeyEvent e) {
    if (e.getCode() == KeyCode.ESCAPE) {
      closePage();
      e.consume();
    }
  }

  private void showFlowIf(boolean wanted) {
    if (wanted) {
      showFlow();
    }
  }

  @Override
  public void showFlow() {
    trainPage.setVisible(false);
    bench.flows().refresh();
    flow.setVisible(true);
    flow.requestFocus();
  }

  private void closeFlow() {
    flow.setVisible(false);
    focusCanvas();
  }

  private void escapeFlow(KeyEvent e) {
    if (e.getCode() == KeyCode.ESCAPE) {
      closeFlow();
      e.consume();
    }
  }

  /// Files may be as large as the disk: neither the window nor its background waits for them.
  private static void hash(Runnable work) {
    Thread.ofPlatform().name("hashing").daemon(true).start(work);
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
