package dev.unmask.window.flow;

import dev.unmask.job.Continuing;
import dev.unmask.job.FlowParameters;
import dev.unmask.job.FlowRules;
import dev.unmask.job.FlowWriting;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelDefaults;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Parameter;
import dev.unmask.job.Values;
import dev.unmask.job.Worker;
import dev.unmask.job.WriteSpec;
import dev.unmask.job.WritingListener;
import dev.unmask.network.TokenDraw;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.session.WritingSummary;
import dev.unmask.text.Examples;
import dev.unmask.window.form.KnobSheet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the page of a flow model works with: the model, its knobs, the text that is written or
/// replayed, and the token that is looked at.
public final class FlowDesk {
  private static final long ALTERNATIVES = 6;

  /// What the desk is given.
  ///
  /// @param models opens models on the worker
  /// @param worker of the device
  /// @param version of Unmask
  /// @param bundled folder of the flow model that comes with Unmask
  /// @param session the one that is open, or null
  /// @param asking work in the background, then what to do with its result on the JavaFX thread
  /// @param trouble says what went wrong
  /// @param ui the JavaFX thread
  public record Means(
      Models models,
      Worker worker,
      String version,
      Optional<Path> bundled,
      Supplier<@Nullable Session> session,
      Asking asking,
      Consumer<Throwable> trouble,
      Executor ui) {}

  /// Work in the background.
  public interface Asking {
    /// @param answer called on the JavaFX thread
    <T> void ask(Supplier<T> work, Consumer<T> answer);

    /// Something that is under way.
    ///
    /// @param answer called on the JavaFX thread, as is `trouble`
    <T> void tell(CompletableFuture<T> under, Consumer<T> answer, Consumer<Throwable> trouble);
  }

  private final Means means;
  private final KnobSheet sheet;
  private final StringProperty prompt = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<@Nullable LoadedWriter> model = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper opening = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable FlowTrace> trace = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyIntegerWrapper version = new ReadOnlyIntegerWrapper();
  private final IntegerProperty token = new SimpleIntegerProperty(-1);
  private final ObservableList<WritingSummary> runs = FXCollections.observableArrayList();
  private final StringBinding obstacle;
  private @Nullable FlowWriting writing;
  private boolean follows = true;

  public FlowDesk(Means means) {
    this.means = means;
    List<Parameter<?>> shown =
        Stream.concat(
                FlowParameters.all().stream(),
                Stream.of(
                    GenerateParameters.DRAW,
                    GenerateParameters.TEMPERATURE,
                    GenerateParameters.TOKENS,
                    GenerateParameters.SEED))
            .toList();
    sheet =
        new KnobSheet(
            GenerateParameters.defaults()
                .with(GenerateParameters.ALTERNATIVES, ALTERNATIVES)
                .with(GenerateParameters.TOKENS, 48L),
            shown,
            (p, values) -> GenerateParameters.idle(p, values).orElse(""));
    obstacle =
        Bindings.createStringBinding(
            this::why, model, opening, sheet.complaint(), sheet.values(), prompt);
  }

  private String why() {
    if (!opening.get().isEmpty()) {
      return "Opening " + opening.get() + "\u2026";
    }
    LoadedWriter open = model.get();
    if (open == null) {
      return "No L2D model is open. Stored texts play without one.";
    }
    if (!sheet.complaint().get().isEmpty()) {
      return sheet.complaint().get();
    }
    Values values = sheet.values().get();
    if (FlowParameters.baseOnly(values)) {
      return "With 0 grid points, or midway 1, nothing is integrated: that is the base alone.";
    }
    return prompt.get().isBlank() ? "Type a prompt." : misfit(open, values);
  }

  private static String misfit(LoadedWriter open, Values values) {
    try {
      FlowRules.settings(open.requireFlow().shape(), values, TokenDraw.argmax());
      return "";
    } catch (Problem p) {
      return p.sentence();
    }
  }

  /// The knobs.
  public KnobSheet sheet() {
    return sheet;
  }

  /// What stands in the prompt.
  public StringProperty prompt() {
    return prompt;
  }

  /// The model; null while none is open.
  public ReadOnlyObjectProperty<@Nullable LoadedWriter> model() {
    return model.getReadOnlyProperty();
  }

  /// The name of the folder that is being opened; empty if none is.
  public ReadOnlyStringProperty opening() {
    return opening.getReadOnlyProperty();
  }

  /// The text that is looked at; null before the first.
  public ReadOnlyObjectProperty<@Nullable FlowTrace> trace() {
    return trace.getReadOnlyProperty();
  }

  /// Whether a text is being written.
  public ReadOnlyBooleanProperty running() {
    return running.getReadOnlyProperty();
  }

  /// Changes whenever there is more to see.
  public ReadOnlyIntegerProperty version() {
    return version.getReadOnlyProperty();
  }

  /// Index of the token that is looked at; the number of tokens for the one being integrated.
  public IntegerProperty token() {
    return token;
  }

  /// Texts of the session, oldest first.
  public ObservableList<WritingSummary> runs() {
    return runs;
  }

