package dev.unmask.text.jinja;

import java.util.List;
import java.util.Map;

/// `value is name`.
final class Tests {
  private Tests() {}

  static boolean holds(Budget budget, String name, Object value, Arguments arguments) {
    return switch (name) {
      case "==", "eq", "equalto" -> Values.equal(budget, value, arguments.one());
      case "!=", "ne" -> !Values.equal(budget, value, arguments.one());
      case "<", "lt", "lessthan" -> Values.compare(budget, value, arguments.one()) < 0;
      case "<=", "le" -> Values.compare(budget, value, arguments.one()) <= 0;
      case ">", "gt", "greaterthan" -> Values.compare(budget, value, arguments.one()) > 0;
      case ">=", "ge" -> Values.compare(budget, value, arguments.one()) >= 0;
      case "in" -> Values.contains(budget, arguments.one(), value);
      case "sameas" -> same(value, arguments.one());
      case "divisibleby" -> Numbers.apply("%", number(value), number(arguments.one())).equals(0L);
      default -> {
        arguments.none();
        yield kind(name, value);
      }
    };
  }

  private static boolean same(Object value, Object other) {
    return value == other
        || (value instanceof Boolean && value.equals(other))
        || (value instanceof String && value.equals(other));
  }

  private static Long number(Object value) {
    return Values.integer(value, "a test");
  }

  private static boolean kind(String name, Object value) {
    return switch (name) {
      case "defined" -> !(value instanceof Undefined);
      case "undefined" -> value instanceof Undefined;
      case "none" -> value == None.NONE;
      case "boolean" -> value instanceof Boolean;
      case "true" -> Boolean.TRUE.equals(value);
      case "false" -> Boolean.FALSE.equals(value);
      case "integer" -> value instanceof Long;
      case "float" -> value instanceof Double;
      case "number" -> Values.isNumber(value);
      case "string" -> value instanceof String || value instanceof Markup;
      case "mapping" -> value instanceof Map;
      case "sequence" ->
          value instanceof String
              || value instanceof List
              || value instanceof Tuple
              || value instanceof Map
              || value instanceof Undefined;
      case "iterable" ->
          value instanceof String
              || value instanceof List
              || value instanceof Tuple
              || value instanceof Map
              || value instanceof Stream
              || value instanceof Undefined;
      case "callable" -> value instanceof Callable;
      case "odd" -> Math.floorMod(number(value), 2L) == 1;
      case "even" -> Math.floorMod(number(value), 2L) == 0;
      case "upper" -> cased(value, true);
      case "lower" -> cased(value, false);
      default -> throw new TemplateFault("the test '" + name + "' is not known");
    };
  }

  private static boolean cased(Object value, boolean upper) {
    String text = value instanceof String given ? given : "";
    String changed = upper ? Python.upper(text) : Python.lower(text);
    return text.equals(changed) && !Python.upper(text).equals(Python.lower(text));
  }
}
