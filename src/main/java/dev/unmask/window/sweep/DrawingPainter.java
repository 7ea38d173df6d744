package dev.unmask.window.sweep;

import dev.unmask.session.figure.Drawing;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Paints the drawings that are also exported.
final class DrawingPainter {
  private DrawingPainter() {}

  static void paint(GraphicsContext g, Drawing drawing) {
    g.clearRect(0, 0, drawing.width(), drawing.height());
    g.setTextBaseline(VPos.BASELINE);
    drawing.shapes().forEach(s -> paint(g, s));
  }

  private static void paint(GraphicsContext g, Drawing.Shape shape) {
    switch (shape) {
      case Drawing.Stroke s -> {
        g.setStroke(colour(s.rgb(), 1));
        g.setLineWidth(s.width());
        if (s.dashed()) {
          g.setLineDashes(6, 4);
        } else {
          g.setLineDashes();
        }
        g.strokePolyline(s.x(), s.y(), s.x().length);
      }
      case Drawing.Area a -> {
        g.setFill(colour(a.rgb(), a.opacity()));
        g.fillPolygon(a.x(), a.y(), a.x().length);
      }
      case Drawing.Words w -> {
        g.setFill(colour(w.rgb(), 1));
        g.setFont(Font.font(w.size()));
        g.setTextAlign(
            w.anchor() == 0
                ? TextAlignment.LEFT
                : w.anchor() == 1 ? TextAlignment.RIGHT : TextAlignment.CENTER);
        g.save();
        g.translate(w.x(), w.y());
        g.rotate(w.upright() ? -90 : 0);
        g.fillText(w.text(), 0, 0);
        g.restore();
      }
    }
  }

  private static Color colour(int rgb, double opacity) {
    return Color.rgb(rgb >> 16, rgb >> 8 & 255, rgb & 255, opacity);
  }
}
