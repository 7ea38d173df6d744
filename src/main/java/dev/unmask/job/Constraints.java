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
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// What the user says of single positions and tokens, read from text.
///
/// Entries are separated by semicolons (`\;` is a semicolon). A position counts from the first
/// mask; after `@` it counts from the start of the canvas, which is how a spec keeps it.
public final class Constraints {
  private static final String PINS = "Pins";
  private static final String ALLOWED = "Allowed tokens";
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern IDS = Pattern.compile("#\\d{1,8}(?:,\\s*#\\d{1,8})*");

  private Constraints() {}

  /// The canvas with pinned tokens, which are given from then on.
  ///
  /// @throws Problem PARAMETER if an entry is malformed or lies outside of the masks
  static StartCanvas pinned(StartCanvas canvas, String pins, Tokenizer tokenizer) {
    int[] ids = canvas.ids().clone();
    int[] roles = canvas.roles().clone();
    for (PositionEntries.Entry entry : PositionEntries.read(pins, canvas, PINS).entries()) {
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

  /// The pins in a form that does not depend on where the first mask is.
  ///
  /// @throws Problem PARAMETER if an entry is malformed
  static String absolutePins(String pins, StartCanvas canvas) {
    return PositionEntries.read(pins, canvas, PINS).text(canvas.length());
  }

  /// The limits in such a form.
  ///
  /// @throws Problem PARAMETER if an entry is malformed
  static String absoluteLimits(String allow, StartCanvas canvas) {
    return PositionEntries.read(allow, canvas, ALLOWED).text(canvas.length());
  }

  /// Which tokens may be written where; null if everything may.
  ///
  /// @param allow as [#absoluteLimits] makes it
  /// @throws Problem PARAMETER if an expression is malformed or no token fits it
  static @Nullable Limits limits(
      String allow, StartCanvas canvas, TokenTexts tokens, int vocabulary) {
    List<PositionEntries.Entry> entries = PositionEntries.read(allow, canvas, ALLOWED).entries();
    if (entries.isEmpty()) {
      return null;
    }
    Map<String, boolean[]> rules = new LinkedHashMap<>();
    boolean[] all = new boolean[vocabulary];
    Arrays.fill(all, true);
    rules.put("", all);
    int[] rule = new int[canvas.length()];
    for (PositionEntries.Entry entry : entries) {
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
    for (String text : PositionEntries.split(suppress)) {
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
