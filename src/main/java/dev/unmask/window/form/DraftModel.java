package dev.unmask.window.form;

import dev.unmask.job.Combination;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Parameter;
import dev.unmask.job.Prompting;
import dev.unmask.job.SamplerParameters;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.StartCanvas;
import dev.unmask.job.Values;
import dev.unmask.problem.Problem;
import dev.unmask.window.canvas.Marks;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What would be run: the prompt and the canvas that it makes, with the masks painted on it.
///
/// The canvas is made on a worker; only the newest request counts.
public final class DraftModel {
  private final FormModel form;
  private final LatestOnly latest;
  private final StringProperty prompt = new SimpleStringProperty("");
  private final ObjectProperty<@Nullable LoadedModel> model = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<@Nullable StartCanvas> canvas = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper("");
  private @Nullable Draft draft;
  private @Nullable DenoiseSpec spec;
  private @Nullable StartCanvas open;
  private Marks marks = Marks.NONE;
  private Typed laid = Typed.of("");
  private boolean pending;
  private @Nullable Runnable waiting;

  /// @param work where canvases are made
  /// @param ui where their results are told
  public DraftModel(FormModel form, Executor work, Executor ui) {
    this.form = form;
    latest = new LatestOnly(work, ui);
    prompt.addListener((o, was, is) -> make());
    model.addListener((o, was, is) -> make());
    form.values().addListener((o, was, is) -> make());
  }

  /// What the user typed.
  public StringProperty prompt() {
    return prompt;
  }

  /// The model whose tokens the canvas is made of; null while there is none.
  public ObjectProperty<@Nullable LoadedModel> model() {
    return model;
  }

  /// The canvas that a run would begin with; null while there is no model or the texts do not fit.
  public ReadOnlyObjectProperty<@Nullable StartCanvas> canvas() {
    return canvas.getReadOnlyProperty();
  }

  /// Why there is no canvas, in words; empty if there is one or no model.
  public ReadOnlyStringProperty complaint() {
    return complaint.getReadOnlyProperty();
  }

  /// Puts texts on the form that were laid out elsewhere. What the one field cannot hold, such as a
  /// question with the beginning of its answer, is meant as it was until the field is typed over.
  ///
  /// @param masks how many stand between prefix and suffix; 0 for as many as there is room for
  public void take(SourceTexts texts, int masks) {
    laid = Typed.of(texts, masks);
    if (laid.shown().equals(prompt.get())) {
      make();
    } else {
      prompt.set(laid.shown());
    }
  }

  private Typed typed() {
    String shown = prompt.get();
    return laid.shown().equals(shown) ? laid : Typed.of(shown);
  }

  /// Whether the prompt has blanks to fill rather than an answer to write.
  public boolean blanks() {
    return typed().blanks();
  }

  private void make() {
    LoadedModel loaded = model.get();
    if (loaded == null) {
      draft = null;
      spec = null;
      open = null;
      complaint.set("");
      canvas.set(null);
      latest.forget();
      pending = false;
      waiting = null;
      return;
    }
    pending = true;
    Values values = form.values().get();
    SourceTexts texts = typed().texts();
    latest.submit(() -> made(loaded, texts, values), this::take);
  }

  /// @param open the canvas before anything was pinned; null if the texts do not fit
  /// @param spec null if something that was said of positions or tokens cannot be done
  private record Made(
      @Nullable StartCanvas open, @Nullable DenoiseSpec spec, Marks marks, String complaint) {}

  private static Made made(LoadedModel loaded, SourceTexts texts, Values values) {
    Prompting prompting = new Prompting(loaded);
    StartCanvas open = null;
    try {
      open = prompting.canvas(texts, values);
      DenoiseSpec spec = prompting.spec(texts, shaping(values));
      return new Made(open, spec, Marking.of(spec, open), "");
    } catch (Problem p) {
      return new Made(open, null, Marks.NONE, p.sentence() + " " + p.remedy());
    }
  }

  /// Parts that do not go together make no run, which the form says; they have a canvas all the
  /// same.
  private static Values shaping(Values values) {
    if (Combination.obstacle(values).isEmpty()) {
      return values;
    }
    Values shaping = DenoiseParameters.defaults();
    for (Parameter<?> parameter :
        List.of(
            DenoiseParameters.LENGTH,
            DenoiseParameters.MASKS,
            DenoiseParameters.RAW,
            SamplerParameters.PINS,
            SamplerParameters.ALLOW,
            SamplerParameters.SUPPRESS)) {
      shaping = shaping.parsed(parameter, values.get(parameter).toString());
    }
    return shaping;
  }

  private void take(Made made) {
    pending = false;
    complaint.set(made.complaint);
    spec = made.spec;
    open = made.open;
    marks = made.marks;
    StartCanvas now = made.spec == null ? made.open : made.spec.canvas();
    if (now == null) {
      canvas.set(null);
    } else {
      Draft before = draft;
      draft = before == null ? new Draft(now, new BitSet()) : before.over(now);
      show();
    }
    Runnable then = waiting;
    waiting = null;
    if (then != null) {
      then.run();
    }
  }

  /// Whether the canvas is that of what stands on the form.
  public boolean made() {
    return !pending;
  }

  /// Does something once the canvas is that of what stands on the form, at once if it is.
  public void whenMade(Runnable then) {
    if (pending) {
      waiting = then;
    } else {
      then.run();
    }
  }

  private void show() {
    LoadedModel loaded = model.get();
    Draft now = draft;
    if (loaded != null && now != null) {
      canvas.set(now.canvas(loaded.card().maskId()));
    }
  }

  /// Puts given positions under a mask, or takes the masks away again.
  ///
  /// @param from first position
  /// @param to last position, inclusive
  /// @return whether anything changed: what was not given cannot be unmasked
  public boolean toggleMasks(int from, int to) {
    Draft now = draft;
    Draft next = now == null || to >= now.base().length() ? null : now.toggled(from, to);
    if (next == null) {
      return false;
    }
    draft = next;
    show();
    return true;
  }

  /// How many given positions are painted over.
  public int painted() {
    Draft now = draft;
    return now == null ? 0 : now.painted().cardinality();
  }

  /// The canvas before anything was pinned or painted; null while there is none.
  public @Nullable StartCanvas open() {
    return open;
  }

  /// What is said of single positions.
  public Marks marks() {
    return marks;
  }

  /// What a run of this draft is asked; null while there is nothing to run.
  public @Nullable DenoiseSpec spec() {
    DenoiseSpec made = spec;
    StartCanvas shown = canvas.get();
    if (made == null || shown == null) {
      return null;
    }
    // Positions are kept as the canvas was made with them: painting may move the first mask.
    Values settings = form.values().get();
    for (var parameter : List.of(SamplerParameters.PINS, SamplerParameters.ALLOW)) {
      settings = settings.with(parameter, made.settings().get(parameter));
    }
    return new DenoiseSpec(made.model(), made.texts(), settings, shown, made.suppressed());
  }
}
