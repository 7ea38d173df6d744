package dev.unmask.text.jinja;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A parsed template, ready to be rendered again and again. Safe for use by several threads.
public final class JinjaTemplate {
  private static final int LONGEST_SOURCE = 1 << 18;

  private final List<Stmt> template;

  private JinjaTemplate(List<Stmt> template) {
    this.template = template;
  }

  /// @throws TemplateFault if the source is too long, is not a template or uses other files
  public static JinjaTemplate parse(String source) {
    if (source.length() > LONGEST_SOURCE) {
      throw new TemplateFault("the template is longer than 256 KB");
    }
    try {
      return new JinjaTemplate(StatementParser.parse(source));
    } catch (StackOverflowError e) {
      throw tooDeep();
    }
  }

  /// @param variables plain values: texts, numbers, truth values, lists, maps, null
  /// @param clock what `strftime_now` reads
  /// @return the rendered text
  /// @throws TemplateFault if the template fails, refuses its input or exceeds a limit
  /// @throws IllegalArgumentException if a variable is no plain value
  public String render(Map<String, ?> variables, Clock clock) {
    Map<String, Object> values = new HashMap<>(Globals.functions(clock));
    variables.forEach((name, value) -> values.put(name, Values.of(value)));
    try {
      // A scope of its own: what the template sets does not touch the given variables.
      return new Renderer(new Budget()).render(template, new Scope(values).inner());
    } catch (StackOverflowError e) {
      throw tooDeep();
    }
  }

  /// The limits on depth keep well away from the end of a usual stack; the caller's may be short.
  private static TemplateFault tooDeep() {
    return new TemplateFault("the template is nested too deeply");
  }
}
