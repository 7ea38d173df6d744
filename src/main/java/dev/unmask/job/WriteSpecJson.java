package dev.unmask.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Specs of writing as JSON. Fields that this version does not know survive reading and writing.
public final class WriteSpecJson {
  private static final List<String> KNOWN =
      List.of("version", "model", "prompt", "settings", "ids");

  private final JsonMapper mapper =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  /// The spec as a JSON object on one line.
  public String write(WriteSpec spec) {
    ObjectNode tree = mapper.createObjectNode();
    tree.put("version", spec.version());
    tree.set("model", mapper.valueToTree(spec.model()));
    tree.put("prompt", spec.prompt());
    tree.set("settings", spec.settings().toJson());
    tree.set("ids", mapper.valueToTree(spec.ids()));
    mapper.readTree(spec.unknown()).properties().forEach(e -> tree.set(e.getKey(), e.getValue()));
    return tree.toString();
  }

  /// The spec that a JSON object holds.
  ///
  /// @throws Problem SESSION if it is not one
  public WriteSpec read(String json) {
    try {
      if (!(mapper.readTree(json) instanceof ObjectNode tree)) {
        throw malformed("it is not a JSON object", null);
      }
      for (String key : KNOWN) {
        if (!tree.hasNonNull(key)) {
          throw malformed("a part is missing", null);
        }
      }
      if (!(tree.get("settings") instanceof ObjectNode settings)) {
        throw malformed("its settings are no object", null);
      }
      JsonNode model = tree.get("model");
      WriteSpec spec =
          new WriteSpec(
              tree.get("version").asInt(),
              mapper.treeToValue(model, ModelReference.class),
              tree.get("prompt").asString(),
              Values.fromJson(GenerateParameters.defaults(), settings),
              mapper.treeToValue(tree.get("ids"), int[].class),
              "{}");
      tree.remove(KNOWN);
      return new WriteSpec(
          spec.version(),
          spec.model(),
          spec.prompt(),
          spec.settings(),
          spec.ids(),
          tree.toString());
    } catch (JacksonException e) {
      throw malformed(e.getOriginalMessage(), e);
    }
  }

  private static Problem malformed(String why, @Nullable Throwable cause) {
    return new Problem(
        Code.SESSION,
        "The stored specification of a text cannot be read: " + why + ".",
        "The other runs of the session are not affected.",
        cause);
  }
}
