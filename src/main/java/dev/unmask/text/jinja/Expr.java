package dev.unmask.text.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An expression of a template.
sealed interface Expr {
  /// A literal: a text, number, truth value or none.
  record Constant(Object value) implements Expr {}

  /// A variable.
  record Name(String name, int line) implements Expr {}

  /// `namespace.attribute`, only as the goal of a `set`.
  record NamespaceGoal(String name, String attribute) implements Expr {}

  /// `(a, b)`.
  record TupleOf(List<Expr> items) implements Expr {}

  /// `[a, b]`.
  record ListOf(List<Expr> items) implements Expr {}

  /// `{a: b}`, keys and values in turn.
  record DictOf(List<Expr> keysAndValues) implements Expr {}

  /// `then if test else otherwise`.
  record Choice(Expr test, Expr then, Optional<Expr> otherwise) implements Expr {}

  /// `left and right`, `left or right`.
  record Logic(boolean and, Expr left, Expr right) implements Expr {}

  /// `not value`.
  record Not(Expr value) implements Expr {}

  /// `first op1 second op2 third ...`.
  record Compare(Expr first, List<String> operators, List<Expr> others, int line) implements Expr {}

  /// `left op right`.
  record Binary(String operator, Expr left, Expr right, int line) implements Expr {}

  /// `-value`, `+value`.
  record Unary(String operator, Expr value, int line) implements Expr {}

  /// `a ~ b ~ c`.
  record Concat(List<Expr> parts) implements Expr {}

  /// `value.name`.
  record Attribute(Expr value, String name, int line) implements Expr {}

  /// `value[key]`.
  record Item(Expr value, Expr key, int line) implements Expr {}

  /// `value[from:to:step]`.
  record Slice(Expr value, Optional<Expr> from, Optional<Expr> to, Optional<Expr> step, int line)
      implements Expr {}

  /// Arguments of a call.
  record Args(List<Expr> positional, Map<String, Expr> named) {
    static final Args NONE = new Args(List.of(), Map.of());
  }

  /// `function(arguments)`.
  record Call(Expr function, Args arguments, int line) implements Expr {}

  /// `value | name(arguments)`.
  record Filter(Expr value, String name, Args arguments, int line) implements Expr {}

  /// `value is name(arguments)`.
  record Test(Expr value, String name, Args arguments, int line) implements Expr {}
}