  /// Why nothing can be written now, in words; empty if it can.
  public StringBinding obstacle() {
    return obstacle;
  }

  /// Opens the flow model that comes with Unmask, if it is there and no other one is open.
  public void begin() {
    if (model.get() == null && opening.get().isEmpty()) {
      means.bundled().ifPresent(this::open);
    }
  }

  /// Opens a flow model. If that fails, the one that was open stays. Its first example is offered
  /// where the prompt is empty.
  public void open(Path folder) {
    opening.set(String.valueOf(folder.getFileName()));
    ModelRequest request =
        new ModelRequest(folder, "f32", "cpu", OptionalInt.empty()).orNumbers(true);
    means
        .asking()
        .tell(
            means
                .worker()
                .call(
                    () -> {
                      LoadedWriter loaded = means.models().openWriter(request);
                      loaded.requireFlow();
                      return new Opened(loaded, Examples.of(folder));
                    }),
            this::take,
            thrown -> {
              opening.set("");
              means.trouble().accept(thrown);
            });
  }

  private record Opened(LoadedWriter writer, List<Examples.Example> examples) {}

  private void take(Opened opened) {
    LoadedWriter loaded = opened.writer();
    opening.set("");
    if (prompt.get().isBlank() && !opened.examples().isEmpty()) {
      prompt.set(opened.examples().getFirst().question());
    }
    LoadedWriter before = model.get();
    model.set(loaded);
    sheet.take(ModelDefaults.flow(loaded.requireFlow().shape(), sheet.values().get(), false));
    if (before != null) {
      means.asking().tell(means.worker().call(() -> closed(before)), name -> {}, means.trouble());
    }
  }

  private static String closed(LoadedWriter loaded) {
    loaded.close();
    return loaded.card().name();
  }

  /// Looks for the texts of the session.
  public void refresh() {
    Session session = means.session().get();
    if (session != null) {
      means.asking().ask(session::writings, runs::setAll);
    }
  }

  /// Looks at a stored text, without its model.
  public void replay(WritingSummary which) {
    replay(which.run());
  }

  /// The same of any text, an item of a sweep too.
  public void replay(long run) {
    Session session = means.session().get();
    if (session == null || running.get()) {
      return;
    }
    means
        .asking()
        .ask(
            () -> {
              FlowTrace stored = new FlowTrace(session.writingHeader(run));
              session.flowFrames(run).forEach(stored::append);
              return stored;
            },
            stored -> {
              show(stored);
              prompt.set(stored.header().spec().prompt());
              sheet.take(stored.header().spec().settings());
              token.set(stored.frames().size() - 1);
            });
  }

  /// Writes a text for the prompt.
  public void run() {
    LoadedWriter open = model.get();
    Session session = means.session().get();
    if (running.get() || open == null || session == null || !obstacle.get().isEmpty()) {
      return;
    }
    Continuing continuing = new Continuing(open);
    int[] ids;
    try {
      ids =
          open.chat().isPresent()
              ? continuing.question("", prompt.get())
              : continuing.text(prompt.get());
    } catch (Problem p) {
      means.trouble().accept(p);
      return;
    }
    WriteSpec spec =
        new WriteSpec(open.card().reference(), prompt.get(), sheet.values().get(), ids);
    FlowWriting next = new FlowWriting(open, spec);
    writing = next;
    running.set(true);
    follows = true;
    LiveTrace live = new LiveTrace(means.ui(), this::show);
    List<WritingListener> listeners =
        session.readOnly() ? List.of(live) : List.of(session.recordWriting(), live);
    means
        .asking()
        .tell(
            means.worker().call(() -> next.run(means.version(), listeners)),
            result -> over(),
            thrown -> {
              over();
              means.trouble().accept(thrown);
            });
  }

  private void over() {
    running.set(false);
    pulse();
    refresh();
  }

  /// Asks to stop; what was written is kept.
  public void cancel() {
    FlowWriting now = writing;
    if (now != null) {
      now.cancel();
    }
  }

  /// Looks at a token; the newest is followed again once it is looked at.
  public void look(int index) {
    FlowTrace now = trace.get();
    if (now != null) {
      int newest = running.get() ? now.frames().size() : now.frames().size() - 1;
      token.set(Math.max(0, Math.min(index, newest)));
      follows = token.get() == newest;
    }
  }

  /// Reads what is new: to be called once per pulse, however much there is.
  public void pulse() {
    FlowTrace now = trace.get();
    if (now != null && follows) {
      int newest = running.get() ? now.frames().size() : now.frames().size() - 1;
      token.set(newest);
    }
    version.set(version.get() + 1);
  }

  private void show(FlowTrace shown) {
    trace.set(shown);
    version.set(version.get() + 1);
  }

  /// The end: cancels the text and closes the model.
  ///
  /// @return what blocks for a moment, to be run off the JavaFX thread
  public Runnable closing() {
    cancel();
    FlowWriting now = writing;
    boolean busy = running.get();
    LoadedWriter open = model.get();
    return () -> {
      if (busy && now != null) {
        now.await();
      }
      if (open != null) {
        means.worker().call(() -> closed(open)).join();
      }
    };
  }
}
