package dev.unmask.window.shell;

import dev.unmask.job.Inspection;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Values;
import dev.unmask.job.sweep.LaidItem;
import dev.unmask.job.sweep.Point;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.window.flow.FlowPage;
import dev.unmask.window.model.ModelPage;
import dev.unmask.window.model.ModelPageModel;
import dev.unmask.window.sweep.BoundModel;
import dev.unmask.window.sweep.BoundPage;
import dev.unmask.window.sweep.Desk;
import dev.unmask.window.sweep.SweepFiles;
import dev.unmask.window.sweep.SweepModel;
import dev.unmask.window.sweep.SweepPage;
import dev.unmask.window.train.State;
import dev.unmask.window.train.TrainModel;
import dev.unmask.window.train.TrainPage;
import dev.unmask.window.workbench.Workbench;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;

/// The pages that may stand above the canvas, one at a time: of a model, of flow models, of sweeps,
/// of likelihoods and of training. Escape takes each away.
final class Pages {
  private final Workbench bench;
  private final Runnable focusCanvas;
  private final ModelPageModel inspected;
  private final SweepModel sweeping;
  private final BoundModel bounding;
  private final TrainModel training;
  private final ModelPage model;
  private final FlowPage flow;
  private final SweepPage sweeps;
  private final BoundPage bounds;
  private final TrainPage train;

  /// @param dialogs of the window, once it is there
  /// @param focusCanvas gives the keys back to the canvas
  Pages(Workbench bench, Supplier<Dialogs> dialogs, Runnable focusCanvas) {
    this.bench = bench;
    this.focusCanvas = focusCanvas;
    inspected = new ModelPageModel(bench.threads(), Pages::hash, bench.notices());
    model = new ModelPage(inspected, this::isOpen, this::openInspected, this::close);
    flow = new FlowPage(bench.flows(), () -> dialogs.get().openModel(), this::close);
    sweeping = new SweepModel(desk());
    sweeps =
        new SweepPage(
            sweeping,
            new SweepFiles(bench.threads(), bench.notices()),
            this::watchAgain,
            this::close);
    bounding = new BoundModel(desk());
    bounds = new BoundPage(bounding, this::close);
    training = new TrainModel(bench.setup(), bench.threads(), bench.notices(), bench.sessions());
    train =
        new TrainPage(
            training,
            new TrainingChoosers(training.form(), dialogs),
            this::openTrained,
            this::close);
    for (BorderPane page : all()) {
      page.setVisible(false);
      page.addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    }
    bench.flows().opening().addListener((o, was, is) -> showFlowIf(!is.isEmpty()));
    training.state().addListener((o, was, is) -> tell(is));
  }

  private Desk desk() {
    return new Desk(
        bench.setup(),
        bench.threads(),
        bench.notices(),
        bench.models().current(),
        bench.sessions().current(),
        bench.sessions()::hold);
  }

  /// All of them, to be stacked.
  List<BorderPane> all() {
    return List.of(model, sweeps, bounds, flow, train);
  }

  ModelPageModel inspected() {
    return inspected;
  }

  SweepModel sweeping() {
    return sweeping;
  }

  BoundModel bounding() {
    return bounding;
  }

  TrainModel training() {
    return training;
  }

  /// Whether no page is in front.
  boolean none() {
    return all().stream().noneMatch(Node::isVisible);
  }

  /// Whether Run and Cancel mean the training.
  boolean trains() {
    return train.isVisible();
  }

  void look(Theme theme) {
    boolean dark = theme == Theme.DARK;
    flow.look(theme.chart(), dark);
    sweeps.look(dark);
    bounds.look(dark);
    train.colors(theme.chart());
  }

  /// Shows the page of a model.
  void inspect(Path path) {
    hideAll();
    inspected.look(path);
    front(model);
  }

  /// Shows the page of the model that is open, or takes it away.
  void turnModel() {
    if (model.isVisible()) {
      close();
    } else {
      LoadedModel open = bench.models().current().get();
      inspect(open == null ? bench.setup().defaultModel() : Path.of(open.card().path()));
    }
  }

  void turnSweeps() {
    turn(sweeps);
  }

