package dev.unmask.window;

import dev.unmask.flow.FlowFrame;
import dev.unmask.job.RecipeSetting;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.export.ExportFile;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import dev.unmask.train.TrainingFolder;
import dev.unmask.window.canvas.Heat;
import dev.unmask.window.flow.FlowDesk;
import dev.unmask.window.flow.FlowTrace;
import dev.unmask.window.settings.WindowMemory;
import dev.unmask.window.shell.Shell;
import dev.unmask.window.sweep.SweepModel;
import dev.unmask.window.trace.Moment;
import dev.unmask.window.trace.Trace;
import dev.unmask.window.train.RecipeForm;
import dev.unmask.window.train.TrainModel;
import dev.unmask.window.workbench.Setup;
import dev.unmask.window.workbench.ShownRun;
import dev.unmask.window.workbench.Threads;
import dev.unmask.window.workbench.Workbench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Scale;
import javax.imageio.ImageIO;

/// Pictures of the real window, taken without a display: the bundled model runs its first example,
/// and the window is painted in both themes, half way through, before the run, with the page of the
/// model, and with a small training under way.
public final class WindowPictures {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int SHOWN_STEPS = 120;
  private static final List<String> EXAMINED = List.of("evaluate-every=40", "evaluate-items=12");
  private static final Duration SETTLE = Duration.ofMillis(400);

