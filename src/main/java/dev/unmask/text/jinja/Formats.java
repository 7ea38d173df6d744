package dev.unmask.text.jinja;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `'%s' % value`, `'{}'.format(value)` and `title`.
final class Formats {
  private static final Pattern PERCENT =
      Pattern.compile("%([-0]?)(\\d{0,3})(?:\\.(\\d{1,2}))?(.?)");
  private static final Pattern BRACES = Pattern.compile("\\{\\{|\\}\\}|\\{([^{}]*)\\}|[{}]");

  private Formats() {}

  /// `template % values`.
  static String percent(Budget budget, String template, Object values) {
    List<?> given = values instanceof Tuple tuple ? tuple.items() : List.of(values);
    StringBuilder text = new StringBuilder();
    Matcher place = PERCENT.matcher(template);
    int used = 0;
    while (place.find()) {
      String shown = "%";
      if (!place.group(4).equals("%")) {
        if (used == given.size()) {
          throw new TemplateFault("a format has more places than values");
        }
        shown = shown(budget, place, given.get(used++));
      }
      budget.make(shown.length());
      place.appendReplacement(text, Matcher.quoteReplacement(shown));
    }
    if (used < given.size() && !(values instanceof Map)) {
      throw new TemplateFault("a format has fewer places than values");
    }
    budget.make(template.length());
    return place.appendTail(text).toString();
  }

  private static String shown(Budget budget, Matcher place, Object value) {
    String digits = place.group(3);
    String shown =
        switch (place.group(4)) {
          case "s" -> Printer.text(budget, value);
          case "r" -> Printer.repr(budget, value);
          case "d", "i" ->
              value instanceof Double real
                  ? String.valueOf(real.longValue())
                  : String.valueOf(Values.integer(value, "a format"));
          case "f" -> {
            if (!Values.isNumber(value)) {
              throw new TemplateFault("a format needs a number");
            }
            int places = digits == null ? 6 : Integer.parseInt(digits);
            yield fixed(Numbers.real(value), places);
          }
          default -> throw new TemplateFault("the format '" + place.group() + "' is not supported");
        };
    int width = place.group(2).isEmpty() ? 0 : Integer.parseInt(place.group(2));
    String filling =
        (place.group(1).equals("0") ? "0" : " ").repeat(Math.max(0, width - shown.length()));
    return place.group(1).equals("-") ? shown + filling : filling + shown;
  }

  /// From the exact value of the fraction, as C does.
  private static String fixed(double value, int places) {
    return Double.isNaN(value) || Double.isInfinite(value)
        ? Numbers.print(value)
        : new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }

  /// `template.format(values)`: places by number, by name or in order, without format codes.
  static Object format(Budget budget, String template, Arguments arguments) {
    StringBuilder text = new StringBuilder();
    Matcher place = BRACES.matcher(template);
    int next = 0;
    while (place.find()) {
      String name = place.group(1);
      String shown = place.group().substring(1);
      if (name != null) {
        Object value;
        if (name.matches("\\d{0,3}")) {
          int index = name.isEmpty() ? next++ : Integer.parseInt(name);
          value = index < arguments.positional().size() ? arguments.positional().get(index) : null;
        } else {
          value = arguments.named().get(name);
        }
        if (value == null) {
          throw new TemplateFault("the format place '{" + name + "}' is not supported");
        }
        shown = Printer.text(budget, value);
      } else if (place.group().length() == 1) {
        throw new TemplateFault("a format has a single brace");
      }
      budget.make(shown.length());
      place.appendReplacement(text, Matcher.quoteReplacement(shown));
    }
    return place.appendTail(text).toString();
  }

  /// `str.title`: every letter after something else is upper case.
  static String title(String text) {
    StringBuilder titled = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      String one = Character.toString(c);
      titled.append(inWord ? Python.lower(one) : Python.upper(one));
      inWord = Character.isLetter(c);
      i += Character.charCount(c);
    }
    return titled.toString();
  }
}
