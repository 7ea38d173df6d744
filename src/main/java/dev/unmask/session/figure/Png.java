package dev.unmask.session.figure;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/// A drawing as PNG. Needs no display.
public final class Png {
  private Png() {}

  /// The whole picture.
  ///
  /// @param scale pixels of the picture for one of the drawing
  public static byte[] of(Drawing drawing, double scale) {
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(drawing.width() * scale),
            (int) Math.ceil(drawing.height() * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.scale(scale, scale);
    drawing.shapes().forEach(s -> paint(g, s));
    g.dispose();
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new Problem(
          Code.INTERNAL, "A picture could not be made.", "Export it as SVG instead.", e);
    }
  }

  private static void paint(Graphics2D g, Drawing.Shape shape) {
    switch (shape) {
      case Drawing.Stroke s -> {
        g.setColor(new Color(s.rgb()));
        g.setStroke(
            new BasicStroke(
                (float) s.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                10,
                s.dashed() ? new float[] {6, 4} : null,
                0));
        g.draw(path(s.x(), s.y()));
      }
      case Drawing.Area a -> {
        Color c = new Color(a.rgb());
        g.setColor(
            new Color(c.getRed(), c.getGreen(), c.getBlue(), (int) Math.round(255 * a.opacity())));
        Path2D path = path(a.x(), a.y());
        path.closePath();
        g.fill(path);
      }
      case Drawing.Words w -> {
        g.setColor(new Color(w.rgb()));
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) w.size()));
        double back = w.anchor() * g.getFontMetrics().stringWidth(w.text());
        AffineTransform before = g.getTransform();
        g.translate(w.x(), w.y());
        if (w.upright()) {
          g.rotate(-Math.PI / 2);
        }
        g.drawString(w.text(), (float) -back, 0);
        g.setTransform(before);
      }
    }
  }

  private static Path2D path(double[] x, double[] y) {
    Path2D path = new Path2D.Double();
    path.moveTo(x[0], y[0]);
    for (int i = 1; i < x.length; i++) {
      path.lineTo(x[i], y[i]);
    }
    return path;
  }
}
