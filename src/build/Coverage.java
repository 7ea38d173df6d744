import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Prints JaCoCo's coverage, one line for each room, from its CSV report (first argument).
final class Coverage {
  private Coverage() {}

  /// Covered and missed lines and branches, added up.
  private record Count(int lines, int lineTotal, int branches, int branchTotal) {
    Count plus(Count other) {
      return new Count(
          lines + other.lines,
          lineTotal + other.lineTotal,
          branches + other.branches,
          branchTotal + other.branchTotal);
    }

    @Override
    public String toString() {
      return "lines %6s of %5d   branches %6s of %5d"
          .formatted(
              percent(lines, lineTotal), lineTotal, percent(branches, branchTotal), branchTotal);
    }

    private static String percent(int part, int whole) {
      return whole == 0 ? "-" : "%.1f %%".formatted(100.0 * part / whole);
    }
  }

  public static void main(String[] args) throws IOException {
    Path report = Path.of(args[0]);
    if (!Files.exists(report)) {
      System.out.println("Coverage: no test has run, so there is nothing to report.");
      return;
    }
    List<String> rows = Files.readAllLines(report);
    List<String> header = List.of(rows.getFirst().split(","));
    SortedMap<String, Count> rooms = new TreeMap<>();
    Count all = new Count(0, 0, 0, 0);
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",");
      String room = cells[header.indexOf("PACKAGE")];
      Count count = count(header, cells);
      rooms.merge(room, count, Count::plus);
      all = all.plus(count);
    }
    rooms.forEach((room, count) -> System.out.printf("Coverage %-32s %s%n", room, count));
    System.out.printf("Coverage %-32s %s%n", "total", all);
    System.out.println("Coverage line by line: " + report.resolveSibling("index.html"));
  }

  private static Count count(List<String> header, String[] cells) {
    int lines = number(header, cells, "LINE_COVERED");
    int branches = number(header, cells, "BRANCH_COVERED");
    return new Count(
        lines,
        lines + number(header, cells, "LINE_MISSED"),
        branches,
        branches + number(header, cells, "BRANCH_MISSED"));
  }

  private static int number(List<String> header, String[] cells, String column) {
    return Integer.parseInt(cells[header.indexOf(column)]);
  }
}
