package dev.unmask.cli;

import java.util.Collection;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One JSON object, built key by key, for `--json`.
final class JsonText {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final ObjectNode node = MAPPER.createObjectNode();

  JsonText put(String key, String value) {
    node.put(key, value);
    return this;
  }

  JsonText put(String key, long value) {
    node.put(key, value);
    return this;
  }

  JsonText put(String key, double value) {
    node.put(key, value);
    return this;
  }

  JsonText put(String key, boolean value) {
    node.put(key, value);
    return this;
  }

  JsonText put(String key, int[] values) {
    ArrayNode array = node.putArray(key);
    for (int v : values) {
      array.add(v);
    }
    return this;
  }

  JsonText put(String key, JsonText object) {
    node.set(key, object.node);
    return this;
  }

  JsonText put(String key, Collection<JsonText> objects) {
    ArrayNode array = node.putArray(key);
    objects.forEach(o -> array.add(o.node));
    return this;
  }

  String text() {
    return MAPPER.writeValueAsString(node);
  }
}
