package dev.unmask.task.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Comma-separated values with a head line: quotes, doubled quotes, line ends within quotes.
///
/// @see "RFC 4180"
final class Csv {
  /// @param line of the file on which it begins
  /// @param cells by the name of their column, in lower case
  record Row(int line, Map<String, String> cells) {}

  private Csv() {}

  static List<Row> read(DataFile file) {
    List<Row> rows = new ArrayList<>();
    List<String> head = new ArrayList<>();
    List<String> lines = file.lines();
    for (int i = 0; i < lines.size(); i++) {
      int began = i;
      StringBuilder text = new StringBuilder(lines.get(i));
      while (text.chars().filter(c -> c == '"').count() % 2 == 1 && i + 1 < lines.size()) {
        text.append('\n').append(lines.get(++i));
      }
      if (text.toString().isBlank()) {
        continue;
      }
      List<String> cells = cells(text.toString());
      if (head.isEmpty()) {
        cells.forEach(c -> head.add(c.strip().replace("\uFEFF", "").toLowerCase(Locale.ROOT)));
        continue;
      }
      if (cells.size() != head.size()) {
        throw file.bad(
            began + 1,
            "has %d cells where the head has %d".formatted(cells.size(), head.size()),
            null);
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int c = 0; c < cells.size(); c++) {
        row.put(head.get(c), cells.get(c));
      }
      rows.add(new Row(began + 1, row));
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
