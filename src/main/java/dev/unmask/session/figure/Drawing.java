package dev.unmask.session.figure;

import java.util.ArrayList;
import java.util.List;

/// What a figure is made of, in the order in which it is painted. Units are pixels at 96 dpi, the
/// origin is the upper left corner.
public final class Drawing {
  private final double width;
  private final double height;
  private final List<Shape> shapes = new ArrayList<>();

  /// A part of a figure.
  public sealed interface Shape permits Stroke, Area, Words {}

  /// A line through points.
  ///
  /// @param rgb colour
  /// @param width of the line
  /// @param dashed whether it is broken
  public record Stroke(double[] x, double[] y, int rgb, double width, boolean dashed)
      implements Shape {}

  /// A filled area.
  ///
  /// @param opacity 0 to 1
  public record Area(double[] x, double[] y, int rgb, double opacity) implements Shape {}

  /// Some words.
  ///
  /// @param x where they are anchored
  /// @param y base line
  /// @param anchor 0 begins at x, 0.5 is centred on it, 1 ends there
  /// @param upright whether they run upwards
  public record Words(
      double x, double y, String text, double size, double anchor, int rgb, boolean upright)
      implements Shape {}

  public Drawing(double width, double height) {
    this.width = width;
    this.height = height;
  }

  public double width() {
    return width;
  }

  public double height() {
    return height;
  }

  public List<Shape> shapes() {
    return List.copyOf(shapes);
  }

  Drawing add(Shape shape) {
    shapes.add(shape);
    return this;
  }

  Drawing line(double x0, double y0, double x1, double y1, int rgb, double thick) {
    return add(new Stroke(new double[] {x0, x1}, new double[] {y0, y1}, rgb, thick, false));
  }

  Drawing box(double x, double y, double w, double h, int rgb, double opacity) {
    return add(
        new Area(
            new double[] {x, x + w, x + w, x}, new double[] {y, y, y + h, y + h}, rgb, opacity));
  }
}
