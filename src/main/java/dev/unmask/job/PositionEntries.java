package dev.unmask.job;

import dev.unmask.diffusion.Role;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is said of single positions of a canvas, entry by entry: pins and allowed tokens as they
/// are typed, and as they are edited at a position.
///
/// @param entries in the order in which they were said; where two speak of one position, the later
///     one holds
public record PositionEntries(List<Entry> entries) {
  private static final Pattern ENTRY =
      Pattern.compile("(@?)(?:(\\d{1,7})(?:-(\\d{1,7}))?|(\\*)):(.*)", Pattern.DOTALL);
  private static final Pattern SEMICOLON = Pattern.compile("(?<!\\\\);");

  public PositionEntries {
    entries = List.copyOf(entries);
  }

  /// Some positions of the canvas and what is said of them.
  ///
  /// @param from first position, from the start of the canvas
  /// @param to last position, inclusive
  /// @param text what is said
  public record Entry(int from, int to, String text) {
    /// Whether it speaks of a position.
    public boolean covers(int position) {
      return from <= position && position <= to;
    }

    private String written(int length) {
      String where =
          from == 0 && to == length - 1 && to > 0 ? "*" : "@" + from + (to > from ? "-" + to : "");
      return where + ":" + text.replace(";", "\\;");
    }
  }

  /// Reads a text such as `0:12; @40-44:(yes|no); *:[a-z]+`.
  ///
  /// @param canvas on which positions without `@` count from the first mask
  /// @param what it is, to begin a complaint with
  /// @throws Problem PARAMETER if an entry is malformed or lies outside of the canvas
  public static PositionEntries read(String text, StartCanvas canvas, String what) {
    List<Entry> out = new ArrayList<>();
    for (String part : split(text)) {
      Matcher m = ENTRY.matcher(part);
      if (!m.matches() || m.group(5).isEmpty()) {
        throw new Problem(
            Code.PARAMETER,
            what + ": “" + part + "” is not POSITION:TEXT.",
            "Write, for example, 0:12; 3:apples.");
      }
      if (m.group(4) != null) {
        out.add(new Entry(0, canvas.length() - 1, m.group(5)));
        continue;
      }
      int base = m.group(1).isEmpty() ? firstMask(canvas) : 0;
      int from = base + Integer.parseInt(m.group(2));
      int to = m.group(3) == null ? from : base + Integer.parseInt(m.group(3));
      if (to < from || to >= canvas.length()) {
        throw new Problem(
            Code.PARAMETER,
            what + ": “" + part + "” lies outside of the canvas.",
            "Positions run from 0 to " + (canvas.length() - 1 - base) + ".");
      }
      out.add(new Entry(from, to, m.group(5)));
    }
    return new PositionEntries(out);
  }

  /// The parts of a text between semicolons; `\;` is a semicolon.
  static List<String> split(String text) {
    List<String> out = new ArrayList<>();
    for (String part : SEMICOLON.splitAsStream(text).toList()) {
      String entry = part.replace("\\;", ";");
      if (!entry.isBlank()) {
        out.add(entry.stripLeading());
      }
    }
    return out;
  }

  private static int firstMask(StartCanvas canvas) {
    for (int p = 0; p < canvas.length(); p++) {
      if (canvas.roles()[p] == Role.MASKED.code()) {
        return p;
      }
    }
    return 0;
  }

  /// What holds at a position; empty if nothing is said of it.
  public Optional<String> at(int position) {
    return entries.reversed().stream().filter(e -> e.covers(position)).map(Entry::text).findFirst();
  }

  /// With one more entry, which holds over earlier ones.
  public PositionEntries with(int from, int to, String text) {
    List<Entry> next = new ArrayList<>(entries);
    next.add(new Entry(from, to, text));
    return new PositionEntries(next);
  }

  /// With nothing said of a position; a range around it becomes two.
  public PositionEntries without(int position) {
    List<Entry> next = new ArrayList<>();
    for (Entry e : entries) {
      if (!e.covers(position)) {
        next.add(e);
        continue;
      }
      if (e.from() < position) {
        next.add(new Entry(e.from(), position - 1, e.text()));
      }
      if (e.to() > position) {
        next.add(new Entry(position + 1, e.to(), e.text()));
      }
    }
    return new PositionEntries(next);
  }

  /// As text whose positions count from the start of the canvas.
  ///
  /// @param length of the canvas
  public String text(int length) {
    return String.join("; ", entries.stream().map(e -> e.written(length)).toList());
  }
}
