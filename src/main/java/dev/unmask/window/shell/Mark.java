package dev.unmask.window.shell;

import dev.unmask.window.canvas.Confidence;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;

/// The mark of the program: a small canvas that is being unmasked.
final class Mark extends Canvas {
  private static final double[][] SURE = {{1, 1, 0.35}, {1, 0.65, 0}, {0.8, 0, 0.1}};

  Mark() {
    super(20, 20);
    GraphicsContext g = getGraphicsContext2D();
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        g.setFill(Confidence.fill(SURE[row][column]));
        g.fillRoundRect(column * 7, row * 7, 6, 6, 2, 2);
      }
    }
  }
}
