package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Carries out statements.
final class Renderer {
  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private final Budget budget;
  private final Evaluator evaluator;
  private StringBuilder out = new StringBuilder();

  Renderer(Budget budget) {
    this.budget = budget;
    this.evaluator = new Evaluator(budget);
  }

  String render(List<Stmt> template, Scope scope) {
    run(template, scope);
    return out.toString();
  }

  private Flow run(List<Stmt> body, Scope scope) {
    budget.enter();
    for (Stmt statement : body) {
      budget.step();
      Flow flow = run(statement, scope);
      if (flow != Flow.ON) {
        budget.leave();
        return flow;
      }
    }
    budget.leave();
    return Flow.ON;
  }

  private Flow run(Stmt statement, Scope scope) {
    switch (statement) {
      case Stmt.Data data -> write(data.text());
      case Stmt.Output output -> {
        Object value = evaluator.evaluate(output.value(), scope);
        try {
          write(Printer.text(budget, value));
        } catch (TemplateFault e) {
          throw e.atLine(output.line());
        }
      }
      case Stmt.If branches -> {
        for (Stmt.Branch branch : branches.branches()) {
          if (Values.truth(evaluator.evaluate(branch.test(), scope))) {
            return run(branch.body(), scope);
          }
        }
      }
      case Stmt.For loop -> loop(loop, scope);
      case Stmt.Set set -> assign(set.goal(), evaluator.evaluate(set.value(), scope), scope);
      case Stmt.SetBlock block ->
          assign(
              block.goal(), filtered(block.filters(), inside(block.body(), scope), scope), scope);
      case Stmt.FilterBlock block ->
          write(
              Printer.text(
                  budget,
                  filtered(Optional.of(block.filters()), inside(block.body(), scope), scope)));
      case Stmt.With with -> with(with, scope);
      case Stmt.Macro macro -> scope.set(macro.name(), macro(macro, scope));
      case Stmt.CallBlock block -> callBlock(block, scope);
      case Stmt.Group group -> run(group.body(), scope.inner());
      case Stmt.Break end -> {
        return Flow.BREAK;
      }
      case Stmt.Continue next -> {
        return Flow.CONTINUE;
      }
    }
    return Flow.ON;
  }

  private void write(String text) {
    budget.make(text.length());
    out.append(text);
  }

  /// What a body renders, instead of writing it.
  private String inside(List<Stmt> body, Scope scope) {
    return captured(body, scope.inner());
  }

  private String captured(List<Stmt> body, Scope scope) {
    StringBuilder outer = out;
    out = new StringBuilder();
    run(body, scope);
    String text = out.toString();
    out = outer;
    return text;
  }

  private Object filtered(Optional<Expr> filters, String text, Scope scope) {
    if (filters.isEmpty()) {
      return text;
    }
    Scope inner = scope.inner();
    inner.set(Stmt.INNER.name(), text);
    return evaluator.evaluate(filters.get(), inner);
  }

  private void assign(Expr goal, Object value, Scope scope) {
    switch (goal) {
      case Expr.Name name -> scope.set(name.name(), value);
      case Expr.NamespaceGoal reference -> {
        if (!(scope.get(reference.name()) instanceof Namespace namespace)) {
          throw new TemplateFault("'" + reference.name() + "' is not a namespace");
        }
        namespace.set(reference.attribute(), value);
      }
      case Expr.TupleOf tuple -> {
        List<?> values = Values.elements(budget, value);
        if (values.size() != tuple.items().size()) {
          throw new TemplateFault("the numbers of names and values differ");
        }
        for (int i = 0; i < values.size(); i++) {
          assign(tuple.items().get(i), values.get(i), scope);
        }
      }
      default -> throw new TemplateFault("this cannot be set");
    }
  }

  private void loop(Stmt.For loop, Scope scope) {
    try {
      loop(loop, evaluator.evaluate(loop.items(), scope), scope, 0);
    } catch (TemplateFault e) {
      throw e.atLine(loop.line());
    }
  }