  private final Setup setup;
  private final int width;
  private final int height;
  private final int scale;
  private final Map<String, byte[]> taken = new LinkedHashMap<>();
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("window background").daemon(true).factory());

  /// @param setup with a state folder of its own, which is written to
  /// @param width of the window
  /// @param height of it
  /// @param scale pixels of a picture for each of the window
  public WindowPictures(Setup setup, int width, int height, int scale) {
    this.scale = scale;
    this.setup = setup;
    this.width = width;
    this.height = height;
  }

  /// Takes them. To be called once in a process.
  ///
  /// @return PNG files by name, for example `window-dark.png`
  /// @throws Problem DISPLAY if JavaFX cannot be started, INTERNAL if the window does not get ready
  public Map<String, byte[]> take() {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    UnmaskWindow.startPlatform();
    try {
      for (boolean dark : new boolean[] {false, true}) {
        photograph(dark);
      }
    } finally {
      background.shutdown();
      Platform.exit();
    }
    return Map.copyOf(taken);
  }

  private void photograph(boolean dark) {
    WindowMemory memory = WindowMemory.of(width, height, dark);
    Workbench bench = onFx(() -> new Workbench(setup, new Threads(Platform::runLater, background)));
    Shell shell = onFx(() -> new Shell(bench, memory));
    // The scene needs no stage: the screen of the headless platform is smaller than some pictures.
    onFx(
        () -> {
          bench.start(Optional.of(memory), Optional.empty());
          bench.canvas().reduceMotion().set(true);
          return true;
        });
    String theme = dark ? "dark" : "light";
    await("the model", () -> bench.runner().obstacle().get().isEmpty() && bench.draft().made());
    picture("start-" + theme, shell);
    onFx(
        () -> {
          bench.runner().run();
          return true;
        });
    await("the run", () -> bench.viewing().run().get() != null && !bench.runner().running().get());
    onFx(
        () -> {
          pointAtDoubt(bench);
          return true;
        });
    picture("window-" + theme, shell);
    onFx(
        () -> {
          bench.canvas().hovered().set(-1);
          bench.canvas().heat().set(Heat.REVISIONS);
          bench.head().moveTo(bench.head().newest().get());
          return true;
        });
    picture("revisions-" + theme, shell);
    onFx(
        () -> {
          bench.canvas().heat().set(Heat.CONFIDENCE);
          shell.showFlow();
          return true;
        });
    flow(bench);
    picture("flow-" + theme, shell);
    onFx(
        () -> {
          shell.look(setup.defaultModel());
          return true;
        });
    await("the page of the model", () -> shell.modelPage().shown().get() != null);
    picture("model-" + theme, shell);
    sweep(shell, theme);
    train(shell, theme);
    Runnable rest = onFx(shell::closing);
    rest.run();
  }

  /// A small sweep, with two points compared.
  private void sweep(Shell shell, String theme) {
    SweepModel model = shell.sweepModel();
    onFx(
        () -> {
          shell.sweeps();
          model.form().items().set("24");
          model.run();
          return true;
        });
    await("the sweep", () -> !model.running().get() && model.shown().get() != null);
    onFx(
        () -> {
          model.other().set(11);
          model.point().set(5);
          return true;
        });
    picture("sweep-" + theme, shell);
    onFx(
        () -> {
          shell.bounds();
          shell
              .boundModel()
              .text()
              .set("Max owns 5 toys. Then he gets 18 more. How many toys has he?");
          shell.boundModel().run();
          return true;
        });
    await("the bound", () -> shell.boundModel().shown().get() != null);
    picture("bound-" + theme, shell);
  }

  /// Before a training, and a good way into it: of a small base, and in the second theme of its
  /// adaptation.
  private void train(Shell shell, String theme) {
    TrainModel training = shell.trainings();
    onFx(
        () -> {
          shell.training();
          return true;
        });
    await("the recipe", () -> training.obstacle().get().isEmpty());
    Path base = setup.folders().state().resolve("wordmath-llama");
    new TrainingFolder(base).newest().ifPresent(model -> adapt(training, model));
    onFx(
        () -> {
          RecipeForm form = training.form();
          Path folder = setup.folders().state().resolve(form.chosen().get());
          form.folder().text().set(folder.toString());
          form.knob(RecipeSetting.STEPS).text().set(String.valueOf(2 * SHOWN_STEPS));
          form.knob(RecipeSetting.BATCH).text().set("8");
          return true;
        });
    await("the recipe", () -> training.obstacle().get().isEmpty());
    picture("training-empty-" + theme, shell);
    examine(training);
    long until = SHOWN_STEPS * 3L / 4;
    onFx(
        () -> {
          training.train();
          return true;
        });
    await("the training", () -> training.steps() >= until || !training.state().get().busy());
    picture("training-" + theme, shell);
  }

  /// The recipe on the form, with an examination now and then.
  private void examine(TrainModel training) {
    Recipe recipe = training.form().recipe().get();
    if (recipe == null) {
      return;
    }
    Path file = setup.folders().state().resolve(recipe.name() + ".json");
    new ExportFile(file).write(Recipes.changed(recipe.name(), recipe.text(), EXAMINED).text());
    Path folder = setup.folders().state().resolve(recipe.name());
    onFx(
        () -> {
          training.form().choose(file.toString());
          return true;
        });
    await("the recipe", () -> training.form().chosen().get().equals(file.toString()));
    onFx(
        () -> {
          training.form().folder().text().set(folder.toString());
          return true;
        });
    await("the recipe", () -> training.obstacle().get().isEmpty());
  }

  private static void adapt(TrainModel training, Path base) {
    onFx(
        () -> {
          training.form().adapt(base);
          return true;
        });
    await("the recipe", () -> training.obstacle().get().isEmpty() && training.masked());
  }

  /// Lets the bundled flow model write, where there is one.
  private static void flow(Workbench bench) {
    FlowDesk desk = bench.flows();
    await("the flow model", () -> desk.opening().get().isEmpty());
    onFx(
        () -> {
          desk.run();
          return true;
        });
    await("its text", () -> !desk.running().get());
    onFx(
        () -> {
          FlowTrace trace = desk.trace().get();
          if (trace != null) {
            desk.look(leastSure(trace.frames()));
          }
          return true;
        });
  }

  private static int leastSure(List<FlowFrame> frames) {
    return IntStream.range(0, frames.size())
        .reduce(0, (a, b) -> frames.get(b).entropy() > frames.get(a).entropy() ? b : a);
  }

  /// Half way through, at the masked position about which the model is least decided.
  private static void pointAtDoubt(Workbench bench) {
    ShownRun run = bench.viewing().run().get();
    if (run == null) {
      return;
    }
    Trace trace = run.trace();
    int step = 1;
    while (step < trace.available()
        && trace.metrics(step).maskedLeft() > trace.moment(0).maskedLeft() / 2) {
      step++;
    }
    bench.head().moveTo(step);
    Moment moment = trace.moment(step);
    int doubtful = 0;
    for (int p = 1; p < moment.length(); p++) {
      boolean more = !moment.masked(doubtful) || moment.entropy()[p] > moment.entropy()[doubtful];
      if (moment.masked(p) && more) {
        doubtful = p;
      }
    }
    bench.canvas().hovered().set(doubtful);
  }

  private void picture(String name, Shell shell) {
    // Without a stage nothing is laid out until a picture is taken; a table needs that twice.
    onFx(() -> png(shell));
    sleep(SETTLE);
    taken.put(name + ".png", onFx(() -> png(shell)));
  }

  private byte[] png(Shell shell) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Node root = shell.scene().getRoot();
      SnapshotParameters how = new SnapshotParameters();
      how.setTransform(new Scale(scale, scale));
      // A scene lays itself out when it is photographed; its root alone does not.
      WritableImage plain = shell.scene().snapshot(null);
      WritableImage picture = scale == 1 ? plain : root.snapshot(how, null);
      ImageIO.write(SwingFXUtils.fromFXImage(picture, null), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static <T> T onFx(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, Platform::runLater).join();
  }

  private static void await(String what, BooleanSupplier ready) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!onFx(ready::getAsBoolean)) {
      if (System.nanoTime() > end) {
        throw new Problem(
            Code.INTERNAL,
            "The window waited in vain for " + what + ".",
            "Please report it together with the log.");
      }
      sleep(Duration.ofMillis(20));
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
