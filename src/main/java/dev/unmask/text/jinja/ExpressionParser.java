package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parses expressions, with the precedences of jinja2.
///
/// @see "jinja2 3.1, parser.py"
final class ExpressionParser {
  private static final List<String> COMPARE = List.of("==", "!=", "<", "<=", ">", ">=");

  private final TokenStream in;
  private final PrimaryParser primary;

  ExpressionParser(TokenStream in) {
    this.in = in;
    this.primary = new PrimaryParser(in, this);
  }

  /// An expression with `if ... else ...`.
  Expr expression() {
    in.enter();
    Expr value = or();
    while (in.skipName("if")) {
      Expr test = or();
      Optional<Expr> otherwise = in.skipName("else") ? Optional.of(expression()) : Optional.empty();
      value = new Expr.Choice(test, value, otherwise);
    }
    in.leave();
    return value;
  }

  /// One expression, or several with commas between them as a tuple.
  ///
  /// @param choices whether `if ... else ...` is part of them
  /// @param end a name that ends a tuple, or the empty text
  /// @param parentheses whether they stand in parentheses, where nothing is an empty tuple
  Expr tuple(boolean choices, String end, boolean parentheses) {
    List<Expr> items = new ArrayList<>();
    boolean tuple = false;
    while (!tupleEnds(end)) {
      items.add(choices ? expression() : or());
      if (!in.skipOperator(",")) {
        break;
      }
      tuple = true;
    }
    if (!tuple && items.size() == 1) {
      return items.getFirst();
    }
    if (items.isEmpty() && !parentheses) {
      throw in.unexpected("an expression");
    }
    return new Expr.TupleOf(items);
  }

  private boolean tupleEnds(String end) {
    Token.Kind kind = in.current().kind();
    return kind == Token.Kind.VARIABLE_END
        || kind == Token.Kind.BLOCK_END
        || in.isOperator(")")
        || (!end.isEmpty() && in.isName(end));
  }

  /// What may stand left of `=` or between `for` and `in`.
  Expr goal(boolean withNamespace, String end) {
    List<Expr> items = new ArrayList<>();
    boolean tuple = false;
    while (!tupleEnds(end)) {
      items.add(oneGoal(withNamespace));
      if (!in.skipOperator(",")) {
        break;
      }
      tuple = true;
    }
    return !tuple && items.size() == 1 ? items.getFirst() : new Expr.TupleOf(items);
  }

  private Expr oneGoal(boolean withNamespace) {
    if (in.skipOperator("(")) {
      Expr inner = goal(withNamespace, "");
      in.expectOperator(")");
      return inner;
    }
    String name = name();
    if (withNamespace && in.skipOperator(".")) {
      return new Expr.NamespaceGoal(name, in.expect(Token.Kind.NAME, "a name").text());
    }
    return new Expr.Name(name, in.line());
  }

  /// A name that may be set.
  String name() {
    String name = in.expect(Token.Kind.NAME, "a name").text();
    if (PrimaryParser.LITERALS.containsKey(name)) {
      throw in.fault("'" + name + "' cannot be set");
    }
    return name;
  }

  private Expr or() {
    Expr left = and();
    while (in.skipName("or")) {
      left = new Expr.Logic(false, left, and());
    }
    return left;
  }

  private Expr and() {
    Expr left = not();
    while (in.skipName("and")) {
      left = new Expr.Logic(true, left, not());
    }
    return left;
  }

  private Expr not() {
    int negations = 0;
    while (in.skipName("not")) {
      negations++;
    }
    Expr value = compare();
    if (negations > 0) {
      value = new Expr.Not(value);
    }
    return negations > 0 && negations % 2 == 0 ? new Expr.Not(value) : value;
  }

  private Expr compare() {
    Expr first = sum();
    List<String> operators = new ArrayList<>();
    List<Expr> others = new ArrayList<>();
    while (true) {
      Token token = in.current();
      if (token.kind() == Token.Kind.OPERATOR && COMPARE.contains(token.text())) {
        operators.add(in.next().text());
      } else if (in.skipName("in")) {
        operators.add("in");
      } else if (in.isName("not") && in.look().isName("in")) {
        in.next();
        in.next();
        operators.add("not in");
      } else {
        return operators.isEmpty()
            ? first
            : new Expr.Compare(first, operators, others, token.line());
      }
      others.add(sum());
    }
  }

