package dev.unmask.text;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/// Whether the tokenizer of a folder puts the beginning-of-sequence token before every plain text,
/// as its authors' own code does: `add_bos_token` of `tokenizer_config.json` says so, else the
/// template of `tokenizer.json`'s post-processor (LLaMA 3). GPT-2 and Qwen do neither.
final class BeginningRule {
  private BeginningRule() {}

  /// @throws dev.unmask.problem.Problem TOKENIZER if a file is malformed
  static boolean begins(Path folder) {
    Path config = folder.resolve(TokenizerSettings.CONFIG);
    if (Files.exists(config)) {
      JsonNode said = Json.object(config, TokenizerSettings.CONFIG_LIMIT).path("add_bos_token");
      if (said.isBoolean()) {
        return said.booleanValue();
      }
    }
    Path file = folder.resolve(TokenizerJson.NAME);
    return Files.exists(file)
        && begins(
            Json.object(file, TokenizerJson.LIMIT).path("post_processor"),
            TokenizerSettings.read(folder).texts().getOrDefault(SpecialRole.BOS, ""));
  }

  private static boolean begins(JsonNode processor, String bos) {
    for (JsonNode part : processor.path("processors")) {
      if (begins(part, bos)) {
        return true;
      }
    }
    String first = processor.path("single").path(0).path("SpecialToken").path("id").asString("");
    return !first.isEmpty() && first.equals(bos);
  }
}
