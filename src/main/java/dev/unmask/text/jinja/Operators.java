package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.List;

/// `+ - * / // % **` on all kinds of values.
final class Operators {
  private Operators() {}

  static Object apply(Budget budget, String operator, Object left, Object right) {
    if (Values.isNumber(left) && Values.isNumber(right)) {
      return Numbers.apply(operator, left, right);
    }
    if (operator.equals("+") && left instanceof String a && right instanceof String b) {
      budget.make(a.length() + (long) b.length());
      return a + b;
    }
    if (operator.equals("+") && left instanceof List<?> a && right instanceof List<?> b) {
      return joined(budget, a, b);
    }
    if (operator.equals("+") && left instanceof Tuple a && right instanceof Tuple b) {
      return new Tuple(joined(budget, a.items(), b.items()));
    }
    if (operator.equals("*") && left instanceof Long times) {
      return repeated(budget, right, times);
    }
    if (operator.equals("*") && right instanceof Long times) {
      return repeated(budget, left, times);
    }
    if (operator.equals("%") && left instanceof String template) {
      return Formats.percent(budget, template, right);
    }
    throw unfit(operator, left, right);
  }

  private static TemplateFault unfit(String operator, Object left, Object right) {
    for (Object value : List.of(left, right)) {
      if (value instanceof Undefined undefined) {
        return undefined.fault();
      }
    }
    return new TemplateFault(
        "'" + operator + "' cannot join " + Values.type(left) + " and " + Values.type(right));
  }

  private static List<Object> joined(Budget budget, List<?> a, List<?> b) {
    budget.makeList(a.size() + (long) b.size());
    List<Object> joined = new ArrayList<>(a);
    joined.addAll(b);
    return joined;
  }

  private static Object repeated(Budget budget, Object value, long times) {
    int count = Math.clamp(times, 0, Integer.MAX_VALUE);
    return switch (value) {
      case String text -> {
        budget.make(Math.multiplyFull(text.length(), count));
        yield text.repeat(count);
      }
      case List<?> list -> repeated(budget, list, count);
      case Tuple tuple -> new Tuple(repeated(budget, tuple.items(), count));
      default -> throw unfit("*", value, times);
    };
  }

  private static List<Object> repeated(Budget budget, List<?> list, int count) {
    budget.makeList(Math.multiplyFull(list.size(), count));
    List<Object> repeated = new ArrayList<>();
    for (int i = 0; i < count && !list.isEmpty(); i++) {
      repeated.addAll(list);
    }
    return repeated;
  }
}
