package dev.unmask.session.state;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Sessions that the user has not named yet. They lie in the state folder and are written like any
/// other, so that nothing is lost when the program ends without a word.
///
/// @param folder where they lie
public record UnsavedSessions(Path folder) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm.ss", Locale.ROOT);

  /// The unsaved sessions of a user.
  public static UnsavedSessions of(AppFolders folders) {
    return new UnsavedSessions(folders.state().resolve("sessions"));
  }

  /// A new, empty one.
  ///
  /// @throws Problem WRITE if it cannot be made
  public Session create() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new Problem(
          Code.WRITE,
          "The folder " + folder + " for unsaved sessions cannot be made.",
          "Check the disk and the permissions.",
          e);
    }
    String stamp = LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
    Path file = folder.resolve(stamp + ".unmask");
    for (int n = 2; Files.exists(file); n++) {
      file = folder.resolve(stamp + " " + n + ".unmask");
    }
    return Session.create(file);
  }

  /// Whether a file is one of them.
  public boolean holds(Path file) {
    return file.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize());
  }

  /// All of them, newest first.
  public List<Path> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().endsWith(".unmask"))
          .sorted(Comparator.comparing((Path f) -> f.getFileName().toString()).reversed())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /// Removes one that holds nothing or has been saved under a name. Anything else is left alone.
  ///
  /// @param file a closed session of this folder
  public void remove(Path file) {
    if (!holds(file)) {
      throw new IllegalArgumentException(file + " is not an unsaved session");
    }
    try {
      for (String end : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
      }
    } catch (IOException e) {
      // It stays and takes a little room; it is offered again at the next start.
    }
  }
}
