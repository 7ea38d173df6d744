package dev.unmask.window.canvas;

import dev.unmask.window.trace.Change;
import dev.unmask.window.trace.Moment;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// What lightness, underlines, blocks and marks mean. Marks are explained while there are some.
public final class Legend extends HBox {
  private static final double STRIP = 80;
  private static final double HEIGHT = 12;
  private static final double SIGN = 20;

  private final Canvas strip = new Canvas(STRIP, HEIGHT);
  private final Canvas mask = new Canvas(SIGN, HEIGHT);
  private final Canvas flag = new Canvas(HEIGHT, HEIGHT);
  private final Canvas pin = new Canvas(SIGN, HEIGHT);
  private final Canvas dots = new Canvas(SIGN, HEIGHT);
  private final HBox undone = entry(flag, "masked again or changed");
  private final HBox pinned = entry(pin, "pinned");
  private final HBox limited = entry(dots, "limited");
  private final Label least = new Label();
  private final Label most = new Label();
  private final ObservableValue<Heat> heat;
  private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(Palette.LIGHT);

  /// @param sheet what is shown
  /// @param heat what lightness stands for
  public Legend(ObservableValue<@Nullable Sheet> sheet, ObservableValue<Heat> heat) {
    this.heat = heat;
    getStyleClass().add("legend");
    setAlignment(Pos.CENTER_LEFT);
    HBox scale = new HBox(8, least, strip, most);
    scale.setAlignment(Pos.CENTER_LEFT);
    setSpacing(16);
    getChildren()
        .addAll(
            scale,
            new Label("underlined: doubtful"),
            entry(mask, "masked"),
            undone,
            pinned,
            limited);
    least.setId("legend-least");
    most.setId("legend-most");
    least.setMinWidth(0);
    most.setMinWidth(0);
    heat.addListener((o, was, is) -> explain(sheet.getValue()));
    setAccessibleText(
        "Lightness runs from the first words to the second; doubtful tokens are underlined; grey"
            + " blocks are masked; a flagged corner marks what this step masked again or changed; a"
            + " line below marks pinned positions, dots those where only some tokens may be"
            + " written.");
    palette.addListener((o, was, is) -> paint());
    sheet.addListener((o, was, is) -> explain(is));
    explain(sheet.getValue());
    paint();
  }

  private static HBox entry(Canvas sign, String words) {
    Label label = new Label(words);
    label.setMinWidth(0);
    HBox entry = new HBox(8, sign, label);
    entry.setAlignment(Pos.CENTER_LEFT);
    return entry;
  }

  /// The colours of the theme.
  public ObjectProperty<Palette> palette() {
    return palette;
  }

  private void explain(@Nullable Sheet sheet) {
    Heat shown = heat.getValue();
    least.setText(shown.least());
    most.setText(sheet == null ? shown.most() : shown.most(sheet));
    Moment now = sheet == null ? null : sheet.now();
    show(undone, now != null && now.count(Change.REMASKED) + now.count(Change.REWRITTEN) > 0);
    show(pinned, sheet != null && !sheet.marks().pinned().isEmpty());
    show(limited, sheet != null && !sheet.marks().allowed().isEmpty());
  }

  private static void show(HBox entry, boolean shown) {
    entry.setVisible(shown);
    entry.setManaged(shown);
  }

  private void paint() {
    GraphicsContext g = strip.getGraphicsContext2D();
    g.clearRect(0, 0, STRIP, HEIGHT);
    for (int x = 0; x < STRIP; x++) {
      g.setFill(Confidence.fill(x / (STRIP - 1)));
      g.fillRect(x, 0, 1, HEIGHT);
    }
    GraphicsContext m = cleared(mask);
    m.setFill(palette.get().mask());
    m.fillRoundRect(0, 0, SIGN, HEIGHT, 4, 4);
    m.setStroke(palette.get().maskEdge());
    m.strokeRoundRect(0.5, 0.5, SIGN - 1, HEIGHT - 1, 4, 4);
    GraphicsContext f = cleared(flag);
    f.setFill(palette.get().accent());
    f.fillPolygon(new double[] {1, 10, 1}, new double[] {1, 1, 10}, 3);
    GraphicsContext p = cleared(pin);
    p.setFill(palette.get().accent());
    p.fillRect(0, 7, SIGN, 2);
    p.fillOval(7, 5, 6, 6);
    GraphicsContext d = cleared(dots);
    d.setFill(palette.get().accent());
    for (int x = 1; x < SIGN; x += 5) {
      d.fillRect(x, 7, 2, 2);
    }
  }

  private static GraphicsContext cleared(Canvas sign) {
    GraphicsContext g = sign.getGraphicsContext2D();
    g.clearRect(0, 0, sign.getWidth(), sign.getHeight());
    return g;
  }
}
