package dev.unmask.train;

import dev.unmask.checkpoint.Config;
import dev.unmask.network.Blueprint;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The configuration of a trained model: that of its start, with the type that its weights are
/// stored in, and a word if it predicts the masked positions themselves rather than those behind.
final class StoredConfig {
  private static final JsonMapper JSON = new JsonMapper();

  private StoredConfig() {}

  static String of(Config start, Objective objective, String type) {
    ObjectNode config = (ObjectNode) JSON.readTree(start.json());
    config.put("torch_dtype", type);
    if (objective instanceof Objective.MaskedDiffusion d) {
      config.remove(Blueprint.SHIFTED);
      if (!d.shift()) {
        config.put(Blueprint.SHIFTED, false);
      }
    }
    return config.toPrettyString() + "\n";
  }
}
