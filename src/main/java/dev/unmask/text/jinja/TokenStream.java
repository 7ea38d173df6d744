package dev.unmask.text.jinja;

import java.util.List;

/// The tokens of a template, one after the other.
final class TokenStream {
  private static final int DEEPEST = 100;

  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  Token look() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = current();
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  int line() {
    return current().line();
  }

  boolean isOperator(String operator) {
    return current().isOperator(operator);
  }

  boolean isName(String name) {
    return current().isName(name);
  }

  boolean skipOperator(String operator) {
    boolean there = isOperator(operator);
    if (there) {
      next();
    }
    return there;
  }

  boolean skipName(String name) {
    boolean there = isName(name);
    if (there) {
      next();
    }
    return there;
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  Token expect(Token.Kind kind, String what) {
    if (current().kind() != kind) {
      throw unexpected(what);
    }
    return next();
  }

  /// Where the stream stands, for [#mentions].
  int position() {
    return at;
  }

  /// Whether a name occurs from a position on up to here.
  boolean mentions(String name, int from) {
    return tokens.subList(from, at).stream().anyMatch(token -> token.isName(name));
  }

  TemplateFault unexpected(String wanted) {
    return fault("expected " + wanted + " and found " + current().described());
  }

  TemplateFault fault(String message) {
    return new TemplateFault(message).atLine(line());
  }

  /// Guards the parsers against nesting that would exhaust the stack.
  void enter() {
    if (++depth > DEEPEST) {
      throw fault("the template is nested too deeply");
    }
  }

  void leave() {
    depth--;
  }
}
