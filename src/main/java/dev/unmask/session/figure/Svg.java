package dev.unmask.session.figure;

import java.util.Locale;

/// A drawing as SVG.
public final class Svg {
  private Svg() {}

  /// The whole document.
  public static String of(Drawing drawing) {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" font-family="Helvetica, Arial, sans-serif">
        """
            .formatted(
                number(drawing.width()),
                number(drawing.height()),
                number(drawing.width()),
                number(drawing.height())));
    for (Drawing.Shape shape : drawing.shapes()) {
      switch (shape) {
        case Drawing.Stroke s ->
            out.append(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s points=\"%s\"/>%n"
                    .formatted(
                        colour(s.rgb()),
                        number(s.width()),
                        s.dashed() ? " stroke-dasharray=\"6 4\"" : "",
                        points(s.x(), s.y())));
        case Drawing.Area a ->
            out.append(
                "<polygon fill=\"%s\" fill-opacity=\"%s\" points=\"%s\"/>%n"
                    .formatted(colour(a.rgb()), number(a.opacity()), points(a.x(), a.y())));
        case Drawing.Words w ->
            out.append(
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\" fill=\"%s\"%s>%s</text>%n"
                    .formatted(
                        number(w.x()),
                        number(w.y()),
                        number(w.size()),
                        w.anchor() == 0 ? "start" : w.anchor() == 1 ? "end" : "middle",
                        colour(w.rgb()),
                        w.upright()
                            ? " transform=\"rotate(-90 %s %s)\""
                                .formatted(number(w.x()), number(w.y()))
                            : "",
                        escaped(w.text())));
      }
    }
    return out.append("</svg>\n").toString();
  }

  private static String points(double[] x, double[] y) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      out.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
    }
    return out.toString();
  }

  private static String colour(int rgb) {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }

  static String number(double x) {
    String text = String.format(Locale.ROOT, "%.2f", x);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
