package dev.unmask.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/// Specs as JSON. Fields that this version does not know survive reading and writing, at any depth.
public final class SpecJson {
  private static final String UNKNOWN = "unknown";

  private final JsonMapper mapper =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .addModule(valuesModule())
          .build();

  /// The spec as a JSON object on one line.
  public String write(DenoiseSpec spec) {
    ObjectNode tree = known(spec);
    addMissing(tree, (ObjectNode) mapper.readTree(spec.unknown()));
    return tree.toString();
  }

  /// The spec that a JSON object holds.
  ///
  /// @throws Problem SESSION if it is not one
  public DenoiseSpec read(String json) {
    try {
      if (!(mapper.readTree(json) instanceof ObjectNode tree)) {
        throw malformed("it is not a JSON object", null);
      }
      tree.remove(UNKNOWN);
      DenoiseSpec bare = mapper.treeToValue(tree, DenoiseSpec.class);
      if (bare.model() == null
          || bare.texts() == null
          || bare.settings() == null
          || bare.canvas() == null
          || bare.suppressed() == null) {
        throw malformed("a part is missing", null);
      }
      removePresent(tree, known(bare));
      return new DenoiseSpec(
          bare.version(),
          bare.model(),
          bare.texts(),
          bare.settings(),
          bare.canvas(),
          bare.suppressed(),
          tree.toString());
    } catch (JacksonException e) {
      // What the reader of JSON says is for programmers; what a refused value says is for people.
      throw malformed(
          e.getCause() instanceof Problem p
              ? p.sentence().replaceFirst("[.]$", "")
              : "it is not what Unmask writes",
          e);
    }
  }

  private static Problem malformed(String why, @org.jspecify.annotations.Nullable Throwable cause) {
    return new Problem(
        Code.SESSION,
        "A stored run specification cannot be read: " + why + ".",
        "The other runs of the session are not affected.",
        cause);
  }

  private ObjectNode known(DenoiseSpec spec) {
    ObjectNode tree = mapper.valueToTree(spec);
    tree.remove(UNKNOWN);
    return tree;
  }

  private static void addMissing(ObjectNode into, ObjectNode from) {
    for (var entry : from.properties()) {
      JsonNode mine = into.get(entry.getKey());
      if (mine == null) {
        into.set(entry.getKey(), entry.getValue());
      } else if (mine instanceof ObjectNode a && entry.getValue() instanceof ObjectNode b) {
        addMissing(a, b);
      }
    }
  }

  private static void removePresent(ObjectNode from, ObjectNode known) {
    for (var entry : known.properties()) {
      JsonNode node = from.get(entry.getKey());
      if (node instanceof ObjectNode a && entry.getValue() instanceof ObjectNode b) {
        removePresent(a, b);
        if (a.isEmpty()) {
          from.remove(entry.getKey());
        }
      } else {
        from.remove(entry.getKey());
      }
    }
  }

  private static SimpleModule valuesModule() {
    return new SimpleModule()
        .addSerializer(
            Values.class,
            new ValueSerializer<Values>() {
              @Override
              public void serialize(Values v, JsonGenerator out, SerializationContext context) {
                out.writePOJO(v.toJson());
              }
            })
        .addDeserializer(
            Values.class,
            new ValueDeserializer<Values>() {
              @Override
              public Values deserialize(JsonParser in, DeserializationContext context) {
                ObjectNode json = in.readValueAsTree();
                if (!json.has(SamplerParameters.CACHE.name())) {
                  // Before there was a choice, every step asked the network.
                  json.put(SamplerParameters.CACHE.name(), "none");
                }
                return Values.fromJson(DenoiseParameters.defaults(), json);
              }
            });
  }
}
