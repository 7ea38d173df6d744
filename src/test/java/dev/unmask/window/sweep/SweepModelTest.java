package dev.unmask.window.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.job.FakeModel;
import dev.unmask.job.FakeModels;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelCard;
import dev.unmask.job.Worker;
import dev.unmask.job.evaluate.BoundOptions;
import dev.unmask.job.evaluate.Bounds;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.FewShot;
import dev.unmask.job.sweep.SameSweep;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.session.Session;
import dev.unmask.session.StoredMeasurements;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.session.state.AppFolders;
import dev.unmask.text.InfillTokens;
import dev.unmask.window.TinyTrainings;
import dev.unmask.window.workbench.Notices;
import dev.unmask.window.workbench.Setup;
import dev.unmask.window.workbench.Threads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sweep view without a screen.
class SweepModelTest {
  @TempDir Path folder;

  private final AtomicInteger asked = new AtomicInteger();
  private final Worker worker = new Worker("test", "test");
  private final Threads threads = new Threads(Runnable::run, Runnable::run);
  private final Notices notices = new Notices();
  private final SimpleObjectProperty<@Nullable LoadedModel> model = new SimpleObjectProperty<>();
  private final SimpleObjectProperty<@Nullable Session> session = new SimpleObjectProperty<>();

  @BeforeEach
  void open() {
    session.set(Session.create(folder.resolve("s.unmask")));
    model.set(new FakeModel(asked::incrementAndGet).loaded());
  }

  @AfterEach
  void close() {
    worker.close();
    file().close();
  }

  private Session file() {
    return Objects.requireNonNull(session.get());
  }

  private Setup setup() {
    return new Setup(
        new FakeModels(new FakeModel()),
        worker,
        new AppFolders(folder, folder),
        Bundled.MODEL,
        "CPU",
        TinyTrainings.in(folder),
        "test");
  }

  private SweepModel sweeps() {
    SweepModel sweeps =
        new SweepModel(new Desk(setup(), threads, notices, model, session, s -> () -> {}));
    sweeps.form().task().set("worksheets");
    sweeps.form().items().set("5");
    knob(sweeps, "steps").set("1,2");
    return sweeps;
  }

  private static StringProperty knob(SweepModel sweeps, String name) {
    return Objects.requireNonNull(sweeps.form().knobs().get(name));
  }

