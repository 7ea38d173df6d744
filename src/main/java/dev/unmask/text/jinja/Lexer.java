package dev.unmask.text.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a template's source into tokens, with `trim_blocks` and `lstrip_blocks` on.
///
/// @see "jinja2 3.1, lexer.py"
final class Lexer {
  private static final Pattern BEGIN = Pattern.compile("\\{([%{#])([-+]?)");
  private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(?:-%\\}\\s*|%\\})");
  private static final Pattern END_RAW =
      Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%\\}|-%\\}\\s*|%\\}\\n?)");
  private static final Pattern COMMENT_END = Pattern.compile("\\+#\\}|-#\\}\\s*|#\\}\\n?");
  private static final Pattern BLOCK_END = Pattern.compile("\\+%\\}|-%\\}\\s*|%\\}\\n?");
  private static final Pattern VARIABLE_END = Pattern.compile("-\\}\\}\\s*|\\}\\}");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private boolean lineStarting = true;

  private Lexer(String source) {
    this.source = source;
  }

  /// @throws TemplateFault if a tag, text or comment does not end, or a character is unknown
  static List<Token> tokens(String source) {
    String normal = source.replace("\r\n", "\n").replace('\r', '\n');
    Lexer lexer =
        new Lexer(normal.endsWith("\n") ? normal.substring(0, normal.length() - 1) : normal);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < source.length()) {
      Matcher begin = BEGIN.matcher(source);
      if (!begin.find(at)) {
        data(source.substring(at));
        moveTo(source.length());
        break;
      }
      String kind = begin.group(1);
      data(stripped(source.substring(at, begin.start()), begin.group(2), !kind.equals("{")));
      moveTo(begin.start());
      Matcher raw = RAW.matcher(source).region(at, source.length());
      if (raw.lookingAt()) {
        moveTo(raw.end());
        raw();
      } else if (kind.equals("#")) {
        moveTo(begin.end());
        moveTo(end(COMMENT_END, "a comment").end());
      } else {
        boolean block = kind.equals("%");
        add(block ? Token.Kind.BLOCK_BEGIN : Token.Kind.VARIABLE_BEGIN, begin.group());
        moveTo(begin.end());
        inside(block);
      }
    }
    add(Token.Kind.END, "");
  }

  /// The text before a tag, without the white space that the tag takes away.
  private String stripped(String text, String sign, boolean tag) {
    if (sign.equals("-")) {
      return Python.stripRight(text);
    }
    int lineStart = text.lastIndexOf('\n') + 1;
    boolean fromStart = lineStart > 0 || lineStarting;
    boolean blank = Python.strip(text.substring(lineStart)).isEmpty();
    return tag && sign.isEmpty() && fromStart && blank ? text.substring(0, lineStart) : text;
  }

  private void raw() {
    Matcher end = end(END_RAW, "a raw block");
    data(stripped(source.substring(at, end.start()), end.group(1), true));
    moveTo(end.end());
  }

  private Matcher end(Pattern pattern, String what) {
    Matcher end = pattern.matcher(source);
    if (!end.find(at)) {
      throw new TemplateFault(what + " does not end").atLine(line);
    }
    return end;
  }

  private void inside(boolean block) {
    Pattern end = block ? BLOCK_END : VARIABLE_END;
    Deque<String> open = new ArrayDeque<>();
    while (true) {
      if (at >= source.length()) {
        throw new TemplateFault("a tag does not end").atLine(line);
      }
      Matcher closing = end.matcher(source).region(at, source.length());
      if (open.isEmpty() && closing.lookingAt()) {
        add(block ? Token.Kind.BLOCK_END : Token.Kind.VARIABLE_END, closing.group());
        moveTo(closing.end());
        return;
      }
      if (Python.isSpace(source.charAt(at))) {
        moveTo(at + 1);
        continue;
      }
      Token token = ExpressionScanner.next(source, at, line);
      balance(open, token);
      tokens.add(token);
      moveTo(ExpressionScanner.end(source, at));
    }
  }

  private void balance(Deque<String> open, Token token) {
    if (token.kind() != Token.Kind.OPERATOR) {
      return;
    }
    switch (token.text()) {
      case "(" -> open.push(")");
      case "[" -> open.push("]");
      case "{" -> open.push("}");
      case ")", "]", "}" -> {
        if (open.isEmpty() || !open.pop().equals(token.text())) {
          throw new TemplateFault("unexpected '" + token.text() + "'").atLine(line);
        }
      }
      default -> {}
    }
  }

  private void data(String text) {
    if (!text.isEmpty()) {
      add(Token.Kind.DATA, text);
    }
  }

  private void add(Token.Kind kind, String text) {
    tokens.add(new Token(kind, text, line));
  }

  private void moveTo(int end) {
    for (int i = at; i < end; i++) {
      line += source.charAt(i) == '\n' ? 1 : 0;
    }
    if (end > at) {
      lineStarting = source.charAt(end - 1) == '\n';
    }
    at = end;
  }
}
