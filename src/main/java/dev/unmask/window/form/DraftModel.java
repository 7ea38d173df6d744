package dev.unmask.window.form;

import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Prompting;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.StartCanvas;
import dev.unmask.job.Values;
import dev.unmask.problem.Problem;
import java.util.BitSet;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
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
  private static final Pattern BLANK = Pattern.compile("_{2,}");

  private final FormModel form;
  private final LatestOnly latest;
  private final StringProperty prompt = new SimpleStringProperty("");
  private final ObjectProperty<@Nullable LoadedModel> model = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<@Nullable StartCanvas> canvas = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper("");
  private @Nullable Draft draft;
  private @Nullable DenoiseSpec spec;

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

  /// Whether a prompt has blanks to fill rather than an answer to write.
  public static boolean template(String prompt) {
    return BLANK.matcher(prompt).find();
  }

  private void make() {
    LoadedModel loaded = model.get();
    if (loaded == null) {
      draft = null;
      spec = null;
      complaint.set("");
      canvas.set(null);
      latest.forget();
      return;
    }
    String text = prompt.get();
    Values values = form.values().get();
    SourceTexts texts = template(text) ? SourceTexts.template(text) : SourceTexts.prompt(text);
    latest.submit(() -> made(loaded, texts, values), this::take);
  }

  private record Made(@Nullable DenoiseSpec spec, String complaint) {}

  private static Made made(LoadedModel loaded, SourceTexts texts, Values values) {
    try {
      return new Made(new Prompting(loaded).spec(texts, values), "");
    } catch (Problem p) {
      return new Made(null, p.sentence() + " " + p.remedy());
    }
  }

  private void take(Made made) {
    DenoiseSpec now = made.spec;
    complaint.set(made.complaint);
    spec = now;
    if (now == null) {
      canvas.set(null);
      return;
    }
    Draft before = draft;
    draft = before == null ? new Draft(now.canvas(), new BitSet()) : before.over(now.canvas());
    show();
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

  /// What a run of this draft is asked; null while there is no canvas.
  public @Nullable DenoiseSpec spec() {
    DenoiseSpec made = spec;
    StartCanvas shown = canvas.get();
    if (made == null || shown == null) {
      return null;
    }
    return new DenoiseSpec(
        made.model(), made.texts(), form.values().get(), shown, made.suppressed());
  }
}
