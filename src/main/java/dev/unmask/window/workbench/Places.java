package dev.unmask.window.workbench;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// [ViewState] as JSON. One that cannot be read is as good as none.
final class Places {
  private final JsonMapper json = new JsonMapper();

  String write(ViewState state) {
    return json.writeValueAsString(state);
  }

  Optional<ViewState> read(String text) {
    try {
      return Optional.of(json.readValue(text, ViewState.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
