package dev.unmask.session.figure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A drawing as a PDF of one page, with the reader's own Helvetica.
///
/// @see "ISO 32000-1, sections 7.5, 8 and 9"
public final class Pdf {
  private static final double POINTS = 0.75;

  private Pdf() {}

  /// The whole document.
  public static byte[] of(Drawing drawing) {
    List<Integer> opacities = new ArrayList<>();
    byte[] content = content(drawing, opacities).getBytes(Charset.forName("windows-1252"));
    StringBuilder states = new StringBuilder();
    for (int percent : opacities) {
      states.append(String.format(Locale.ROOT, "/G%d << /ca %.2f >> ", percent, percent / 100.0));
    }
    List<byte[]> objects = new ArrayList<>();
    objects.add(ascii("<< /Type /Catalog /Pages 2 0 R >>"));
    objects.add(ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"));
    objects.add(
        ascii(
            ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s %s] /Contents 5 0 R /Resources <<"
                    + " /Font << /F 4 0 R >> /ExtGState << %s>> >> >>")
                .formatted(
                    Svg.number(drawing.width() * POINTS),
                    Svg.number(drawing.height() * POINTS),
                    states)));
    objects.add(
        ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"));
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(ascii("<< /Length " + content.length + " >>\nstream\n"));
    stream.writeBytes(content);
    stream.writeBytes(ascii("\nendstream"));
    objects.add(stream.toByteArray());
    return document(objects);
  }

  private static byte[] document(List<byte[]> objects) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("%PDF-1.4\n"));
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", out.size()));
      out.writeBytes(ascii((i + 1) + " 0 obj\n"));
      out.writeBytes(objects.get(i));
      out.writeBytes(ascii("\nendobj\n"));
    }
    int at = out.size();
    int size = objects.size() + 1;
    out.writeBytes(
        ascii(
            "xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
                .formatted(size, table, size, at)));
    return out.toByteArray();
  }

  private static String content(Drawing drawing, List<Integer> opacities) {
    StringBuilder out = new StringBuilder();
    // Pixels from the upper left become points from the lower left.
    out.append(
        "%s 0 0 %s 0 %s cm\n"
            .formatted(
                Svg.number(POINTS), Svg.number(-POINTS), Svg.number(drawing.height() * POINTS)));
    for (Drawing.Shape shape : drawing.shapes()) {
      switch (shape) {
        case Drawing.Stroke s -> {
          out.append(colour(s.rgb())).append("RG ").append(Svg.number(s.width())).append(" w ");
          out.append(s.dashed() ? "[6 4] 0 d " : "[] 0 d ");
          out.append(path(s.x(), s.y())).append("S\n");
        }
        case Drawing.Area a -> {
          int percent = (int) Math.round(100 * a.opacity());
          if (!opacities.contains(percent)) {
            opacities.add(percent);
          }
          out.append("/G").append(percent).append(" gs ").append(colour(a.rgb())).append("rg ");
          out.append(path(a.x(), a.y())).append("f\n");
        }
        case Drawing.Words w -> out.append(words(w, opacities));
      }
    }
    return out.toString();
  }

  private static String words(Drawing.Words w, List<Integer> opacities) {
    if (!opacities.contains(100)) {
      opacities.add(100);
    }
    double back = w.anchor() * HelveticaWidths.of(w.text()) * w.size();
    double x = w.upright() ? w.x() : w.x() - back;
    double y = w.upright() ? w.y() + back : w.y();
    // The page is turned over: letters are turned back.
    String turn = w.upright() ? "0 -1 -1 0" : "1 0 0 -1";
    return "/G100 gs %srg BT /F %s Tf %s %s %s Tm (%s) Tj ET\n"
        .formatted(
            colour(w.rgb()),
            Svg.number(w.size()),
            turn,
            Svg.number(x),
            Svg.number(y),
            w.text().replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)"));
  }

  private static String path(double[] x, double[] y) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      out.append(Svg.number(x[i]))
          .append(' ')
          .append(Svg.number(y[i]))
          .append(i == 0 ? " m " : " l ");
    }
    return out.toString();
  }

  private static String colour(int rgb) {
    return "%s %s %s "
        .formatted(
            Svg.number((rgb >> 16) / 255.0),
            Svg.number((rgb >> 8 & 255) / 255.0),
            Svg.number((rgb & 255) / 255.0));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
