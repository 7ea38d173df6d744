package dev.unmask.window.canvas;

import dev.unmask.diffusion.Role;
import dev.unmask.window.trace.Alternative;
import dev.unmask.window.trace.Change;
import dev.unmask.window.trace.Face;
import dev.unmask.window.trace.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Everything that is known about one position at one moment, in words and numbers.
///
/// @param position from 0
/// @param token the token or, at a masked position, the current guess; empty if there is none
/// @param state what the position is, in words
/// @param probability of the token, NaN if not known
/// @param entropy in nats, NaN if not known
/// @param alternatives the most probable tokens, best first
/// @param changes how often the guess has changed so far
/// @param since the step from which on the guess stays as it is; 0 where none was made
/// @param note what else a reader should know, empty if nothing
public record PositionFacts(
    int position,
    String token,
    String state,
    double probability,
    double entropy,
    List<Choice> alternatives,
    int changes,
    int since,
    String note) {

  /// A token that the model considered.
  ///
  /// @param token as text
  /// @param probability 0 to 1
  /// @param chosen whether it is the one that stands there
  public record Choice(String token, double probability, boolean chosen) {}

  static final int LISTED = 5;

  /// The facts of a position of a sheet.
  static PositionFacts of(Sheet sheet, int position) {
    Moment now = sheet.now();
    int id = now.masked(position) ? now.guess()[position] : now.ids()[position];
    List<Choice> choices =
        sheet.alternatives().apply(position).stream()
            .limit(LISTED)
            .map(a -> choice(sheet, a, id))
            .toList();
    return new PositionFacts(
        position,
        id < 0 ? "" : quoted(sheet.faces().of(id)),
        state(sheet, position),
        now.probability()[position],
        now.entropy()[position],
        choices,
        sheet.revisions().changes()[position],
        sheet.revisions().firstRight()[position],
        note(sheet, position));
  }

  private static Choice choice(Sheet sheet, Alternative a, int id) {
    return new Choice(quoted(sheet.faces().of(a.id())), a.probability(), a.id() == id);
  }

  /// A token as it can be read on its own: spaces are made visible.
  static String quoted(Face face) {
    return face.chip() ? "\u2039" + face.text() + "\u203a" : face.text().replace(' ', '\u2423');
  }

  private static String state(Sheet sheet, int position) {
    Moment now = sheet.now();
    int again = now.remaskedAt()[position];
    int at = now.believedAt()[position];
    return switch (Role.of(now.roles()[position])) {
      case GIVEN -> sheet.marks().pinned(position) ? "pinned" : "given";
      case MASKED -> {
        String masked = again == 0 ? "masked" : "masked again at step " + again;
        yield masked + (now.guess()[position] < 0 ? ", no guess yet" : ", guess");
      }
      case REVEALED ->
          (now.change(position) == Change.REWRITTEN ? "changed at step " : "written at step ") + at;
    };
  }

  /// How the guess came to be what it is; empty where none was made.
  String history() {
    if (since == 0) {
      return "";
    }
    String often =
        switch (changes) {
          case 0 -> "Never revised";
          case 1 -> "Revised once";
          default -> "Revised %d times".formatted(changes);
        };
    return often + ", so since step " + since;
  }

  private static String note(Sheet sheet, int position) {
    List<String> notes = new ArrayList<>();
    String allowed = sheet.marks().allowed(position);
    if (allowed != null) {
      notes.add("Allowed here: " + allowed);
    }
    if (sheet.now().approximate() && sheet.now().masked(position)) {
      notes.add("Approximate: cached keys and values stood in for parts of the canvas.");
    }
    if (sheet.shifted() && position == 0) {
      notes.add(
          "This model predicts one position ahead: it never writes position 0, and its answer"
              + " leaves it out.");
    }
    return String.join("\n", notes);
  }

  /// One sentence for a screen reader.
  String spoken(int length) {
    StringBuilder text = new StringBuilder();
    text.append("Position ").append(position).append(" of ").append(length);
    if (!token.isEmpty()) {
      text.append(", ").append(token.replace("\u2423", "space "));
    }
    text.append(", ").append(state);
    if (!Double.isNaN(probability)) {
      text.append(String.format(Locale.ROOT, ", %.0f percent sure", 100 * probability));
    }
    text.append('.');
    if (!history().isEmpty()) {
      text.append(' ').append(history()).append('.');
    }
    if (!note.isEmpty()) {
      text.append(' ').append(note.replace('\n', ' '));
    }
    return text.toString();
  }
}
