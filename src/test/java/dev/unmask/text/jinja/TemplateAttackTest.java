package dev.unmask.text.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Templates that want more than to print: all are refused, soon and within a small stack.
class TemplateAttackTest {
  private static final Map<String, Object> VARIABLES =
      Map.of("messages", List.of(Map.of("role", "user", "content", "hi")), "s", "text");

  private static String render(String source) {
    return JinjaTemplate.parse(source).render(VARIABLES, Clock.systemUTC());
  }

  /// Nothing of Java can be named: what does not exist in Python's texts and lists is undefined.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''.getClass() }}",
        "{{ ''.class.forName('java.lang.Runtime') }}",
        "{{ messages.getClass() }}",
        "{{ messages.stream() }}",
        "{{ s.getBytes() }}",
        "{{ s.__class__.__mro__ }}",
        "{{ ''['__class__']['__base__'] }}",
        "{{ ____int3rpr3t3r____.config }}",
        "{{ ____int3rpr3t3r____() }}",
        "{{ s | attr('getClass')() }}",
        "{{ messages | map(attribute='class.name') | first.x }}",
        "{{ range.__globals__.x }}",
        "{{ loop.items.x }}",
        "{{ raise_exception.__globals__.x }}",
        "{{ messages[0].getOrDefault('x', 1) }}",
        "{{ namespace(a=1).a.toString() }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__ }}",
        "{{ lipsum() }}",
        "{{ request.x }}"
      })
  void reachesNothingOfJava(String source) {
    assertThrows(TemplateFault.class, () -> render(source));
  }

  @Test
  void namesOfJavaAreUndefined() {
    assertEquals("|", render("{{ ____int3rpr3t3r____ }}|{{ s.getClass }}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% include '/etc/passwd' %}",
        "{% import 'x' as x %}",
        "{% from 'x' import y %}",
        "{% extends 'base' %}",
        "{% block a %}{% endblock %}",
        "{% include s ignore missing %}"
      })
  void usesNoOtherFile(String source) {
    TemplateFault fault = assertThrows(TemplateFault.class, () -> render(source));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.contains("other files"), message);
  }

  static List<String> greedy() {
    String nested = "{% for a in range(1000) %}".repeat(5) + "x" + "{% endfor %}".repeat(5);
    String doubling = "{% set ns = namespace(s='ab') %}{% for i in range(60) %}";
    return List.of(
        nested,
        "{% for i in range(100000000) %}x{% endfor %}",
        "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
        "{{ 'a' * 100000000000 }}",
        "{{ 'a' * 9223372036854775807 }}",
        "{{ [0] * 1000000000 }}",
        "{{ [[0] * 10000] * 1000000 }}",
        doubling + "{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}",
        doubling + "{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        doubling + "{% set ns.s = ns.s.replace('a', 'aaaa') %}{% endfor %}",
        doubling + "{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s }}",
        doubling + "{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s == ns.s }}{{ ns.s | tojson }}",
        doubling + "{% set ns.s = ns.s.join([ns.s, ns.s]) %}{% endfor %}",
        "{% set ns = namespace(a=[]) %}{% for i in range(90000) %}{% set ns.a = [ns.a] %}{% endfor"
            + " %}{{ ns.a }}",
        "{% set ns = namespace(a=[]) %}{% for i in range(90000) %}{% set ns.a = [ns.a] %}{% endfor"
            + " %}{{ ns.a | tojson(indent=1) }}",
        "{{ 2 ** 10000000000 }}",
        "{{ 10 ** 400 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '%999999999999d' % 1 }}",
        "{{ s | center(2000000000) }}",
        "{{ s | indent(2000000000, true) }}",
        "{{ {'a': 1} | tojson(indent=2000000000) }}",
        "{{ [1] | batch(1000000000, 0) | list | string | length }}",
        "{{ (range(100000) | list) | unique | list | length }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(n) %}{{ m(n + 1) ~ m(n + 1) }}{% endmacro %}{{ m(0) }}",
        "{% macro m() %}{% call m() %}{% endcall %}{% endmacro %}{{ m() }}",
        "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + " }}",
        "{{ " + "[".repeat(50_000) + " }}",
        "{{ " + "not ".repeat(60_000) + "}}",
        "{{ " + "-".repeat(50_000) + "1 }}",
        "{{ 1" + " + 1".repeat(50_000) + " }}",
        "{{ s" + ".x".repeat(50_000) + " }}",
        "{{ s" + "|upper".repeat(50_000) + " }}",
        "{{ s" + " if s else s".repeat(15_000) + " }}",
        "{% if s %}".repeat(20_000),
        "{{ " + "9".repeat(200_000) + " }}",
        "{{ " + "1_".repeat(80_000) + " }}",
        "{{ '" + "\\x4".repeat(10) + "' }}",
        "{{ \"" + "a".repeat(200_000),
        "{#" + " ".repeat(250_000),
        "{% raw %}" + "{% ".repeat(80_000),
        "{{ '" + "a".repeat(2_000_000) + "' }}");
  }

  @ParameterizedTest
  @MethodSource("greedy")
  void wantsTooMuch(String source) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicLong nanoseconds = new AtomicLong();
    // Half of the usual stack: no nesting that is allowed may come near its end.
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                render(source);
              } catch (Throwable e) {
                thrown.set(e);
              }
              // Of this thread alone: other work on the machine does not count.
              nanoseconds.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
            },
            "template",
            512 << 10);
    thread.start();
    thread.join(Duration.ofSeconds(20));
    assertFalse(thread.isAlive(), "still running");
    assertTrue(thrown.get() instanceof TemplateFault, "thrown: " + thrown.get());
    assertTrue(nanoseconds.get() < 1_000_000_000, "took " + nanoseconds.get() + " ns");
  }

  @Test
  void onlyPlainValuesEnter() {
    JinjaTemplate template = JinjaTemplate.parse("{{ x }}");
    Map<String, Object> file = Map.of("x", new java.io.File("/"));
    assertThrows(IllegalArgumentException.class, () -> template.render(file, Clock.systemUTC()));
  }

  @Test
  void theInputStaysAsItWas() {
    assertThrows(TemplateFault.class, () -> render("{{ messages.append(1) }}"));
    assertThrows(TemplateFault.class, () -> render("{{ messages[0].update({'role': 'x'}) }}"));
    assertThrows(TemplateFault.class, () -> render("{% set messages.x = 1 %}"));
  }
}
