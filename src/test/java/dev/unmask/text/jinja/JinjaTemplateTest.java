package dev.unmask.text.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Renders what Python's jinja2 rendered; `record.py` beside the recordings says how.
class JinjaTemplateTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-03-09T13:05:07Z"), ZoneOffset.UTC);

  @TestFactory
  List<DynamicTest> publishedTemplates() throws IOException {
    JsonNode root = json("conversations.json");
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode recorded : root.path("cases")) {
      String template = recorded.path("template").asString();
      String conversation = recorded.path("conversation").asString();
      Map<String, Object> variables = new HashMap<>(map(root.path("context")));
      variables.putAll(map(root.path("conversations").path(conversation)));
      tests.add(
          dynamicTest(
              template + " " + conversation, () -> check(text(template), variables, recorded)));
    }
    assertTrue(tests.size() >= 90, "recorded: " + tests.size());
    return tests;
  }

  @TestFactory
  List<DynamicTest> expressions() throws IOException {
    JsonNode root = json("expressions.json");
    Map<String, Object> variables = map(root.path("context"));
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode recorded : root.path("cases")) {
      String source = recorded.path("source").asString();
      tests.add(dynamicTest(source, () -> check(source, variables, recorded)));
    }
    assertTrue(tests.size() >= 90, "recorded: " + tests.size());
    return tests;
  }

  private static void check(String source, Map<String, Object> variables, JsonNode recorded) {
    if (recorded.has("text")) {
      String rendered = JinjaTemplate.parse(source).render(variables, CLOCK);
      assertEquals(recorded.path("text").asString(), rendered);
      return;
    }
    TemplateFault fault =
        assertThrows(
            TemplateFault.class, () -> JinjaTemplate.parse(source).render(variables, CLOCK));
    assertEquals(recorded.path("raised").asBoolean(), fault.raised(), fault.getMessage());
    if (fault.raised()) {
      assertEquals(recorded.path("error").asString(), fault.getMessage());
    }
  }

  private static JsonNode json(String name) throws IOException {
    return new JsonMapper().readTree(text(name));
  }

  private static String text(String name) throws IOException {
    String path = "/templates/" + name;
    try (InputStream in = JinjaTemplateTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, Object> map(JsonNode node) {
    Map<String, Object> map = new HashMap<>();
    Map<?, ?> plain = new JsonMapper().convertValue(node, Map.class);
    plain.forEach((key, value) -> map.put(String.valueOf(key), value));
    return map;
  }
}
