package dev.unmask.cli;

import dev.unmask.diffusion.Frame;
import dev.unmask.diffusion.Role;
import dev.unmask.job.TokenTexts;
import dev.unmask.network.Beliefs;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Paints frames in one fixed region of a terminal: given text plain, written text bold, what was
/// just written reversed, masks as blocks with the present guess dimmed behind them.
final class TerminalPainter {
  private static final String ESC = "\u001b[";
  private static final String BEGIN = ESC + "?2026h"; // synchronised update: nothing tears
  private static final String END = ESC + "?2026l";
  private static final String PLAIN = ESC + "0m";
  private static final String BOLD = ESC + "1m";
  private static final String FRESH = ESC + "7m";
  private static final String DIM = ESC + "2m";
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final double SHOWN = 0.5;

  private final PrintWriter out;
  private final int columns;
  private int lines;

  TerminalPainter(PrintWriter out, int columns) {
    this.out = out;
    this.columns = Math.max(20, columns);
  }

  /// Paints a frame over the one before.
  void paint(Frame frame, TokenTexts tokens) {
    StringBuilder all = new StringBuilder(BEGIN);
    if (lines > 0) {
      all.append(ESC).append(lines).append('A');
    }
    List<String> region = region(frame, tokens);
    for (String line : region) {
      all.append('\r').append(ESC).append("2K").append(line).append('\n');
    }
    for (int i = region.size(); i < lines; i++) {
      all.append('\r').append(ESC).append("2K\n");
    }
    lines = Math.max(lines, region.size());
    out.print(all.append(END));
    out.flush();
  }

  private List<String> region(Frame frame, TokenTexts tokens) {
    List<String> region = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int width = 0;
    for (int p = 0; p < frame.length(); p++) {
      String text = face(frame, tokens, p);
      int w = text.codePointCount(0, text.length());
      if (w > 0 && width + w > columns - 1) {
        region.add(line.toString());
        line.setLength(0);
        width = 0;
      }
      line.append(style(frame, p)).append(text).append(PLAIN);
      width += w;
    }
    region.add(line.toString());
    region.add(
        String.format(
            Locale.ROOT,
            "%sstep %d of %d · %d masked · %d evaluations%s",
            DIM,
            frame.step(),
            frame.steps(),
            frame.maskedLeft(),
            frame.evaluations(),
            PLAIN));
    return region;
  }

  private static String style(Frame frame, int p) {
    return switch (frame.role(p)) {
      case GIVEN -> "";
      case MASKED -> DIM;
      case REVEALED -> Arrays.binarySearch(frame.changed(), p) >= 0 ? FRESH : BOLD;
    };
  }

  private static String face(Frame frame, TokenTexts tokens, int p) {
    boolean masked = frame.role(p) == Role.MASKED;
    int id = masked ? frame.guess()[p] : frame.ids()[p];
    if (masked && probability(frame.beliefs(), p) < SHOWN) {
      return "░";
    }
    if (tokens.special(id)) {
      return masked ? "░" : "·";
    }
    String text = CONTROL.matcher(tokens.text(id)).replaceAll("⏎");
    return text.isEmpty() ? "" : text;
  }

  private static double probability(Beliefs beliefs, int position) {
    int i = Arrays.binarySearch(beliefs.positions(), position);
    return i < 0 ? 0 : Math.exp(beliefs.logProbabilities()[i]);
  }
}
