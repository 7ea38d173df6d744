package dev.unmask.train;

import dev.unmask.checkpoint.Config;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The configuration of a trained model: that of its start, with the type that its weights are
/// stored in.
final class StoredConfig {
  private static final JsonMapper JSON = new JsonMapper();

  private StoredConfig() {}

  static String of(Config start, String type) {
    ObjectNode config = (ObjectNode) JSON.readTree(start.json());
    config.put("torch_dtype", type);
    return config.toPrettyString() + "\n";
  }
}
