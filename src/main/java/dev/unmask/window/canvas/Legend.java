package dev.unmask.window.canvas;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// What lightness, underlines and blocks mean.
public final class Legend extends HBox {
  private static final double STRIP = 96;
  private static final double HEIGHT = 12;

  private final Canvas strip = new Canvas(STRIP, HEIGHT);
  private final Canvas mask = new Canvas(20, HEIGHT);
  private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(Palette.LIGHT);

  public Legend() {
    super(8);
    getStyleClass().add("legend");
    setAlignment(Pos.CENTER_LEFT);
    Label unsure = new Label("unsure");
    Label sure = new Label("sure");
    Label doubt = new Label("underlined: doubtful");
    Label masked = new Label("masked");
    HBox scale = new HBox(8, unsure, strip, sure);
    scale.setAlignment(Pos.CENTER_LEFT);
    HBox block = new HBox(8, mask, masked);
    block.setAlignment(Pos.CENTER_LEFT);
    setSpacing(16);
    getChildren().addAll(scale, doubt, block);
    setAccessibleText(
        "The darker a token, the surer the model; doubtful tokens are underlined; grey blocks are"
            + " masked.");
    palette.addListener((o, was, is) -> paint());
    paint();
  }

  /// The colours of the theme.
  public ObjectProperty<Palette> palette() {
    return palette;
  }

  private void paint() {
    GraphicsContext g = strip.getGraphicsContext2D();
    g.clearRect(0, 0, STRIP, HEIGHT);
    for (int x = 0; x < STRIP; x++) {
      g.setFill(Confidence.fill(x / (STRIP - 1)));
      g.fillRect(x, 0, 1, HEIGHT);
    }
    GraphicsContext m = mask.getGraphicsContext2D();
    m.clearRect(0, 0, 20, HEIGHT);
    m.setFill(palette.get().mask());
    m.fillRoundRect(0, 0, 20, HEIGHT, 4, 4);
    m.setStroke(palette.get().maskEdge());
    m.strokeRoundRect(0.5, 0.5, 19, HEIGHT - 1, 4, 4);
  }
}
