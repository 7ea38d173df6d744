package dev.unmask.train;

import dev.unmask.checkpoint.Config;
import dev.unmask.network.Blueprint;
import dev.unmask.network.ModelText;
import dev.unmask.text.InfillTokens;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The configuration of a trained model: that of its start, with the type that its weights are
/// stored in, a word if it predicts the masked positions themselves rather than those behind, and
/// the tokens by which it fills in.
final class StoredConfig {
  private static final JsonMapper JSON = new JsonMapper();

  private StoredConfig() {}

  /// @param infill the tokens with which it was taught to fill in, if it was
  static String of(Config start, Objective objective, String type, Optional<InfillTokens> infill) {
    ObjectNode config = (ObjectNode) JSON.readTree(start.json());
    config.put("torch_dtype", type);
    if (objective instanceof Objective.MaskedDiffusion d) {
      config.remove(Blueprint.SHIFTED);
      if (!d.shift()) {
        config.put(Blueprint.SHIFTED, false);
      }
    }
    infill.ifPresent(
        tokens -> {
          config.put(ModelText.PREFIX, tokens.prefix());
          config.put(ModelText.SUFFIX, tokens.suffix());
          config.put(ModelText.MIDDLE, tokens.middle());
        });
    return config.toPrettyString() + "\n";
  }
}
