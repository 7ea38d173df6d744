package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Works out expressions.
final class Evaluator {
  private final Budget budget;

  Evaluator(Budget budget) {
    this.budget = budget;
  }

  Object evaluate(Expr expression, Scope scope) {
    budget.step();
    budget.enter();
    Object value =
        switch (expression) {
          case Expr.Constant constant -> constant.value();
          case Expr.Name name -> scope.get(name.name());
          case Expr.TupleOf tuple -> new Tuple(all(tuple.items(), scope));
          case Expr.ListOf list -> all(list.items(), scope);
          case Expr.DictOf dict -> dict(dict, scope);
          case Expr.Choice choice -> choice(choice, scope);
          case Expr.Logic logic -> logic(logic, scope);
          case Expr.Not not -> !Values.truth(evaluate(not.value(), scope));
          case Expr.Compare compare -> compare(compare, scope);
          case Expr.Binary binary -> binary(binary, scope);
          case Expr.Unary unary -> unary(unary, scope);
          case Expr.Concat concat -> concat(concat, scope);
          case Expr.Attribute attribute -> attribute(attribute, scope);
          case Expr.Item item -> item(item, scope);
          case Expr.Slice slice -> slice(slice, scope);
          case Expr.Call call -> call(call, scope);
          case Expr.Filter filter -> filter(filter, scope);
          case Expr.Test test -> test(test, scope);
          case Expr.NamespaceGoal goal -> throw new TemplateFault("a goal has no value");
        };
    budget.leave();
    return value;
  }

  private List<Object> all(List<Expr> expressions, Scope scope) {
    budget.makeList(expressions.size());
    List<Object> values = new ArrayList<>(expressions.size());
    for (Expr expression : expressions) {
      values.add(evaluate(expression, scope));
    }
    return values;
  }

  private Map<Object, Object> dict(Expr.DictOf dict, Scope scope) {
    List<Object> all = all(dict.keysAndValues(), scope);
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i += 2) {
      map.put(all.get(i), all.get(i + 1));
    }
    return map;
  }

  private Object choice(Expr.Choice choice, Scope scope) {
    if (Values.truth(evaluate(choice.test(), scope))) {
      return evaluate(choice.then(), scope);
    }
    return choice.otherwise().isPresent()
        ? evaluate(choice.otherwise().get(), scope)
        : new Undefined("the choice without else");
  }

  private Object logic(Expr.Logic logic, Scope scope) {
    Object left = evaluate(logic.left(), scope);
    return Values.truth(left) == logic.and() ? evaluate(logic.right(), scope) : left;
  }

  private Object compare(Expr.Compare compare, Scope scope) {
    Object left = evaluate(compare.first(), scope);
    for (int i = 0; i < compare.operators().size(); i++) {
      Object right = evaluate(compare.others().get(i), scope);
      try {
        if (!holds(compare.operators().get(i), left, right)) {
          return false;
        }
      } catch (TemplateFault e) {
        throw e.atLine(compare.line());
      }
      left = right;
    }
    return true;
  }

  private boolean holds(String operator, Object left, Object right) {
    return switch (operator) {
      case "==" -> Values.equal(budget, left, right);
      case "!=" -> !Values.equal(budget, left, right);
      case "in" -> Values.contains(budget, right, left);
      case "not in" -> !Values.contains(budget, right, left);
      case "<" -> Values.compare(budget, left, right) < 0;
      case "<=" -> Values.compare(budget, left, right) <= 0;
      case ">" -> Values.compare(budget, left, right) > 0;
      case ">=" -> Values.compare(budget, left, right) >= 0;
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private Object binary(Expr.Binary binary, Scope scope) {
    Object left = evaluate(binary.left(), scope);
    Object right = evaluate(binary.right(), scope);
    try {
      return Operators.apply(budget, binary.operator(), left, right);
    } catch (TemplateFault e) {
      throw e.atLine(binary.line());
    }
  }

  private Object unary(Expr.Unary unary, Scope scope) {
    Object value = evaluate(unary.value(), scope);
    if (!Values.isNumber(value)) {
      throw new TemplateFault("'" + unary.operator() + "' needs a number").atLine(unary.line());
    }
    return unary.operator().equals("-") ? Numbers.negate(value) : Numbers.apply("+", value, 0L);
  }

  private Object concat(Expr.Concat concat, Scope scope) {
    StringBuilder joined = new StringBuilder();
    for (Object part : all(concat.parts(), scope)) {
      String text = Printer.text(budget, part);
      budget.make(text.length());
      joined.append(text);
    }
    return joined.toString();
  }

  private Object attribute(Expr.Attribute attribute, Scope scope) {
    Object value = evaluate(attribute.value(), scope);
    try {
      return Members.attribute(budget, value, attribute.name());
    } catch (TemplateFault e) {
      throw e.atLine(attribute.line());
    }
  }

  private Object item(Expr.Item item, Scope scope) {
    Object value = evaluate(item.value(), scope);
    Object key = evaluate(item.key(), scope);
    try {
      return Members.item(budget, value, key);
    } catch (TemplateFault e) {
      throw e.atLine(item.line());
    }
  }

  private Object slice(Expr.Slice slice, Scope scope) {
    Object value = evaluate(slice.value(), scope);
    try {
      return Members.slice(
          budget,
          value,
          bound(slice.from(), scope),
          bound(slice.to(), scope),
          bound(slice.step(), scope));
    } catch (TemplateFault e) {
      throw e.atLine(slice.line());
    }
  }

  private Optional<Long> bound(Optional<Expr> expression, Scope scope) {
    return expression
        .map(e -> evaluate(e, scope))
        .filter(value -> value != None.NONE)
        .map(value -> Values.integer(value, "a slice"));
  }

  Arguments arguments(Expr.Args args, Scope scope) {
    Map<String, Object> named = new LinkedHashMap<>();
    List<Object> positional = all(args.positional(), scope);
    args.named().forEach((name, value) -> named.put(name, evaluate(value, scope)));
    return new Arguments(positional, named);
  }

  Object call(Expr.Call call, Scope scope) {
    Object function = evaluate(call.function(), scope);
    Arguments arguments = arguments(call.arguments(), scope);
    try {
      return switch (function) {
        case Callable callable -> callable.call(budget, arguments);
        case Undefined undefined -> throw undefined.fault();
        default -> throw new TemplateFault(Values.type(function) + " cannot be called");
      };
    } catch (TemplateFault e) {
      throw e.atLine(call.line());
    }
  }

  private Object filter(Expr.Filter filter, Scope scope) {
    Object value = evaluate(filter.value(), scope);
    Arguments arguments = arguments(filter.arguments(), scope);
    try {
      return Filters.apply(budget, filter.name(), value, arguments);
    } catch (TemplateFault e) {
      throw e.atLine(filter.line());
    }
  }

  private Object test(Expr.Test test, Scope scope) {
    Object value = evaluate(test.value(), scope);
    Arguments arguments = arguments(test.arguments(), scope);
    try {
      return Tests.holds(budget, test.name(), value, arguments);
    } catch (TemplateFault e) {
      throw e.atLine(test.line());
    }
  }
}
