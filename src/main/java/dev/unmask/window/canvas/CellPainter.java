package dev.unmask.window.canvas;

import dev.unmask.window.trace.Change;
import dev.unmask.window.trace.Face;
import dev.unmask.window.trace.Moment;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/// Paints one position. Text that is too wide for its cell is set smaller and, past a limit, cut.
final class CellPainter {
  private static final double ARC = 6;
  private static final double SMALLEST = 10;

  private final GraphicsContext g;
  private final TextMetrics metrics;
  private final Palette palette;
  private final boolean grid;
  private final Heat heat;

  CellPainter(GraphicsContext g, TextMetrics metrics, Palette palette, boolean grid, Heat heat) {
    this.g = g;
    this.metrics = metrics;
    this.palette = palette;
    this.grid = grid;
    this.heat = heat;
    g.setTextBaseline(VPos.CENTER);
  }

  /// A place on the canvas.
  ///
  /// @param first whether it begins its row
  record Place(double x, double y, double w, double h, boolean first) {}

  /// @param sheet what is shown
  /// @param i the position
  /// @param at where
  /// @param share how far a change of this step has appeared, 0 to 1
  void paint(Sheet sheet, int i, Place at, double share) {
    Moment now = sheet.now();
    if (now.masked(i)) {
      double shade = heat.underMasks() ? heat.shade(sheet, i) : Double.NaN;
      mask(at, 1);
      if (!Double.isNaN(shade)) {
        fill(at, Confidence.fill(shade));
        border(at, palette.maskEdge());
      }
      ghost(sheet, i, at, Double.isNaN(shade) ? palette.ink() : Confidence.ink(shade));
    } else if (now.revealed(i)) {
      if (share < 1) {
        mask(at, 1 - share);
      }
      written(sheet, i, at, share);
    } else {
      given(sheet, i, at);
    }
    if (sheet.shifted() && i == 0) {
      corner(at);
    }
    if (sheet.marks().pinned(i)) {
      pinned(at);
    } else if (sheet.marks().limited(i)) {
      limited(at);
    }
  }

  /// A pinned token stands on a line with a head on it.
  private void pinned(Place at) {
    g.setFill(palette.accent());
    g.fillRect(at.x + 2, at.y + at.h - 2, at.w - 4, 2);
    g.fillOval(at.x + at.w / 2 - 3, at.y + at.h - 4, 6, 6);
  }

  /// Where only some tokens may be written, the line is dotted.
  private void limited(Place at) {
    g.setFill(palette.accent());
    for (double x = at.x + 3; x + 2 <= at.x + at.w - 2; x += 5) {
      g.fillRect(x, at.y + at.h - 2, 2, 2);
    }
  }

  private void given(Sheet sheet, int i, Place at) {
    Face face = sheet.faces().of(sheet.now().ids()[i]);
    if (face.chip()) {
      fill(at, palette.chip());
    }
    border(at, palette.faint());
    text(face, at, face.chip() ? palette.muted() : palette.ink(), 1);
  }

  private void written(Sheet sheet, int i, Place at, double share) {
    Face face = sheet.faces().of(sheet.now().ids()[i]);
    float p = sheet.now().probability()[i];
    double sure = Float.isNaN(p) ? 1 : p;
    double known = heat.shade(sheet, i);
    double shade = !Double.isNaN(known) ? known : heat == Heat.CONFIDENCE ? 1 : 0;
    Color ink = Confidence.ink(shade);
    g.setGlobalAlpha(share);
    fill(at, Confidence.fill(shade));
    text(face, at, ink, share);
    double thick = Confidence.underline(sure);
    if (thick > 0) {
      g.setFill(ink);
      double space = grid || at.first || face.chip() ? 0 : metrics.leading(face.text());
      g.fillRect(at.x + 3 + space, at.y + at.h - 2 - thick, at.w - 6 - space, thick);
    }
    g.setGlobalAlpha(1);
  }

  private void mask(Place at, double alpha) {
    g.setGlobalAlpha(alpha);
    fill(at, palette.mask());
    border(at, palette.maskEdge());
    g.setGlobalAlpha(1);
  }