  private static void await(BooleanSupplier ready) throws InterruptedException {
    for (int i = 0; i < 2000 && !ready.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertTrue(ready.getAsBoolean(), "it never came");
  }

  @Test
  void theFormSaysHowManyRunsItMeansOrWhatIsWrong() {
    SweepModel sweeps = sweeps();
    assertTrue(
        sweeps.extent().get().startsWith("4 points × 5 items = 20 runs"), sweeps.extent().get());
    assertTrue(sweeps.possible().get());
    sweeps.form().seeds().set("3");
    assertTrue(
        sweeps.extent().get().startsWith("4 points × 5 items × 3 seeds = 60 runs"),
        sweeps.extent().get());
    sweeps.form().items().set("0");
    assertTrue(sweeps.extent().get().contains("nothing to solve"), sweeps.extent().get());
    assertFalse(sweeps.possible().get());
    sweeps.form().items().set("many");
    assertTrue(sweeps.extent().get().startsWith("Items must be"), sweeps.extent().get());
    sweeps.form().items().set("5");
    knob(sweeps, "sampler").set("best");
    assertTrue(sweeps.extent().get().startsWith("Sampler must be"), sweeps.extent().get());
    model.set(null);
    assertEquals("Open a model first.", sweeps.extent().get());
  }

  @Test
  void solvedItemsStandBeforeThoseOfAFileAlone() {
    SweepModel sweeps = sweeps();
    SweepForm form = sweeps.form();
    form.shots().set("4");
    form.shotsFrom().set("train.jsonl");
    assertNull(form.spec("m").task().shots(), "made problems have none");
    form.task().set("gsm8k");
    form.file().set("test.jsonl");
    assertEquals(new FewShot(4, "train.jsonl"), form.spec("m").task().shots());
    form.shots().set("0");
    assertNull(form.spec("m").task().shots());
    form.shots().set("");
    assertNull(form.spec("m").task().shots());
    form.shots().set("65");
    assertTrue(sweeps.extent().get().startsWith("65 solved items cannot"), sweeps.extent().get());
    form.shots().set("few");
    assertTrue(sweeps.extent().get().startsWith("Shots must be"), sweeps.extent().get());
    assertFalse(sweeps.possible().get());
  }

  @Test
  void aControlIsGivenGapsInTheOrdersThatWereChosen() {
    SweepForm form = sweeps().form();
    form.control().set("ar");
    form.gapOrder().set(GapOrder.BOTH);
    assertEquals(
        List.of(new Contestant("m", false), new Contestant("ar", true)),
        form.spec("m").models(),
        "worksheets have no gaps");
    form.task().set("infilling");
    Contestant suffix = Contestant.filling("ar", InfillTokens.Order.SPM);
    assertEquals(
        List.of(new Contestant("m", false), new Contestant("ar", true), suffix),
        form.spec("m").models());
    form.gapOrder().set(GapOrder.SUFFIX);
    assertEquals(List.of(new Contestant("m", false), suffix), form.spec("m").models());
    form.control().set(" ");
    assertEquals(1, form.spec("m").models().size());
  }

  @Test
  void aStoredSweepStandsOnTheForm() {
    SweepModel asked = sweeps();
    SweepForm form = asked.form();
    form.task().set("humaneval-infilling");
    form.file().set("gaps.jsonl");
    form.shots().set("3");
    form.shotsFrom().set("more.jsonl");
    form.seeds().set("2");
    form.seed().set("9");
    form.control().set("ar");
    form.gapOrder().set(GapOrder.BOTH);
    knob(asked, "sampler").set("");
    knob(asked, "top-p").set("0.9");
    SweepSpec spec = form.spec("m");
    StoredSweeps stored = new StoredSweeps(file());
    stored.begin(spec, "test");
    SweepModel again =
        new SweepModel(new Desk(setup(), threads, notices, model, session, s -> () -> {}));
    assertEquals(spec, again.form().spec("m"), "the newest sweep of the session");
    again.form().task().set("worksheets");
    again.open(stored.all().getFirst());
    assertEquals(spec, again.form().spec("m"));
    assertTrue(notices.open().isEmpty());
  }

  @Test
  void aSweepOfAFlowModelStandsOnTheForm() {
    SweepModel asked = sweeps();
    SweepForm form = asked.form();
    SweepSpec denoised = form.spec("m");
    form.flow().set("l2d");
    form.control().set("base");
    Objects.requireNonNull(form.flowKnobs().get("steps")).set("0,4");
    Objects.requireNonNull(form.flowKnobs().get("solver")).set("midpoint, euler");
    Objects.requireNonNull(form.flowKnobs().get("time-map")).set("cosmap");
    SweepSpec spec = form.spec("m");
    assertEquals(
        List.of(Contestant.integrating("l2d"), new Contestant("base", true)), spec.models());
    assertEquals(
        List.of(
            new Axis("steps", List.of("0", "4")), new Axis("solver", List.of("midpoint", "euler"))),
        spec.axes(),
        "in the order of the command line");
    assertEquals(Map.of("time-map", "cosmap"), spec.fixed());
    assertTrue(asked.extent().get().contains("with every evaluation"), asked.extent().get());
    StoredSweeps stored = new StoredSweeps(file());
    stored.begin(denoised, "test");
    stored.begin(spec, "test");
    SweepModel again =
        new SweepModel(new Desk(setup(), threads, notices, model, session, s -> () -> {}));
    assertEquals(spec, again.form().spec("m"), "the newest sweep of the session");
    again.open(stored.all().getFirst());
    assertEquals(denoised, again.form().spec("m"), "a diffusion model is asked again");
    again.open(stored.all().getLast());
    assertEquals(spec, again.form().spec("m"));
    assertTrue(notices.open().isEmpty());
    Objects.requireNonNull(again.form().flowKnobs().get("solver")).set("best");
    assertTrue(again.extent().get().startsWith("Solver must be"), again.extent().get());
  }

  @Test
  void whatTheFormHasNoFieldForIsSaid() {
    SweepTask task = new SweepTask("worksheets", "", 5, 8, 50, 4, false);
    SweepSpec wide =
        new SweepSpec(
            task,
            List.of(new Contestant("m", false), new Contestant("n", false)),
            List.of(new Axis("steps", List.of("1", "2")), new Axis("top-k", List.of("5", "9"))),
            Map.of(),
            1,
            1);
    assertEquals(
        List.of("problem seed 8", "numbers up to 50", "model n", "top-k 5, 9"),
        new StoredForm(wide).fill(sweeps().form()));
    StoredSweeps stored = new StoredSweeps(file());
    stored.begin(wide, "test");
    sweeps().open(stored.all().getFirst());
    assertTrue(notices.open().getFirst().sentence().contains("no field"));
    SweepForm before = sweeps().form();
    SweepSpec controls =
        new SweepSpec(task, List.of(new Contestant("l", true)), List.of(), Map.of(), 1, 1);
    assertEquals(1, new StoredForm(controls).fill(before).size());
    assertEquals("1,2", Objects.requireNonNull(before.knobs().get("steps")).get(), "left alone");
  }

  @Test
  void aSweepFillsInIsKeptAndComparedInWords() throws InterruptedException {
    SweepModel sweeps = sweeps();
    sweeps.run();
    await(() -> !sweeps.running().get() && sweeps.shown().get() != null);
    SweepExport shown = sweeps.shown().get();
    assertNotNull(shown);
    assertEquals(20, shown.rows().size());
    assertTrue(asked.get() > 0, "the model that is open is asked, not a second copy");
    sweeps.other().set(0);
    sweeps.point().set(3);
    assertTrue(sweeps.comparison().get().contains("of 5 items"), sweeps.comparison().get());
    sweeps.other().set(3);
    assertEquals("", sweeps.comparison().get(), "a point is not compared with itself");
    int before = asked.get();
    sweeps.run();
    await(() -> !sweeps.running().get());
    assertEquals(before, asked.get(), "nothing is left to do");
    assertEquals(1, sweeps.stored().size());
    assertTrue(sweeps.extent().get().contains("about 0:0"), sweeps.extent().get());
  }

  /// The command line names the bundled model by an empty path, the window by its folder.
  @Test
  void aSweepOfTheCommandLineGoesOnInTheWindowAndTheOtherWayRound() throws InterruptedException {
    LoadedModel bundled = bundled();
    model.set(bundled);
    StoredSweeps stored = new StoredSweeps(file());
    SweepModel sweeps = sweeps();
    SameSweep typed = new SameSweep(sweeps.form().spec(""), this::fingerprint);
    long begun = stored.begin(typed, "test");
    stored.record(begun).opened(0, bundled.card());
    sweeps.run();
    await(() -> !sweeps.running().get() && sweeps.shown().get() != null);
    assertEquals(20, stored.rows(begun).size());
    assertEquals(1, sweeps.stored().size());
    assertEquals(begun, stored.begin(typed, "test"), "and back");
    knob(sweeps, "steps").set("1,2,3");
    sweeps.run();
    await(() -> !sweeps.running().get() && sweeps.stored().size() == 2);
    SameSweep second = new SameSweep(sweeps.form().spec(""), this::fingerprint);
    assertEquals(2, stored.begin(second, "test"));
  }

  private String fingerprint(String typed) {
    return setup().models().fingerprint(typed.isEmpty() ? Bundled.MODEL : Path.of(typed));
  }

  /// A model that answers at once, under the name of the bundled one.
  private LoadedModel bundled() {
    LoadedModel fake = new FakeModel().loaded();
    ModelCard card = fake.card();
    ModelCard named =
        new ModelCard(
            "bundled",
            card.family(),
            Bundled.MODEL.toString(),
            fingerprint(""),
            card.parameters(),
            card.weightBytes(),
            card.storedDtype(),
            card.dtype(),
            card.device(),
            card.licence(),
            card.maskId(),
            card.eosId(),
            card.vocabularySize(),
            card.maxLength(),
            card.defaultLength(),
            card.shifted());
    return new LoadedModel(named, fake.tokenizer(), fake.chat(), fake.denoiser(), () -> {});
  }

  @Test
  void anotherSweepCanBeLookedAtWhileOneRuns() throws InterruptedException {
    SweepModel sweeps = sweeps();
    sweeps.run();
    await(() -> !sweeps.running().get() && sweeps.shown().get() != null);
    sweeps.form().items().set("60");
    knob(sweeps, "steps").set("1,2,4,8,16");
    asked.set(0);
    sweeps.run();
    await(() -> asked.get() > 5 && shown(sweeps) == 2);
    sweeps.open(sweeps.stored().getFirst());
    assertEquals(1, shown(sweeps));
    await(() -> !sweeps.running().get());
    assertEquals(1, shown(sweeps), "the user looks at another");
    sweeps.open(sweeps.stored().get(1));
    assertEquals(2, shown(sweeps));
    assertEquals(600, Objects.requireNonNull(sweeps.shown().get()).rows().size());
  }

  private static long shown(SweepModel sweeps) {
    SweepExport shown = sweeps.shown().get();
    return shown == null ? 0 : shown.summary().sweep();
  }

  @Test
  void whichLikelihoodIsShownIsKnown() {
    StoredMeasurements stored = new StoredMeasurements(file());
    for (String title : List.of("one", "two")) {
      ModelCard card = new FakeModel().loaded().card();
      stored.put(new Bounds(title, card, "", BoundOptions.usual(1), List.of()), "test");
    }
    BoundModel bounds =
        new BoundModel(new Desk(setup(), threads, notices, model, session, s -> () -> {}));
    assertEquals(bounds.stored().getLast(), bounds.chosen().get(), "the newest");
    bounds.show(bounds.stored().getFirst());
    assertEquals(bounds.stored().getFirst(), bounds.chosen().get());
    assertEquals("one", Objects.requireNonNull(bounds.shown().get()).title());
  }

  @Test
  void aSweepOpensAgainWithoutAModelAndGoesToFiles() throws Exception {
    SweepModel first = sweeps();
    first.run();
    await(() -> !first.running().get() && first.shown().get() != null);
    model.set(null);
    SweepModel again = sweeps();
    SweepExport shown = again.shown().get();
    assertNotNull(shown);
    assertEquals(first.scores(), again.scores());
    for (SweepFiles.Kind kind : SweepFiles.Kind.values()) {
      Path target = folder.resolve("out" + kind.suffix());
      new SweepFiles(threads, notices).write(kind, shown, target);
      assertTrue(Files.exists(target), kind.words());
    }
    assertTrue(Files.readString(folder.resolve("out.svg")).contains("worksheets"));
  }

  @Test
  void whatWasDoneBeforeACancelIsKept() throws InterruptedException {
    SweepModel sweeps = sweeps();
    sweeps.form().items().set("60");
    knob(sweeps, "steps").set("1,2,4,8,16");
    asked.set(0);
    sweeps.run();
    await(() -> asked.get() > 12);
    sweeps.cancel();
    await(() -> !sweeps.running().get());
    int kept = new StoredSweeps(file()).rows(1).size();
    assertTrue(kept > 0 && kept < 600, kept + " kept");
    sweeps.run();
    await(() -> !sweeps.running().get());
    assertEquals(600, new StoredSweeps(file()).rows(1).size());
  }
}
