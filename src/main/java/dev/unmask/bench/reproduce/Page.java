package dev.unmask.bench.reproduce;

import java.util.List;

/// A page of Markdown that grows.
final class Page {
  private final StringBuilder text = new StringBuilder();

  /// A heading of the second level.
  void heading(String words) {
    text.append("\n## ").append(words).append("\n\n");
  }

  /// A line of running text.
  void line(String words) {
    text.append(words).append('\n');
  }

  /// A paragraph.
  void paragraph(String words) {
    text.append('\n').append(words).append('\n');
  }

  /// The head of a table, after an empty line.
  void head(String... cells) {
    text.append('\n');
    row(cells);
    text.append("|---".repeat(cells.length)).append("|\n");
  }

  /// A row of a table.
  void row(String... cells) {
    row(List.of(cells));
  }

  /// A row of a table.
  void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
