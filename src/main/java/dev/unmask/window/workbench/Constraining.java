package dev.unmask.window.workbench;

import dev.unmask.diffusion.Role;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Parameter;
import dev.unmask.job.PositionEntries;
import dev.unmask.job.SamplerParameters;
import dev.unmask.job.StartCanvas;
import dev.unmask.problem.Problem;
import dev.unmask.text.Tokenizer;
import dev.unmask.window.canvas.CanvasModel;
import dev.unmask.window.canvas.Sheet;
import dev.unmask.window.form.DraftModel;
import dev.unmask.window.form.FormModel;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Pins, limits and suppressed tokens, said by pointing at a position of the draft or of a run.
/// They stand on the form, where they can be read and typed as well, and hold from the next run on.
public final class Constraining {
  private static final Pattern IDS = Pattern.compile("#\\d{1,8}(?:,\\s*#\\d{1,8})*");
  private static final Pattern WORDS = Pattern.compile("[^\\\\\\[\\](){}|.*+?^$#]+(,[^,]+)+");

  private final FormModel form;
  private final DraftModel draft;
  private final Viewing viewing;
  private final CanvasModel canvas;
  private final Notices notices;

  Constraining(
      FormModel form, DraftModel draft, Viewing viewing, CanvasModel canvas, Notices notices) {
    this.form = form;
    this.draft = draft;
    this.viewing = viewing;
    this.canvas = canvas;
    this.notices = notices;
  }

  /// Why nothing can be said of a position, in words; empty if something can.
  public String obstacle(int position) {
    StartCanvas open = draft.open();
    if (draft.model().get() == null) {
      return "No model is open, so nothing can be run.";
    }
    if (open == null) {
      return "The form makes no canvas yet.";
    }
    ShownRun run = viewing.run().get();
    if (position >= open.length()
        || (run != null && !aligned(run.header().spec().canvas(), open))) {
      return "The form holds another prompt than this run: put this run on the form first, with the"
          + " arrow above the canvas.";
    }
    return open.roles()[position] == Role.GIVEN.code()
        ? "The prompt gives this token. Put a mask on it with M to have it written."
        : "";
  }

  /// Whether a run began with the canvas of the form, but for pins and painted masks.
  private static boolean aligned(StartCanvas run, StartCanvas open) {
    if (run.length() != open.length()) {
      return false;
    }
    byte given = Role.GIVEN.code();
    for (int p = 0; p < run.length(); p++) {
      boolean both = run.roles()[p] == given && open.roles()[p] == given;
      if (both && run.ids()[p] != open.ids()[p]) {
        return false;
      }
    }
    return true;
  }

  /// The token that stands or is guessed at a position now, -1 if there is none.
  public int token(int position) {
    Sheet sheet = canvas.sheet().get();
    if (sheet == null || position < 0 || position >= sheet.length()) {
      return -1;
    }
    return sheet.now().masked(position)
        ? sheet.now().guess()[position]
        : sheet.now().ids()[position];
  }

  /// A token as a person reads it.
  public String words(int id) {
    Sheet sheet = canvas.sheet().get();
    return sheet == null ? "#" + id : "\u201c" + sheet.faces().of(id).text().strip() + "\u201d";
  }

  /// Fixes the token that stands or is guessed at a position.
  public void pin(int position) {
    int id = token(position);
    if (id >= 0 && free(position)) {
      put(position, written(id), 1);
      tell(words(id) + " is pinned at position " + position + ".");
    }
  }

  /// Fixes words from a position on.
  ///
  /// @return what is wrong with the words, empty if nothing is
  public String pinWords(int position, String text) {
    StartCanvas open = draft.open();
    LoadedModel model = draft.model().get();
    if (open == null || model == null || text.isBlank()) {
      return text.isBlank() ? "Type what should stand here." : obstacle(position);
    }
    int n = width(text);
    for (int p = position; p < position + n; p++) {
      if (p >= open.length() || open.roles()[p] != Role.MASKED.code()) {
        return "These are %d tokens, and from here on there is room for %d."
            .formatted(n, p - position);
      }
    }
    put(position, text, n);
    tell("\u201c" + text.strip() + "\u201d is pinned from position " + position + " on.");
    return "";
  }

  /// Lets only some tokens be written at some positions.
  ///
  /// @param text a regular expression of the whole token, or words separated by commas
  /// @return what is wrong with it, empty if nothing is
  public String allow(int from, int to, String text) {
    StartCanvas open = draft.open();
    if (open == null || text.isBlank()) {
      return text.isBlank() ? "Type what may stand here." : obstacle(from);
    }
    String expression = expression(text.strip());
    try {
      if (!IDS.matcher(expression).matches()) {
        Pattern.compile(expression);
      }
      PositionEntries next = entries(SamplerParameters.ALLOW, open);
      for (int p = from; p <= to; p++) {
        next = next.without(p);
      }
      say(SamplerParameters.ALLOW, next.with(from, to, expression), open);
    } catch (PatternSyntaxException e) {
      return "This is not a regular expression: " + e.getDescription() + ".";
    } catch (Problem p) {
      return p.sentence();
    }
    String where = from == to ? "position " + from : "positions " + from + " to " + to;
    tell("At " + where + " only " + expression + " may be written.");
    return "";
  }

