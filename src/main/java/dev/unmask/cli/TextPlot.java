package dev.unmask.cli;

import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.SweepCurve;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.task.file.Yardstick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The curves of a sweep of shares in letters: one letter for each curve, its interval as dots
/// above and below.
final class TextPlot {
  private static final int ROWS = 20;
  private static final int LEFT = 7;
  private static final char[] LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".toCharArray();

  private final char[][] cells;
  private final int columns;

  private TextPlot(int columns) {
    this.columns = columns;
    cells = new char[ROWS + 1][columns];
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
  }

  /// The lines of a plot; none if there is nothing to draw along.
  static List<String> of(SweepSpec spec, List<SweepCurve> curves, int width) {
    Yardstick by = spec.task().yardstick();
    if (SweepCurve.along(spec).isEmpty() || curves.isEmpty() || !by.hundredths()) {
      return List.of();
    }
    String unit = by.allOrNothing() ? "%" : " ";
    Axis axis = SweepCurve.along(spec).orElseThrow();
    double[] ticks = axis.values().stream().mapToDouble(Double::parseDouble).sorted().toArray();
    TextPlot plot = new TextPlot(Math.max(20, Math.min(width - LEFT - 1, 72)));
    for (int c = 0; c < curves.size(); c++) {
      plot.draw(curves.get(c), ticks, LETTERS[c % LETTERS.length]);
    }
    List<String> lines = new ArrayList<>();
    for (int r = 0; r <= ROWS; r++) {
      String label = r % 4 == 0 ? "%3d %s ".formatted(100 - 100 * r / ROWS, unit) : "      ";
      lines.add((label + (r % 4 == 0 ? "┤" : "│") + new String(plot.cells[r])).stripTrailing());
    }
    lines.add("      └" + "─".repeat(plot.columns));
    lines.add(plot.ticks(ticks, axis.parameter()));
    for (int c = 0; c < curves.size(); c++) {
      lines.add("      %s  %s".formatted(LETTERS[c % LETTERS.length], curves.get(c).name()));
    }
    return lines;
  }

  private void draw(SweepCurve curve, double[] ticks, char letter) {
    for (SweepCurve.Place place : curve.places()) {
      int row = row(place.score().share());
      if (curve.level()) {
        for (int x = 0; x < columns; x += 3) {
          put(row, x, '-');
        }
        put(row, columns - 1, letter);
        continue;
      }
      int x = column(place.x(), ticks);
      if (!Double.isNaN(place.score().low())) {
        for (int r = row(place.score().high()); r <= row(place.score().low()); r++) {
          put(r, x, '·');
        }
      }
      char there = cells[row][x];
      // Two curves at one place: the one that was drawn first steps aside.
      if (Character.isLetter(there) && x + 1 < columns) {
        cells[row][x + 1] = letter;
      } else {
        cells[row][x] = letter;
      }
    }
  }

  private void put(int row, int x, char c) {
    if (cells[row][x] == ' ') {
      cells[row][x] = c;
    }
  }

  private static int row(double share) {
    return (int) Math.round((1 - share) * ROWS);
  }

  private int column(double x, double... ticks) {
    double least = ticks[0];
    double most = ticks[ticks.length - 1];
    boolean logarithmic = least > 0 && most / least >= 8;
    double from = logarithmic ? Math.log(least) : least;
    double to = logarithmic ? Math.log(most) : most;
    double at = logarithmic ? Math.log(x) : x;
    return (int) Math.round(1 + (at - from) / (to - from) * (columns - 4));
  }

  private String ticks(double[] ticks, String knob) {
    char[] line = new char[LEFT + columns];
    Arrays.fill(line, ' ');
    int free = 0;
    for (double tick : ticks) {
      String text =
          tick == Math.rint(tick)
              ? String.valueOf((long) tick)
              : String.format(Locale.ROOT, "%s", tick);
      int at = LEFT + column(tick, ticks) - (text.length() - 1) / 2;
      if (at >= free && at + text.length() <= line.length) {
        text.getChars(0, text.length(), line, at);
        free = at + text.length() + 1;
      }
    }
    return new String(line).stripTrailing() + "  " + knob;
  }
}
