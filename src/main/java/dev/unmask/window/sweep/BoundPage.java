package dev.unmask.window.sweep;

import dev.unmask.job.evaluate.Bounds;
import dev.unmask.measure.Estimate;
import dev.unmask.session.StoredMeasurements;
import dev.unmask.session.figure.BoundFigure;
import dev.unmask.session.figure.Drawing;
import dev.unmask.session.figure.Inks;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The page of likelihoods: the bound of a text by position, as a heat strip under its tokens, and
/// by time; beside it the likelihood of a model that writes left to right.
public final class BoundPage extends BorderPane {
  private final BoundModel model;
  private final Canvas canvas = new Canvas(600, 300);
  private final Label words = new Label();
  private final ScrollPane scroll = new ScrollPane(canvas);
  private Inks inks = Inks.PRINT;

  /// @param close takes the page away
  public BoundPage(BoundModel model, Runnable close) {
    this.model = model;
    getStyleClass().add("model-page");
    setId("bound-page");
    setTop(header(close));
    setLeft(form());
    words.setId("bound-words");
    words.setWrapText(true);
    words.setMinHeight(Region.USE_PREF_SIZE);
    words.getStyleClass().add("sweep-words");
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("edge-to-edge");
    VBox right = new VBox(words, scroll);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    setCenter(right);
    model.shown().addListener((o, was, is) -> paint());
    scroll.viewportBoundsProperty().addListener((o, was, is) -> paint());
    paint();
  }

  /// Paints in the colours of a theme.
  public void look(boolean dark) {
    inks = dark ? Inks.DARK : Inks.PRINT;
    paint();
  }

  private void paint() {
    Bounds bounds = model.shown().get();
    if (bounds == null) {
      words.setText("Type a text and measure it: what each token costs the model, in nats.");
      canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
      return;
    }
    words.setText(say(bounds));
    double width = Math.max(360, scroll.getViewportBounds().getWidth());
    Drawing drawing = new BoundFigure(bounds, width, inks).draw();
    canvas.setWidth(drawing.width());
    canvas.setHeight(drawing.height());
    DrawingPainter.paint(canvas.getGraphicsContext2D(), drawing);
    canvas.setAccessibleText(words.getText());
  }

  private static String say(Bounds b) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%d tokens. Bound: %s nats a token (exact counts), %s (weight 1/t); %.2f bits a token.",
            b.tokens(),
            say(b.count()),
            say(b.time()),
            b.count().mean() / Math.log(2)));
    Estimate orders = b.orders();
    if (orders != null) {
      out.append(
          String.format(
              Locale.ROOT,
              " Chain rule: %s in random orders, %.2f from left to right.",
              say(orders),
              b.leftToRight()));
    }
    if (!b.control().isEmpty()) {
      out.append(
          String.format(
              Locale.ROOT,
              " %s: %.2f; the bound lies %.2f above.",
              b.control(),
              b.autoregressive(),
              b.count().mean() - b.autoregressive()));
    }
    return out.toString();
  }

  private static String say(Estimate e) {
    return String.format(Locale.ROOT, "%.2f ± %.2f", e.mean(), e.standardError());
  }

  private VBox form() {
    TextArea text = new TextArea();
    text.setId("bound-text");
    text.setWrapText(true);
    text.setPromptText("A text to measure");
    text.setPrefRowCount(8);
    text.textProperty().bindBidirectional(model.text());
    TextField control = new TextField();
    control.setPromptText("folder of a left-to-right model, or nothing");
    control.textProperty().bindBidirectional(model.control());
    Button run = new Button("Measure", new FontIcon(Feather.ACTIVITY));
    run.setId("run-bound");
    run.getStyleClass().add("run");
    run.setMaxWidth(Double.MAX_VALUE);
    run.disableProperty().bind(model.running().or(model.text().isEmpty()));
    run.setOnAction(e -> model.run());
    Label beside = new Label("COMPARED WITH");
    beside.getStyleClass().add("heading");
    Label what = new Label("TEXT");
    what.getStyleClass().add("heading");
    VBox form = new VBox(section(what, text), section(beside, control), run);
    form.getStyleClass().addAll("form", "sweep-form", "bound-form");
    return form;
  }

  private static VBox section(Node... nodes) {
    VBox section = new VBox(nodes);
    section.getStyleClass().add("form-section");
    return section;
  }

  private HBox header(Runnable close) {
    Label title = new Label("Likelihood");
    title.getStyleClass().add("page-title");
    Label about = new Label("what a text costs the model, token by token and by share of masks");
    about.getStyleClass().add("page-about");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button back = new Button(null, new FontIcon(Feather.X));
    back.setId("close-bound-page");
    back.getStyleClass().addAll("button-icon", "flat");
    back.setTooltip(new Tooltip("Back to the canvas (Esc)"));
    back.setAccessibleText("Back to the canvas");
    back.setOnAction(e -> close.run());
    HBox header = new HBox(title, about, gap, chooser(), back);
    header.setAlignment(Pos.CENTER_LEFT);
    header.getStyleClass().add("page-header");
    return header;
  }

  private ComboBox<StoredMeasurements.Summary> chooser() {
    ComboBox<StoredMeasurements.Summary> chooser = new ComboBox<>(model.stored());
    chooser.setId("bound-chooser");
    chooser.setPromptText("Measured in this session");
    chooser.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(StoredMeasurements.@Nullable Summary s) {
            return s == null ? "" : s.measurement() + "  " + s.title();
          }

          @Override
          public StoredMeasurements.@Nullable Summary fromString(String text) {
            return null; // it cannot be typed into
          }
        });
    chooser.setOnAction(
        e -> {
          StoredMeasurements.Summary chosen = chooser.getValue();
          if (chosen != null && !chosen.equals(model.chosen().get())) {
            model.show(chosen);
          }
        });
    model.chosen().addListener((o, was, is) -> chooser.setValue(is));
    model
        .stored()
        .addListener(
            (ListChangeListener<StoredMeasurements.Summary>)
                c -> chooser.setValue(model.chosen().get()));
    chooser.setValue(model.chosen().get());
    return chooser;
  }
}