  /// The current guess shows through its mask in proportion to its probability.
  private void ghost(Sheet sheet, int i, Place at, Color ink) {
    int guess = sheet.now().guess()[i];
    if (guess >= 0) {
      float p = sheet.now().probability()[i];
      text(sheet.faces().of(guess), at, ink, Float.isNaN(p) ? 0.2 : 0.2 + 0.7 * p);
    }
  }

  private void fill(Place at, Color color) {
    g.setFill(color);
    g.fillRoundRect(at.x, at.y, at.w, at.h, ARC, ARC);
  }

  private void border(Place at, Color color) {
    g.setStroke(color);
    g.setLineWidth(1);
    g.strokeRoundRect(at.x + 0.5, at.y + 0.5, at.w - 1, at.h - 1, ARC, ARC);
  }

  private void text(Face face, Place at, Color color, double alpha) {
    String shown = shown(face, at.first);
    double width = face.chip() ? metrics.chip(shown) : metrics.text(shown);
    double room = at.w - 2;
    double size = face.chip() ? TextMetrics.CHIP_SIZE : TextMetrics.SIZE;
    double scale = Math.min(1, room / width);
    g.setFont(
        scale < 1
            ? metrics.smaller(face.chip(), Math.max(SMALLEST, size * scale))
            : face.chip() ? metrics.chipFont() : metrics.textFont());
    g.setFill(color);
    g.setGlobalAlpha(alpha);
    double middle = at.y + at.h / 2;
    if (size * scale >= SMALLEST) {
      g.setTextAlign(TextAlignment.CENTER);
      g.fillText(shown, at.x + at.w / 2, middle);
    } else {
      g.save();
      g.beginPath();
      g.rect(at.x + 1, at.y, room, at.h);
      g.clip();
      g.setTextAlign(TextAlignment.LEFT);
      g.fillText(shown, at.x + 2, middle);
      g.restore();
    }
    g.setGlobalAlpha(1);
  }

  private String shown(Face face, boolean first) {
    if (face.chip()) {
      return face.text();
    }
    if (grid) {
      return face.text().replace(' ', '\u00b7');
    }
    return first && face.text().length() > 1 ? face.text().stripLeading() : face.text();
  }

  /// Position 0 of a shifted model is marked with a notch: it is not part of the answer.
  private void corner(Place at) {
    g.setFill(palette.muted());
    g.fillPolygon(
        new double[] {at.x + at.w - 8, at.x + at.w - 1, at.x + at.w - 1},
        new double[] {at.y + 1, at.y + 1, at.y + 8},
        3);
  }

  /// Outlines a position that this step changed. What undoes or changes an earlier decision is
  /// flagged at a corner; a token that was taken back has a broken outline.
  void changed(Place at, Change change) {
    boolean back = change == Change.REMASKED;
    g.setStroke(back ? palette.accent() : palette.ink());
    g.setLineWidth(1.5);
    g.setLineDashes(back ? new double[] {4, 3} : new double[0]);
    g.strokeRoundRect(at.x - 0.25, at.y - 0.25, at.w + 0.5, at.h + 0.5, ARC, ARC);
    g.setLineDashes();
    if (change != Change.WRITTEN) {
      flag(at);
    }
  }

  private void flag(Place at) {
    g.setFill(palette.accent());
    g.fillPolygon(new double[] {at.x, at.x + 8, at.x}, new double[] {at.y, at.y, at.y + 8}, 3);
  }

  /// Marks a position as selected.
  void selected(Place at) {
    g.setGlobalAlpha(0.28);
    g.setFill(palette.accent());
    g.fillRoundRect(at.x - 1, at.y - 2, at.w + 2, at.h + 4, ARC, ARC);
    g.setGlobalAlpha(1);
  }

  /// Rings the position of the cursor.
  void focused(Place at) {
    g.setStroke(palette.background());
    g.setLineWidth(1);
    g.strokeRoundRect(at.x - 0.5, at.y - 0.5, at.w + 1, at.h + 1, ARC, ARC);
    g.setStroke(palette.accent());
    g.setLineWidth(2);
    g.strokeRoundRect(at.x - 2, at.y - 2, at.w + 4, at.h + 4, ARC + 2, ARC + 2);
  }
}