  private Expr sum() {
    Expr left = concat();
    while (in.isOperator("+") || in.isOperator("-")) {
      Token operator = in.next();
      left = new Expr.Binary(operator.text(), left, concat(), operator.line());
    }
    return left;
  }

  private Expr concat() {
    Expr first = product();
    if (!in.isOperator("~")) {
      return first;
    }
    List<Expr> parts = new ArrayList<>(List.of(first));
    while (in.skipOperator("~")) {
      parts.add(product());
    }
    return new Expr.Concat(parts);
  }

  private Expr product() {
    Expr left = power();
    while (in.isOperator("*") || in.isOperator("/") || in.isOperator("//") || in.isOperator("%")) {
      Token operator = in.next();
      left = new Expr.Binary(operator.text(), left, power(), operator.line());
    }
    return left;
  }

  private Expr power() {
    Expr left = unary(true);
    while (in.isOperator("**")) {
      Token operator = in.next();
      left = new Expr.Binary(operator.text(), left, unary(true), operator.line());
    }
    return left;
  }

  private Expr unary(boolean withFilters) {
    in.enter();
    Expr value;
    if (in.isOperator("-") || in.isOperator("+")) {
      Token operator = in.next();
      value = new Expr.Unary(operator.text(), unary(false), operator.line());
    } else {
      value = primary.primary();
    }
    value = primary.postfix(value);
    if (withFilters) {
      value = filters(value);
    }
    in.leave();
    return value;
  }

  private Expr filters(Expr start) {
    Expr value = start;
    while (true) {
      if (in.isOperator("|")) {
        in.next();
        value = filter(value);
      } else if (in.isName("is")) {
        value = test(value);
      } else if (in.isOperator("(")) {
        value = new Expr.Call(value, arguments(), in.line());
      } else {
        return value;
      }
    }
  }

  /// `name(arguments)` and further filters, after a `|` or at the head of a block.
  Expr filterChain(Expr start) {
    Expr value = filter(start);
    while (in.skipOperator("|")) {
      value = filter(value);
    }
    return value;
  }

  private Expr filter(Expr value) {
    Token name = in.expect(Token.Kind.NAME, "the name of a filter");
    Expr.Args arguments = in.isOperator("(") ? arguments() : Expr.Args.NONE;
    return new Expr.Filter(value, name.text(), arguments, name.line());
  }

  private Expr test(Expr value) {
    in.next();
    boolean negated = in.skipName("not");
    Token name = in.expect(Token.Kind.NAME, "the name of a test");
    Expr.Args arguments = Expr.Args.NONE;
    if (in.isOperator("(")) {
      arguments = arguments();
    } else if (beginsArgument()) {
      if (in.isName("is")) {
        throw in.fault("tests cannot be chained by 'is'");
      }
      arguments = new Expr.Args(List.of(primary.postfix(primary.primary())), Map.of());
    }
    Expr test = new Expr.Test(value, name.text(), arguments, name.line());
    return negated ? new Expr.Not(test) : test;
  }

  private boolean beginsArgument() {
    return switch (in.current().kind()) {
      case NAME -> !in.isName("else") && !in.isName("or") && !in.isName("and");
      case STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> in.isOperator("[") || in.isOperator("{");
      default -> false;
    };
  }

  /// Arguments in parentheses, positional ones first.
  Expr.Args arguments() {
    in.expectOperator("(");
    List<Expr> positional = new ArrayList<>();
    Map<String, Expr> named = new LinkedHashMap<>();
    while (!in.isOperator(")")) {
      if (in.isOperator("*") || in.isOperator("**")) {
        throw in.fault("arguments by '*' are not supported");
      }
      if (in.current().kind() == Token.Kind.NAME && in.look().isOperator("=")) {
        String name = in.next().text();
        in.next();
        if (named.put(name, expression()) != null) {
          throw in.fault("the argument '" + name + "' stands twice");
        }
      } else if (!named.isEmpty()) {
        throw in.fault("an argument without a name follows one with a name");
      } else {
        positional.add(expression());
      }
      if (!in.isOperator(")")) {
        in.expectOperator(",");
      }
    }
    in.next();
    return new Expr.Args(positional, named);
  }
}
