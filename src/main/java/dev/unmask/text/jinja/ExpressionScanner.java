package dev.unmask.text.jinja;

import java.util.List;
import java.util.regex.Pattern;

/// Reads one token of an expression.
final class ExpressionScanner {
  private static final List<String> OPERATORS = List.of("//", "**", "==", "!=", ">=", "<=");
  private static final Pattern FLOAT = Pattern.compile("[.eE]");
  private static final String DIGITS = "0123456789_";
  private static final String SINGLE_OPERATORS = "+-*/%~[](){}><=.:|,;";

  private ExpressionScanner() {}

  /// Where the token at `at` ends.
  static int end(String source, int at) {
    char c = source.charAt(at);
    if (c == '\'' || c == '"') {
      return textEnd(source, at);
    }
    if (c >= '0' && c <= '9') {
      return numberEnd(source, at);
    }
    if (beginsName(source, at)) {
      return nameEnd(source, at);
    }
    return at + (OPERATORS.stream().anyMatch(o -> source.startsWith(o, at)) ? 2 : 1);
  }

  /// @throws TemplateFault if a text does not end, or no token begins so
  static Token next(String source, int at, int line) {
    int end = end(source, at);
    char c = source.charAt(at);
    if (end < 0) {
      throw new TemplateFault("a text does not end").atLine(line);
    }
    if (c == '\'' || c == '"') {
      String text = unescape(source.substring(at + 1, end - 1), line);
      return new Token(Token.Kind.STRING, text, line);
    }
    String text = source.substring(at, end);
    if (c >= '0' && c <= '9') {
      boolean whole = text.startsWith("0x") || text.startsWith("0X") || !FLOAT.matcher(text).find();
      return new Token(whole ? Token.Kind.INTEGER : Token.Kind.FLOAT, text, line);
    }
    if (beginsName(source, at)) {
      return new Token(Token.Kind.NAME, text, line);
    }
    if (OPERATORS.contains(text) || SINGLE_OPERATORS.contains(text)) {
      return new Token(Token.Kind.OPERATOR, text, line);
    }
    throw new TemplateFault("unexpected character '" + text + "'").atLine(line);
  }

  private static boolean beginsName(String source, int at) {
    int first = source.codePointAt(at);
    return first == '_' || Character.isUnicodeIdentifierStart(first);
  }

  private static int numberEnd(String source, int at) {
    char mark = at + 1 < source.length() ? Character.toLowerCase(source.charAt(at + 1)) : ' ';
    if (source.charAt(at) == '0' && (mark == 'x' || mark == 'o' || mark == 'b')) {
      return run(source, at + 2, "0123456789abcdefABCDEF_");
    }
    int end = run(source, at, DIGITS);
    // After a dot (`list.0.1`) a number has no fraction.
    boolean afterDot = at > 0 && source.charAt(at - 1) == '.';
    if (!afterDot && isDigit(source, end + 1) && source.charAt(end) == '.') {
      end = run(source, end + 1, DIGITS);
    }
    if (!afterDot && end < source.length() && "eE".indexOf(source.charAt(end)) >= 0) {
      boolean signed = end + 1 < source.length() && "+-".indexOf(source.charAt(end + 1)) >= 0;
      int exponent = end + (signed ? 2 : 1);
      end = isDigit(source, exponent) ? run(source, exponent, DIGITS) : end;
    }
    return end;
  }

  private static boolean isDigit(String source, int at) {
    return at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9';
  }

  private static int run(String source, int from, String allowed) {
    int at = from;
    while (at < source.length() && allowed.indexOf(source.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static int nameEnd(String source, int from) {
    int at = from;
    while (at < source.length() && Character.isUnicodeIdentifierPart(source.codePointAt(at))) {
      at += Character.charCount(source.codePointAt(at));
    }
    return at;
  }

  private static int textEnd(String source, int at) {
    char quote = source.charAt(at);
    for (int i = at + 1; i < source.length(); i++) {
      if (source.charAt(i) == '\\') {
        i++;
      } else if (source.charAt(i) == quote) {
        return i + 1;
      }
    }
    return -1;
  }

  /// Python's escapes; an unknown one stays as it is written.
  private static String unescape(String text, int line) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escape = text.charAt(++i);
      switch (escape) {
        case '\n' -> {}
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case 'r' -> plain.append('\r');
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'a' -> plain.append('\u0007');
        case 'v' -> plain.append('\u000B');
        case '\\', '\'', '"' -> plain.append(escape);
        case 'x' -> i = code(text, i, 2, plain, line);
        case 'u' -> i = code(text, i, 4, plain, line);
        case 'U' -> i = code(text, i, 8, plain, line);
        case '0', '1', '2', '3', '4', '5', '6', '7' -> i = octal(text, i, plain);
        default -> plain.append('\\').append(escape);
      }
    }
    return plain.toString();
  }

  private static int code(String text, int at, int digits, StringBuilder plain, int line) {
    int end = at + 1 + digits;
    String hex = end <= text.length() ? text.substring(at + 1, end) : "";
    if (!hex.matches("[0-9a-fA-F]+") || !Character.isValidCodePoint(point(hex))) {
      throw new TemplateFault("a text has a broken escape").atLine(line);
    }
    plain.appendCodePoint(point(hex));
    return end - 1;
  }

  private static int point(String hex) {
    return (int) Math.min(Long.parseLong(hex, 16), Integer.MAX_VALUE);
  }

  private static int octal(String text, int at, StringBuilder plain) {
    int end = at;
    int value = 0;
    while (end < text.length()
        && end < at + 3
        && text.charAt(end) >= '0'
        && text.charAt(end) <= '7') {
      value = value * 8 + text.charAt(end++) - '0';
    }
    plain.append((char) value);
    return end - 1;
  }
}
