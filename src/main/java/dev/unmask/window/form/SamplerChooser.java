package dev.unmask.window.form;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Preset;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The chosen sampler with what it does and where it comes from; opens the list of all.
public final class SamplerChooser extends VBox {
  private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");

  private static final double FRAME = 20;

  private final Knob<?> knob;
  private final Button open = new Button();
  private final Label about = new Label();
  private final Label source = new Label();
  private final SamplerPicker picker;
  private final Popup popup = new Popup();

  /// @param misfit why the open model cannot be written with by a preset, empty if it can
  public SamplerChooser(FormModel form, Function<Preset, String> misfit) {
    knob = form.knob(DenoiseParameters.SAMPLER);
    picker = new SamplerPicker(new SamplerList(misfit), this::take, popup::hide);
    getStyleClass().add("sampler-chooser");
    open.setId("sampler");
    open.getStyleClass().add("sampler-open");
    open.setMaxWidth(Double.MAX_VALUE);
    open.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(open, Priority.ALWAYS);
    open.setGraphic(face());
    open.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    open.setOnAction(e -> toggle());
    open.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    HBox line = new HBox(4, open, reset());
    line.setAlignment(Pos.CENTER_LEFT);
    about.getStyleClass().add("note");
    about.setWrapText(true);
    about.setId("sampler-about");
    source.getStyleClass().add("sampler-source");
    source.setId("sampler-source");
    source.setWrapText(true);
    getChildren().addAll(line, about, source);
    popup.getContent().add(picker);
    popup.setAutoHide(true);
    popup.setOnHidden(e -> open.requestFocus());
    knob.text().addListener((o, was, is) -> describe());
    knob.changed().addListener((o, was, is) -> pseudoClassStateChanged(CHANGED, is));
    pseudoClassStateChanged(CHANGED, knob.changed().get());
    describe();
  }

  /// The title on the left and the sign that a list opens on the right.
  private HBox face() {
    Label title = new Label();
    title.setMinWidth(0);
    title.textProperty().bind(open.textProperty());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox face = new HBox(4, title, gap, new FontIcon(Feather.CHEVRON_DOWN));
    face.setAlignment(Pos.CENTER_LEFT);
    face.prefWidthProperty().bind(open.widthProperty().subtract(FRAME));
    return face;
  }

  private Button reset() {
    Button reset = new Button(null, new FontIcon(Feather.ROTATE_CCW));
    reset.setId("sampler-reset");
    reset.getStyleClass().addAll("button-icon", "flat", "reset");
    var words =
        Bindings.createStringBinding(() -> "Reset to " + title(knob.usual().get()), knob.usual());
    Tooltip tip = new Tooltip();
    tip.textProperty().bind(words);
    reset.setTooltip(tip);
    reset.accessibleTextProperty().bind(words);
    reset.setOnAction(e -> knob.reset());
    reset.visibleProperty().bind(knob.changed());
    return reset;
  }

  private static String title(String name) {
    Preset preset = SamplerList.named(name);
    return preset == null ? name : preset.title();
  }

  private void describe() {
    String name = knob.text().get();
    Preset preset = SamplerList.named(name);
    open.setText(title(name));
    about.setText(preset == null ? "" : preset.explanation());
    source.setText(preset == null ? "" : preset.source());
    open.setAccessibleText("Sampler: " + title(name));
    open.setAccessibleHelp(preset == null ? "" : preset.explanation());
  }

  private void key(KeyEvent e) {
    if (e.getCode() == KeyCode.DOWN && !popup.isShowing()) {
      toggle();
      e.consume();
    }
  }

  private void toggle() {
    if (popup.isShowing()) {
      popup.hide();
      return;
    }
    picker.begin(knob.text().get());
    Bounds at = open.localToScreen(open.getBoundsInLocal());
    // A popup takes the classes of the theme from the root above it only if it is told to.
    picker.getStyleClass().removeAll("light", "dark");
    open.getScene().getRoot().getStyleClass().stream()
        .filter(c -> c.equals("light") || c.equals("dark"))
        .forEach(picker.getStyleClass()::add);
    if (!picker.getStylesheets().equals(open.getScene().getStylesheets())) {
      picker.getStylesheets().setAll(open.getScene().getStylesheets());
    }
    popup.show(open, at.getMinX(), at.getMaxY() + 4);
    picker.focus();
  }

  private void take(Preset preset) {
    knob.text().set(preset.name());
    popup.hide();
  }

  /// Whether the list is open.
  public ReadOnlyBooleanProperty shown() {
    return popup.showingProperty();
  }
}
