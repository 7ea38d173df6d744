package dev.unmask.text.jinja;

import java.util.List;
import java.util.Optional;

/// A statement of a template.
sealed interface Stmt {
  /// Text that stands as it is.
  record Data(String text) implements Stmt {}

  /// `{{ value }}`.
  record Output(Expr value, int line) implements Stmt {}

  /// One branch of `{% if %}`; the `else` branch has the test `true`.
  record Branch(Expr test, List<Stmt> body) {}

  /// `{% if %} ... {% elif %} ... {% else %} ... {% endif %}`.
  record If(List<Branch> branches) implements Stmt {}

  /// `{% for goal in items if test %} ... {% else %} ... {% endfor %}`.
  record For(
      Expr goal,
      Expr items,
      Optional<Expr> test,
      List<Stmt> body,
      List<Stmt> otherwise,
      boolean recursive,
      int line)
      implements Stmt {}

  /// `{% set goal = value %}`.
  record Set(Expr goal, Expr value, int line) implements Stmt {}

  /// `{% set goal | filter %} ... {% endset %}`; filters are applied to [#INNER].
  record SetBlock(Expr goal, Optional<Expr> filters, List<Stmt> body, int line) implements Stmt {}

  /// `{% filter name %} ... {% endfilter %}`.
  record FilterBlock(Expr filters, List<Stmt> body, int line) implements Stmt {}

  /// `{% with a = 1, b = 2 %} ... {% endwith %}`.
  record With(List<Expr> goals, List<Expr> values, List<Stmt> body, int line) implements Stmt {}

  /// A parameter of a macro.
  record Parameter(String name, Optional<Expr> preset) {}

  /// `{% macro name(parameters) %} ... {% endmacro %}`.
  ///
  /// @param takesMore whether it uses `varargs`, and so takes further values
  /// @param takesNames whether it uses `kwargs`, and so takes further values with names
  record Macro(
      String name,
      List<Parameter> parameters,
      List<Stmt> body,
      boolean takesMore,
      boolean takesNames)
      implements Stmt {}

  /// `{% call(parameters) function(arguments) %} ... {% endcall %}`.
  record CallBlock(Macro caller, Expr.Call call) implements Stmt {}

  /// `{% generation %} ... {% endgeneration %}`: marks what the model writes, changes nothing.
  record Group(List<Stmt> body) implements Stmt {}

  /// `{% break %}`.
  record Break() implements Stmt {}

  /// `{% continue %}`.
  record Continue() implements Stmt {}

  /// Stands for the rendered body to which the filters of a block are applied.
  Expr.Name INNER = new Expr.Name(" body", 0);
}
