package dev.unmask.window.workbench;

import dev.unmask.job.LoadedModel;
import dev.unmask.job.StartCanvas;
import dev.unmask.job.TokenTexts;
import dev.unmask.window.canvas.CanvasModel;
import dev.unmask.window.canvas.Marks;
import dev.unmask.window.canvas.Sheet;
import dev.unmask.window.form.DraftModel;
import dev.unmask.window.form.Marking;
import dev.unmask.window.timeline.Playhead;
import dev.unmask.window.trace.Faces;
import dev.unmask.window.trace.Moment;
import dev.unmask.window.trace.Trace;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The one cursor: which run is looked at (or the draft), at which step, at which position. Canvas,
/// timeline and curves all show what this says.
public final class Viewing {
  private final DraftModel draft;
  private final Playhead head;
  private final CanvasModel canvas;
  private final ReadOnlyObjectWrapper<@Nullable ShownRun> run = new ReadOnlyObjectWrapper<>();
  private @Nullable LoadedModel facesOf;
  private Faces faces = id -> dev.unmask.window.trace.Face.unknown(id);
  private final ReadOnlyStringWrapper caution = new ReadOnlyStringWrapper("");
  private Marks marks = Marks.NONE;
  private boolean live;
  private @Nullable Moment end;

  Viewing(DraftModel draft, Playhead head, CanvasModel canvas) {
    this.draft = draft;
    this.head = head;
    this.canvas = canvas;
    draft.canvas().addListener((o, was, is) -> refreshDraft());
    head.step().addListener((o, was, is) -> refreshRun());
    head.playing().addListener((o, was, is) -> settle());
  }

  /// The run looked at; null while it is the draft.
  public ReadOnlyObjectProperty<@Nullable ShownRun> run() {
    return run.getReadOnlyProperty();
  }

  /// What to know of the step looked at; empty if nothing.
  public ReadOnlyStringProperty caution() {
    return caution.getReadOnlyProperty();
  }

  /// Looks at the draft.
  public void showDraft() {
    run.set(null);
    live = false;
    end = null;
    head.open(0, 0, false, 0);
    refreshDraft();
  }

  /// Looks at a run.
  ///
  /// @param running whether more frames will come
  /// @param step to look at
  void show(ShownRun shown, boolean running, int step) {
    live = running;
    end = null;
    marks = Marking.of(shown.header().spec(), shown.header().tokens());
    run.set(null);
    head.open(shown.trace().steps(), shown.trace().available(), running, step);
    run.set(shown);
    settle();
    refreshRun();
  }

  /// More frames of the live run may have come: to be called once per pulse.
  void grown() {
    ShownRun shown = run.get();
    if (shown != null && live) {
      head.grown(shown.trace().available(), shown.trace().steps());
    }
  }

  /// The live run has ended.
  void ended(ShownRun which) {
    if (which.equals(run.get())) {
      grown();
      live = false;
      head.ended();
      settle();
    }
  }

  /// Once a run is known to its end, and has been watched to its end, its text is set for good.
  private void settle() {
    ShownRun shown = run.get();
    if (shown != null && end == null && !live && !head.playing().get() && !shown.trace().empty()) {
      end = shown.trace().moment(shown.trace().available());
      refreshRun();
    }
  }

  private void refreshDraft() {
    if (run.get() != null) {
      return;
    }
    caution.set("");
    StartCanvas start = draft.canvas().get();
    LoadedModel model = draft.model().get();
    if (start == null || model == null) {
      canvas.sheet().set(null);
      return;
    }
    if (!model.equals(facesOf)) {
      facesOf = model;
      faces = new TokenFaces(TokenTexts.of(model.tokenizer()));
    }
    Moment moment = Moment.before(0, start.ids(), start.roleCodes());
    canvas.sheet().set(Sheet.draft(moment, faces, model.card().shifted(), draft.marks()));
  }

  private void refreshRun() {
    ShownRun shown = run.get();
    if (shown == null) {
      return;
    }
    Trace trace = shown.trace();
    int step = Math.min(head.step().get(), trace.available());
    Moment now = trace.moment(step);
    caution.set(now.approximate() ? "approximate: cached keys and values" : "");
    canvas
        .sheet()
        .set(
            new Sheet(
                shown.number(),
                trace.moment(0),
                now,
                end,
                shown.faces(),
                shown.header().card().shifted(),
                marks,
                trace.revisions(step),
                trace.mostRevised(),
                position -> trace.alternatives(step, position)));
  }
}
