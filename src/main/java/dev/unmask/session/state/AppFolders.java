package dev.unmask.session.state;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where this user's files of Unmask lie.
///
/// On Linux the XDG base directories; a value that is not an absolute path is ignored, as the
/// specification asks. On Windows `%LOCALAPPDATA%`, on macOS `~/Library`.
///
/// @param state what is remembered between starts: layout, unsaved sessions
/// @param logs logs
public record AppFolders(Path state, Path logs) {
  private static final String NAME = "unmask";

  /// The folders of the user who runs this process; `-Dunmask.state=` names another state folder.
  public static AppFolders ofThisUser() {
    String told = System.getProperty("unmask.state");
    if (told != null) {
      Path state = Path.of(told).toAbsolutePath().normalize();
      return new AppFolders(state, state.resolve("logs"));
    }
    return of(
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home")),
        System.getenv());
  }

  /// @param system as `os.name` says
  /// @param home the user's home folder
  /// @param environment of the process
  static AppFolders of(String system, Path home, Map<String, String> environment) {
    String os = system.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      Path local =
          absolute(environment.get("LOCALAPPDATA"), home.resolve("AppData").resolve("Local"));
      Path own = local.resolve("Unmask");
      return new AppFolders(own, own.resolve("logs"));
    }
    if (os.startsWith("mac")) {
      Path library = home.resolve("Library");
      return new AppFolders(
          library.resolve("Application Support").resolve("Unmask"),
          library.resolve("Logs").resolve("Unmask"));
    }
    Path state =
        absolute(environment.get("XDG_STATE_HOME"), home.resolve(".local").resolve("state"))
            .resolve(NAME);
    return new AppFolders(state, state.resolve("logs"));
  }

  private static Path absolute(@Nullable String told, Path otherwise) {
    if (told == null || told.isEmpty()) {
      return otherwise;
    }
    Path path = Path.of(told);
    return path.isAbsolute() ? path : otherwise;
  }
}