  void turnBounds() {
    turn(bounds);
  }

  void turnTraining() {
    training.begin();
    turn(train);
  }

  /// Shows a page, or takes it away if it was shown.
  private void turn(BorderPane which) {
    boolean shown = which.isVisible();
    close();
    if (!shown) {
      front(which);
    }
  }

  void showFlow() {
    hideAll();
    bench.flows().refresh();
    bench.flows().begin();
    front(flow);
  }

  private void showFlowIf(boolean wanted) {
    if (wanted) {
      showFlow();
    }
  }

  private static void front(BorderPane page) {
    page.setVisible(true);
    page.requestFocus();
  }

  private void hideAll() {
    inspected.stop();
    all().forEach(p -> p.setVisible(false));
  }

  /// Takes every page away.
  void close() {
    hideAll();
    focusCanvas.run();
  }

  private void escape(KeyEvent e) {
    if (e.getCode() == KeyCode.ESCAPE) {
      close();
      e.consume();
    }
  }

  private boolean isOpen(Path path) {
    LoadedModel open = bench.models().current().get();
    return open != null && Path.of(open.card().path()).equals(path);
  }

  private void openInspected() {
    Inspection shown = inspected.shown().get();
    if (shown != null) {
      close();
      bench.open(shown.path());
    }
  }

  private void openTrained(Path folder) {
    close();
    bench.open(folder);
  }

  private void tell(State now) {
    if (now == State.FINISHED && !train.isVisible()) {
      bench.notices().tell("The training has finished.", "Its page (Ctrl+T) opens the model.");
    }
  }

  /// Plays an item of a sweep whose steps were kept. It is put on the form as its run was; where
  /// the steps were not kept, running it shows them.
  private void watchAgain(SweepExport sweep, SweepRow row) {
    Point point = sweep.spec().points().get(row.point());
    if (sweep.spec().models().get(point.model()).leftToRight()) {
      playText(sweeping.kept(row));
      return;
    }
    OptionalLong kept = sweeping.kept(row);
    if (kept.isPresent()) {
      close();
      bench.showKept(kept.getAsLong());
    }
    layOut(sweep, row, kept.isPresent());
  }

  /// Puts an item on the form as its run was.
  ///
  /// @param played whether its run is shown already: the form then stays as it is if it cannot be
  ///     laid out again
  private void layOut(SweepExport sweep, SweepRow row, boolean played) {
    LoadedModel open = bench.models().current().get();
    if (open == null) {
      if (!played) {
        bench
            .notices()
            .tell("An item needs a model to be run again, and none is open.", "Open one.");
      }
      return;
    }
    StoredSweeps.StoredItem item = sweep.items().get(row.item());
    Values recommended = bench.models().recommended();
    bench
        .threads()
        .ask(
            () -> LaidItem.of(open, sweep.spec(), row, item.asked(), item.target(), recommended),
            laid -> {
              bench.takeItem(laid);
              if (!played) {
                showOnForm(laid);
              }
            },
            thrown -> {
              if (!played) {
                bench.notices().trouble(thrown);
              }
            });
  }

  private void showOnForm(LaidItem laid) {
    close();
    bench.viewing().showDraft();
    bench
        .notices()
        .tell(
            laid.exact()
                ? "The item stands on the form with its seed and settings."
                : "The item stands on the form; what was cut off it leaves other tokens than in the"
                    + " sweep.",
            "Run it (Ctrl+Enter).");
  }

  /// A text that was written left to right is played where those of flow models are. The canvas has
  /// no form for it.
  private void playText(OptionalLong kept) {
    if (kept.isEmpty()) {
      bench
          .notices()
          .tell(
              "This item was written left to right, and its tokens were not kept.",
              "A new sweep keeps them of as many items a point as Steps kept says.");
      return;
    }
    hideAll();
    bench.flows().refresh();
    bench.flows().replay(kept.getAsLong());
    front(flow);
  }

  /// Files may be as large as the disk: neither the window nor its background waits for them.
  private static void hash(Runnable work) {
    Thread.ofPlatform().name("hashing").daemon(true).start(work);
  }
}
