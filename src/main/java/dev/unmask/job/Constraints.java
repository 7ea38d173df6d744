package dev.unmask.job;

import dev.unmask.diffusion.Limits;
import dev.unmask.diffusion.Role;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// What the user says of single positions and tokens, read from text.
///
/// Entries are separated by semicolons (`\;` is a semicolon). A position counts from the first
/// mask; after `@` it counts from the start of the canvas, which is how a spec keeps it.
public final class Constraints {
  private static final Pattern ENTRY =
      Pattern.compile("(@?)(?:(\\d{1,7})(?:-(\\d{1,7}))?|(\\*)):(.*)", Pattern.DOTALL);
  private static final Pattern SEMICOLON = Pattern.compile("(?<!\\\\);");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern IDS = Pattern.compile("#\\d{1,8}(?:,\\s*#\\d{1,8})*");

  private Constraints() {}

  /// One entry: some positions of the canvas and what is said of them.
  ///
  /// @param from first position
  /// @param to last position
  private record Entry(int from, int to, String text) {
    String absolute(int length) {
      return from == 0 && to == length - 1
          ? "*:" + text
          : "@" + from + (to > from ? "-" + to : "") + ":" + text;
    }
  }

  /// The canvas with pinned tokens, which are given from then on.
  ///
  /// @throws Problem PARAMETER if an entry is malformed or lies outside of the masks
  static StartCanvas pinned(StartCanvas canvas, String pins, Tokenizer tokenizer) {
    int[] ids = canvas.ids().clone();
    int[] roles = canvas.roles().clone();
    for (Entry entry : entries(pins, canvas, "Pins")) {
      int[] tokens =
          IDS.matcher(entry.text()).matches() ? ids(entry.text()) : tokenizer.encode(entry.text());
      for (int i = 0; i < tokens.length; i++) {
        int p = entry.from() + i;
        if (p >= ids.length || roles[p] != Role.MASKED.code()) {
          throw refused(
              "Pins: “" + entry.text() + "” does not fit at position " + entry.from() + ".",
              "Pin positions that are masked, each once.");
        }
        ids[p] = tokens[i];
        roles[p] = Role.GIVEN.code();
      }
    }
    return new StartCanvas(ids, roles);
  }

  /// The limits in a form that does not depend on where the first mask is.
  ///
  /// @throws Problem PARAMETER if an entry is malformed
  static String absolute(String allow, StartCanvas canvas) {
    List<String> out = new ArrayList<>();
    for (Entry entry : entries(allow, canvas, "Allowed tokens")) {
      out.add(entry.absolute(canvas.length()).replace(";", "\\;"));
    }
    return String.join("; ", out);
  }

  /// Which tokens may be written where; null if everything may.
  ///
  /// @param allow as [#absolute] makes it
  /// @throws Problem PARAMETER if an expression is malformed or no token fits it
  static @Nullable Limits limits(
      String allow, StartCanvas canvas, TokenTexts tokens, int vocabulary) {
    List<Entry> entries = entries(allow, canvas, "Allowed tokens");
    if (entries.isEmpty()) {
      return null;
    }
    Map<String, boolean[]> rules = new LinkedHashMap<>();
    boolean[] all = new boolean[vocabulary];
    Arrays.fill(all, true);
    rules.put("", all);
    int[] rule = new int[canvas.length()];
    for (Entry entry : entries) {
      rules.computeIfAbsent(entry.text(), t -> allowed(t, tokens, vocabulary));
      int index = List.copyOf(rules.keySet()).indexOf(entry.text());
      Arrays.fill(rule, entry.from(), entry.to() + 1, index);
    }
    return new Limits(rules.values().toArray(boolean[][]::new), rule);
  }

  private static boolean[] allowed(String text, TokenTexts tokens, int vocabulary) {
    boolean[] allowed = new boolean[vocabulary];
    int n = 0;
    if (IDS.matcher(text).matches()) {
      for (int id : ids(text)) {
        if (id < vocabulary) {
          allowed[id] = true;
          n++;
        }
      }
    } else {
      Pattern pattern = expression(text);
      for (int id = 0; id < vocabulary; id++) {
        String token = tokens.text(id);
        allowed[id] = pattern.matcher(token).matches() || pattern.matcher(token.strip()).matches();
        n += allowed[id] ? 1 : 0;
      }
    }
    if (n == 0) {
      throw refused(
          "Allowed tokens: no token of the model matches “" + text + "”.",
          "The expression has to match one whole token, with or without the space before it.");
    }
    return allowed;
  }

  private static Pattern expression(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw refused(
          "Allowed tokens: “" + text + "” is not a regular expression: " + e.getDescription() + ".",
          "Write, for example, 3:\\d+ or 0-4:(yes|no).");
    }
  }

  /// Ids that are never written.
  ///
  /// @throws Problem PARAMETER if a text is not one token
  static int[] suppressed(String suppress, Tokenizer tokenizer) {
    List<Integer> out = new ArrayList<>();
    for (String text : split(suppress)) {
      if (IDS.matcher(text).matches()) {
        Arrays.stream(ids(text)).forEach(out::add);
        continue;
      }
      OptionalInt whole = tokenizer.idOf(text);
      int[] encoded = whole.isPresent() ? new int[] {whole.getAsInt()} : tokenizer.encode(text);
      if (encoded.length != 1) {
        throw refused(
            "Suppressed tokens: “" + text + "” is " + encoded.length + " tokens.",
            "Name single tokens, or ids as #123.");
      }
      out.add(encoded[0]);
    }
    return out.stream().mapToInt(Integer::intValue).distinct().toArray();
  }

  private static List<Entry> entries(String text, StartCanvas canvas, String what) {
    List<Entry> out = new ArrayList<>();
    for (String part : split(text)) {
      Matcher m = ENTRY.matcher(part);
      if (!m.matches() || m.group(5).isEmpty()) {
        throw refused(
            what + ": “" + part + "” is not POSITION:TEXT.", "Write, for example, 0:12; 3:apples.");
      }
      if (m.group(4) != null) {
        out.add(new Entry(0, canvas.length() - 1, m.group(5)));
        continue;
      }
      int base = m.group(1).isEmpty() ? firstMask(canvas) : 0;
      int from = base + Integer.parseInt(m.group(2));
      int to = m.group(3) == null ? from : base + Integer.parseInt(m.group(3));
      if (to < from || to >= canvas.length()) {
        throw refused(
            what + ": “" + part + "” lies outside of the canvas.",
            "Positions run from 0 to " + (canvas.length() - 1 - base) + ".");
      }
      out.add(new Entry(from, to, m.group(5)));
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

  private static List<String> split(String text) {
    List<String> out = new ArrayList<>();
    for (String part : SEMICOLON.splitAsStream(text).toList()) {
      String entry = part.replace("\\;", ";");
      if (!entry.isBlank()) {
        out.add(entry.stripLeading());
      }
    }
    return out;
  }

  private static int[] ids(String text) {
    return COMMA
        .splitAsStream(text)
        .mapToInt(t -> Integer.parseInt(t.strip().substring(1)))
        .toArray();
  }

  private static Problem refused(String sentence, String advice) {
    return new Problem(Code.PARAMETER, sentence, advice);
  }
}
