package dev.unmask.window.settings;

import dev.unmask.problem.Problem;
import dev.unmask.session.state.AppFolders;
import dev.unmask.session.state.StateFile;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Reads and writes [WindowMemory] as JSON in the state folder. Nothing here is worth a refusal: a
/// file that cannot be read is as good as none, and says so in the log.
public final class MemoryFile {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryFile.class);

  private final StateFile file;
  private final JsonMapper json = new JsonMapper();

  public MemoryFile(AppFolders folders) {
    file = new StateFile(folders.state().resolve("window.json"));
  }

  /// What was remembered; empty at the first start.
  public Optional<WindowMemory> read() {
    try {
      return file.read().map(text -> json.readValue(text, WindowMemory.class));
    } catch (Problem | JacksonException e) {
      LOG.warn("The window's state is not used: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /// Remembers.
  public void write(WindowMemory memory) {
    try {
      file.write(json.writerWithDefaultPrettyPrinter().writeValueAsString(memory));
    } catch (Problem | JacksonException e) {
      LOG.warn("The window's state is not remembered: {}", e.getMessage());
    }
  }
}
