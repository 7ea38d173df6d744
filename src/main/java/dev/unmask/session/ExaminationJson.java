package dev.unmask.session;

import dev.unmask.job.Examination;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Examinations as JSON, one line each: in the session and in the folder of a training.
final class ExaminationJson {
  private final JsonMapper mapper =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  String write(Examination examination) {
    return mapper.writeValueAsString(examination);
  }

  /// @throws Problem SESSION if it is none
  Examination read(String json) {
    try {
      return Objects.requireNonNull(mapper.readValue(json, Examination.class));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new Problem(
          Code.SESSION,
          "A stored examination cannot be read.",
          "The steps of its training are not affected.",
          e);
    }
  }
}
