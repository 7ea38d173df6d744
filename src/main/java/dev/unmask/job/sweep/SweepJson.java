package dev.unmask.job.sweep;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Specs of sweeps, and the scores of their rows, as JSON texts.
public final class SweepJson {
  private final JsonMapper mapper =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /// A spec on one line; equal specs have equal texts.
  public String write(SweepSpec spec) {
    return mapper.writeValueAsString(spec);
  }

  /// @throws Problem SESSION if it is none
  public SweepSpec read(String json) {
    try {
      return Objects.requireNonNull(mapper.readValue(json, SweepSpec.class));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw unreadable("A stored sweep cannot be read.", e);
    }
  }

  private static Problem unreadable(String sentence, RuntimeException e) {
    return new Problem(
        Code.SESSION, sentence, "The other contents of the session are not affected.", e);
  }

  /// Numbers by name.
  public String scores(Map<String, Double> scores) {
    return mapper.writeValueAsString(scores);
  }

  /// The reverse of [#scores(Map)].
  ///
  /// @throws Problem SESSION if they are none
  public Map<String, Double> scores(String json) {
    try {
      Map<String, Double> scores =
          mapper.readValue(
              json,
              mapper
                  .getTypeFactory()
                  .constructMapType(java.util.LinkedHashMap.class, String.class, Double.class));
      scores.values().forEach(Objects::requireNonNull);
      return scores;
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw unreadable("The scores of a stored result cannot be read.", e);
    }
  }
}