  private void loop(Stmt.For loop, Object items, Scope scope, int depth) {
    List<?> all = Values.elements(budget, items);
    List<Object> chosen = new ArrayList<>();
    for (Object item : all) {
      budget.step();
      if (loop.test().isPresent()) {
        Scope inner = scope.inner();
        assign(loop.goal(), item, inner);
        if (!Values.truth(evaluator.evaluate(loop.test().get(), inner))) {
          continue;
        }
      }
      chosen.add(item);
    }
    Loop state = new Loop(chosen, depth, again(loop, scope, depth));
    for (int i = 0; i < chosen.size(); i++) {
      budget.step();
      state.at(i);
      Scope inner = scope.inner();
      inner.set("loop", state);
      assign(loop.goal(), chosen.get(i), inner);
      if (run(loop.body(), inner) == Flow.BREAK) {
        break;
      }
    }
    if (chosen.isEmpty()) {
      run(loop.otherwise(), scope.inner());
    }
  }

  private Optional<Callable> again(Stmt.For loop, Scope scope, int depth) {
    if (!loop.recursive()) {
      return Optional.empty();
    }
    return Optional.of(
        (same, arguments) -> {
          budget.enter();
          StringBuilder outer = out;
          out = new StringBuilder();
          loop(loop, arguments.one(), scope, depth + 1);
          String text = out.toString();
          out = outer;
          budget.leave();
          return text;
        });
  }

  private void with(Stmt.With with, Scope scope) {
    Scope inner = scope.inner();
    for (int i = 0; i < with.goals().size(); i++) {
      assign(with.goals().get(i), evaluator.evaluate(with.values().get(i), scope), inner);
    }
    run(with.body(), inner);
  }

  private Callable macro(Stmt.Macro macro, Scope scope) {
    return (same, arguments) -> {
      budget.enter();
      Scope inner = scope.inner();
      bind(macro, arguments, inner);
      String text = captured(macro.body(), inner);
      budget.leave();
      return text;
    };
  }

  /// Values for all parameters; what is left over becomes `varargs`, `kwargs` and `caller`.
  private void bind(Stmt.Macro macro, Arguments arguments, Scope inner) {
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    int count = macro.parameters().size();
    for (int i = 0; i < count; i++) {
      Stmt.Parameter parameter = macro.parameters().get(i);
      Object value = named.remove(parameter.name());
      if (i < arguments.positional().size()) {
        value = arguments.positional().get(i);
      } else if (value == null) {
        value =
            parameter.preset().isPresent()
                ? evaluator.evaluate(parameter.preset().get(), inner)
                : new Undefined(parameter.name());
      }
      inner.set(parameter.name(), value);
    }
    if ((arguments.positional().size() > count && !macro.takesMore())
        || (named.keySet().stream().anyMatch(n -> !n.equals("caller")) && !macro.takesNames())) {
      throw new TemplateFault("the macro '" + macro.name() + "' does not take these values");
    }
    Object caller = named.remove("caller");
    inner.set("caller", caller == null ? new Undefined("caller") : caller);
    List<Object> given = arguments.positional();
    inner.set("varargs", new Tuple(given.subList(Math.min(count, given.size()), given.size())));
    inner.set("kwargs", new LinkedHashMap<Object, Object>(named));
  }

  private void callBlock(Stmt.CallBlock block, Scope scope) {
    Expr.Call call = block.call();
    Object function = evaluator.evaluate(call.function(), scope);
    Arguments arguments = evaluator.arguments(call.arguments(), scope);
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    named.put("caller", macro(block.caller(), scope));
    if (!(function instanceof Callable callable)) {
      throw new TemplateFault("only macros can be called with a body").atLine(call.line());
    }
    write(
        Printer.text(budget, callable.call(budget, new Arguments(arguments.positional(), named))));
  }
}
