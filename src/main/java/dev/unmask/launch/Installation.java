package dev.unmask.launch;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/// Where this Unmask lies on disk, with the models and sessions that came with it.
///
/// The starter says so (`-Dunmask.home=`: the scripts of a checkout, or an installed program's own
/// configuration). Without it, as when an editor starts the program, the nearest folder above the
/// program's code that holds `models` is meant.
///
/// @param home the folder that holds `models` and `sessions`; it need not exist until it is asked
public record Installation(Path home) {
  private static final String PROPERTY = "unmask.home";
  private static final String DEFAULT_MODEL = "wordmath-diffullama";

  /// The installation that this process runs from.
  public static Installation find() {
    return find(System.getProperty(PROPERTY), code());
  }

  /// @param told what the starter said, or null
  /// @param code the folder or archive that the program's classes come from
  static Installation find(@Nullable String told, Path code) {
    if (told != null) {
      return new Installation(Path.of(told).toAbsolutePath().normalize());
    }
    for (Path folder = code; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("models"))) {
        return new Installation(folder);
      }
    }
    return new Installation(code);
  }

  /// The folder of bundled models: one Hugging Face-shaped folder each.
  ///
  /// @throws Problem if it is not there
  public Path models() {
    return bundled("models");
  }

  /// The folder of the model that Unmask begins with.
  ///
  /// @throws Problem if there are no bundled models
  public Path defaultModel() {
    return models().resolve(DEFAULT_MODEL);
  }

  /// The folder of bundled sessions.
  ///
  /// @throws Problem if it is not there
  public Path sessions() {
    return bundled("sessions");
  }

  private Path bundled(String name) {
    Path folder = home.resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new Problem(
          Code.NOT_FOUND,
          "Unmask's own " + name + " are not in " + home + ".",
          "Start it with ./unmask or from its installation, or set -D"
              + PROPERTY
              + "= to the folder that holds "
              + name
              + ".");
    }
    return folder;
  }

  private static Path code() {
    CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Path.of("").toAbsolutePath() : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The class loader gave an address that is none.", e);
    }
  }
}
