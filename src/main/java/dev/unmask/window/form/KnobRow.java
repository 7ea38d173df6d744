package dev.unmask.window.form;

import dev.unmask.job.Parameter;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One line of the form: label, control, and what is wrong or why it has no effect. A changed value
/// is marked and can be reset.
public final class KnobRow extends VBox {
  private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
  private static final PseudoClass IDLE = PseudoClass.getPseudoClass("idle");
  private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

  /// @param beside what stands between the control and the end of the line
  public KnobRow(Knob<?> knob, Node... beside) {
    getStyleClass().add("knob-row");
    Parameter<?> parameter = knob.parameter();
    Control control = KnobControl.of(knob);
    control.disableProperty().bind(knob.idle().isNotEmpty());
    HBox.setHgrow(control, Priority.ALWAYS);
    Label label = new Label(parameter.label());
    label.getStyleClass().add("knob-label");
    label.setLabelFor(control);
    HBox line = new HBox(label, control);
    line.getChildren().addAll(beside);
    line.getChildren().add(side(knob));
    line.getStyleClass().add("knob-line");
    line.setAlignment(Pos.CENTER_LEFT);
    Tooltip tip = new Tooltip();
    tip.textProperty()
        .bind(Bindings.createStringBinding(() -> tip(knob), knob.idle(), knob.usual()));
    tip.setShowDelay(Duration.millis(400));
    tip.setWrapText(true);
    tip.setMaxWidth(320);
    Tooltip.install(line, tip);
    Label complaint = new Label();
    complaint.getStyleClass().add("complaint");
    complaint.setWrapText(true);
    complaint.setId(parameter.name() + "-complaint");
    complaint.textProperty().bind(knob.complaint());
    complaint.visibleProperty().bind(knob.complaint().isNotEmpty());
    complaint.managedProperty().bind(complaint.visibleProperty());
    getChildren().addAll(line, complaint);
    knob.changed().addListener((o, was, is) -> pseudoClassStateChanged(CHANGED, is));
    knob.complaint().addListener((o, was, is) -> pseudoClassStateChanged(WRONG, !is.isEmpty()));
    knob.idle().addListener((o, was, is) -> pseudoClassStateChanged(IDLE, !is.isEmpty()));
    pseudoClassStateChanged(CHANGED, knob.changed().get());
    pseudoClassStateChanged(IDLE, !knob.idle().get().isEmpty());
  }

  /// Help, default and published name; first of all why it has no effect, if so.
  private static String tip(Knob<?> knob) {
    Parameter<?> p = knob.parameter();
    StringBuilder text = new StringBuilder();
    if (!knob.idle().get().isEmpty()) {
      text.append("No effect now: ").append(knob.idle().get()).append("\n\n");
    }
    String usual = knob.usual().get();
    text.append(p.help());
    if (!usual.isEmpty()) {
      text.append("\nDefault: ").append(usual);
    }
    if (!p.published().isEmpty()) {
      text.append("\nPublished as: ").append(p.published());
    }
    return text.toString();
  }

  /// Beside the control: a button that resets, or a sign that it has no effect.
  private static StackPane side(Knob<?> knob) {
    Button reset = new Button(null, new FontIcon(Feather.ROTATE_CCW));
    reset.getStyleClass().addAll("button-icon", "flat", "reset");
    var words =
        Bindings.createStringBinding(
            () -> knob.usual().get().isEmpty() ? "Clear" : "Reset to " + knob.usual().get(),
            knob.usual());
    Tooltip tip = new Tooltip();
    tip.textProperty().bind(words);
    reset.setTooltip(tip);
    reset.accessibleTextProperty().bind(words);
    reset.setOnAction(e -> knob.reset());
    reset.visibleProperty().bind(knob.changed().and(knob.idle().isEmpty()));
    FontIcon idle = new FontIcon(Feather.INFO);
    idle.getStyleClass().add("idle-sign");
    idle.visibleProperty().bind(knob.idle().isNotEmpty());
    StackPane side = new StackPane(reset, idle);
    side.getStyleClass().add("knob-side");
    return side;
  }
}
