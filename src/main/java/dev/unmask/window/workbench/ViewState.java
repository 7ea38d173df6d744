package dev.unmask.window.workbench;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/// Where the user was in a session, as the session keeps it.
///
/// @param run the run looked at, 0 for the draft
/// @param step of it
/// @param position of the cursor, -1 for none
/// @param prompt what was typed
/// @param settings texts of the form that differ from the defaults, by parameter name
@JsonIgnoreProperties(ignoreUnknown = true)
record ViewState(long run, int step, int position, String prompt, Map<String, String> settings) {
  /// The name under which a session keeps it.
  static final String NAME = "window";

  ViewState {
    prompt = prompt == null ? "" : prompt;
    settings = settings == null ? Map.of() : Map.copyOf(settings);
  }
}
