package dev.unmask.session;

import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.ModelCard;
import dev.unmask.job.SpecJson;
import dev.unmask.job.WriteSpec;
import dev.unmask.job.WriteSpecJson;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The JSON texts in a session file.
final class StoredJson {
  private final SpecJson specs = new SpecJson();
  private final WriteSpecJson writings = new WriteSpecJson();
  private final JsonMapper mapper =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  String spec(DenoiseSpec spec) {
    return specs.write(spec);
  }

  DenoiseSpec spec(String json) {
    return specs.read(json);
  }

  String spec(WriteSpec spec) {
    return writings.write(spec);
  }

  WriteSpec writing(String json) {
    return writings.read(json);
  }

  String card(ModelCard card) {
    return mapper.writeValueAsString(card);
  }

  ModelCard card(String json) {
    try {
      return Objects.requireNonNull(mapper.readValue(json, ModelCard.class));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new Problem(
          Code.SESSION,
          "The card of a model in the session cannot be read.",
          "Runs of other models are not affected.",
          e);
    }
  }
}