  /// Words between commas are a choice of them.
  private static String expression(String text) {
    if (!WORDS.matcher(text).matches()) {
      return text;
    }
    return String.join("|", Arrays.stream(text.split(",", -1)).map(String::strip).toList());
  }

  /// Never writes a token again.
  public void suppress(int id) {
    List<String> said = List.of(text(SamplerParameters.SUPPRESS).split("(?<!\\\\);", -1));
    String name = suppressed(id);
    if (said.stream().noneMatch(s -> s.strip().equals(name))) {
      String before = text(SamplerParameters.SUPPRESS).strip();
      form.knob(SamplerParameters.SUPPRESS)
          .text()
          .set(before.isEmpty() ? name : before + "; " + name);
    }
    tell(words(id) + " is not written any more.");
  }

  /// Whether something is said of a position.
  public boolean constrained(int position) {
    return draft.marks().pinned(position) || draft.marks().limited(position);
  }

  /// Takes back what was said of a position.
  public void clear(int position) {
    StartCanvas open = draft.open();
    if (open == null) {
      return;
    }
    try {
      say(SamplerParameters.PINS, unpinned(position, 1, open), open);
      say(SamplerParameters.ALLOW, entries(SamplerParameters.ALLOW, open).without(position), open);
      tell("Anything may be written at position " + position + ".");
    } catch (Problem p) {
      notices.trouble(p);
    }
  }

  private boolean free(int position) {
    String why = obstacle(position);
    if (!why.isEmpty()) {
      notices.tell("Nothing can be pinned here.", why);
    }
    return why.isEmpty();
  }

  private void put(int position, String text, int width) {
    StartCanvas open = draft.open();
    if (open == null) {
      return;
    }
    try {
      PositionEntries next = unpinned(position, width, open);
      say(SamplerParameters.PINS, next.with(position, position, text), open);
    } catch (Problem p) {
      notices.trouble(p);
    }
  }

  /// The pins without those that cover some positions.
  private PositionEntries unpinned(int from, int width, StartCanvas open) {
    return new PositionEntries(
        entries(SamplerParameters.PINS, open).entries().stream()
            .filter(e -> e.from() >= from + width || e.from() + width(e.text()) <= from)
            .toList());
  }

  private PositionEntries entries(Parameter<String> which, StartCanvas open) {
    return PositionEntries.read(text(which), open, which.label());
  }

  private String text(Parameter<String> which) {
    return form.values().get().get(which);
  }

  private void say(Parameter<String> which, PositionEntries entries, StartCanvas open) {
    form.knob(which).text().set(entries.text(open.length()));
  }

  private int width(String text) {
    LoadedModel model = draft.model().get();
    return IDS.matcher(text).matches() || model == null
        ? text.split(",", -1).length
        : model.tokenizer().encode(text).length;
  }

  /// A token in a pin: its text where that means this token, else its id.
  private String written(int id) {
    LoadedModel model = draft.model().get();
    if (model == null) {
      return "#" + id;
    }
    String text = model.tokens().text(id);
    boolean plain = !text.isBlank() && text.equals(text.stripTrailing()) && !text.startsWith("#");
    return plain && Arrays.equals(model.tokenizer().encode(text), new int[] {id}) ? text : "#" + id;
  }

  private String suppressed(int id) {
    LoadedModel model = draft.model().get();
    if (model == null) {
      return "#" + id;
    }
    Tokenizer tokenizer = model.tokenizer();
    String text = model.tokens().text(id);
    boolean plain =
        !text.isBlank()
            && text.equals(text.strip())
            && !text.contains(";")
            && !text.startsWith("#");
    OptionalInt whole = plain ? tokenizer.idOf(text) : OptionalInt.empty();
    return whole.isPresent() && whole.getAsInt() == id ? text : "#" + id;
  }

  /// On the draft the mark on the canvas says it; a run stays as it was made.
  private void tell(String sentence) {
    if (viewing.run().get() != null) {
      notices.tell(sentence, "It holds from the next run on.");
    }
  }

  /// The positions that a menu speaks of: the selection if the position lies in it.
  public int[] range(int position) {
    var selection = canvas.selection().get();
    boolean some = selection.contains(position);
    return new int[] {some ? selection.from() : position, some ? selection.to() : position};
  }

  /// What is said to be allowed at a position now, null if everything is.
  public @Nullable String allowed(int position) {
    return draft.marks().allowed(position);
  }
}
