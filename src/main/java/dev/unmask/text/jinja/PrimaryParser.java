package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Parses what operators work on: literals, names, lists, and what is appended to them.
final class PrimaryParser {
  static final Map<String, Object> LITERALS =
      Map.of(
          "true", true,
          "True", true,
          "false", false,
          "False", false,
          "none", None.NONE,
          "None", None.NONE);

  private final TokenStream in;
  private final ExpressionParser expressions;

  PrimaryParser(TokenStream in, ExpressionParser expressions) {
    this.in = in;
    this.expressions = expressions;
  }

  Expr primary() {
    Token token = in.next();
    return switch (token.kind()) {
      case NAME -> {
        Object literal = LITERALS.get(token.text());
        yield literal == null
            ? new Expr.Name(token.text(), token.line())
            : new Expr.Constant(literal);
      }
      case STRING -> {
        StringBuilder text = new StringBuilder(token.text());
        while (in.current().kind() == Token.Kind.STRING) {
          text.append(in.next().text());
        }
        yield new Expr.Constant(text.toString());
      }
      case INTEGER -> new Expr.Constant(integer(token));
      case FLOAT -> new Expr.Constant(Double.valueOf(token.text().replace("_", "")));
      case OPERATOR -> enclosed(token);
      default -> throw new TemplateFault("unexpected " + token.described()).atLine(token.line());
    };
  }

  private static Long integer(Token token) {
    String digits = token.text().replace("_", "").toLowerCase(Locale.ROOT);
    try {
      if (digits.startsWith("0x")) {
        return Long.valueOf(digits.substring(2), 16);
      }
      if (digits.startsWith("0o")) {
        return Long.valueOf(digits.substring(2), 8);
      }
      return digits.startsWith("0b") ? Long.valueOf(digits.substring(2), 2) : Long.valueOf(digits);
    } catch (NumberFormatException e) {
      throw new TemplateFault("the number " + token.text() + " is too large or malformed")
          .atLine(token.line());
    }
  }

  private Expr enclosed(Token token) {
    switch (token.text()) {
      case "(" -> {
        Expr inner = expressions.tuple(true, "", true);
        in.expectOperator(")");
        return inner;
      }
      case "[" -> {
        List<Expr> items = new ArrayList<>();
        while (!in.skipOperator("]")) {
          items.add(expressions.expression());
          if (!in.isOperator("]")) {
            in.expectOperator(",");
          }
        }
        return new Expr.ListOf(items);
      }
      case "{" -> {
        List<Expr> keysAndValues = new ArrayList<>();
        while (!in.skipOperator("}")) {
          keysAndValues.add(expressions.expression());
          in.expectOperator(":");
          keysAndValues.add(expressions.expression());
          if (!in.isOperator("}")) {
            in.expectOperator(",");
          }
        }
        return new Expr.DictOf(keysAndValues);
      }
      default -> throw new TemplateFault("unexpected " + token.described()).atLine(token.line());
    }
  }

  Expr postfix(Expr start) {
    Expr value = start;
    while (true) {
      int line = in.line();
      if (in.skipOperator(".")) {
        Token name = in.next();
        if (name.kind() == Token.Kind.INTEGER) {
          value = new Expr.Item(value, new Expr.Constant(integer(name)), line);
        } else if (name.kind() == Token.Kind.NAME) {
          value = new Expr.Attribute(value, name.text(), line);
        } else {
          throw new TemplateFault("expected a name after '.'").atLine(line);
        }
      } else if (in.skipOperator("[")) {
        value = subscript(value, line);
      } else if (in.isOperator("(")) {
        value = new Expr.Call(value, expressions.arguments(), line);
      } else {
        return value;
      }
    }
  }

  private Expr subscript(Expr value, int line) {
    Optional<Expr> from =
        in.isOperator(":") ? Optional.empty() : Optional.of(expressions.expression());
    if (in.skipOperator("]")) {
      return new Expr.Item(value, from.orElseThrow(), line);
    }
    in.expectOperator(":");
    Optional<Expr> to = slicePart();
    Optional<Expr> step = in.skipOperator(":") ? slicePart() : Optional.empty();
    in.expectOperator("]");
    return new Expr.Slice(value, from, to, step, line);
  }

  private Optional<Expr> slicePart() {
    return in.isOperator(":") || in.isOperator("]")
        ? Optional.empty()
        : Optional.of(expressions.expression());
  }
}
