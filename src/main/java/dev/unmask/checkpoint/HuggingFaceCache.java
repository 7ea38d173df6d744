package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The folder in which Hugging Face's tools keep what they downloaded. Read only, and never asked
/// over the network.
///
/// @param hub the folder that holds `models--ORG--NAME`
/// @see "huggingface_hub, Understand caching"
public record HuggingFaceCache(Path hub) {
  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}");
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final int LONGEST_REF = 128;

  /// Where the cache is by the rules of those tools: `HF_HUB_CACHE`, else `hub` in `HF_HOME`, which
  /// is `huggingface` in `XDG_CACHE_HOME`, which is `.cache` in the home folder.
  ///
  /// @param environment variables by name
  /// @param home the user's home folder
  public static HuggingFaceCache of(Map<String, String> environment, Path home) {
    String hub = environment.getOrDefault("HF_HUB_CACHE", "");
    if (!hub.isEmpty()) {
      return new HuggingFaceCache(Path.of(hub));
    }
    String own = environment.getOrDefault("HF_HOME", "");
    if (!own.isEmpty()) {
      return new HuggingFaceCache(Path.of(own).resolve("hub"));
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path cache = xdg.isEmpty() ? home.resolve(".cache") : Path.of(xdg);
    return new HuggingFaceCache(cache.resolve("huggingface").resolve("hub"));
  }

  /// Whether a text has the form of a repository id, `organisation/name` or
  /// `organisation/name@revision`.
  public static boolean isRepository(String text) {
    int at = text.indexOf('@');
    return REPOSITORY.matcher(at < 0 ? text : text.substring(0, at)).matches()
        && (at < 0 || REVISION.matcher(text.substring(at + 1)).matches());
  }

  /// The snapshot of a repository, if it was downloaded.
  ///
  /// @param repository as for [#isRepository]; without a revision the branch `main`
  /// @throws Problem if the cache is broken
  public Optional<Path> snapshot(String repository) {
    if (!isRepository(repository)) {
      throw new IllegalArgumentException("repository " + repository);
    }
    int at = repository.indexOf('@');
    String id = at < 0 ? repository : repository.substring(0, at);
    String revision = at < 0 ? "main" : repository.substring(at + 1);
    Path folder = hub.resolve("models--" + id.replace("/", "--"));
    String commit = COMMIT.matcher(revision).matches() ? revision : commit(folder, revision);
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    Path snapshot = folder.resolve("snapshots").resolve(commit);
    return Files.isDirectory(snapshot) ? Optional.of(snapshot) : Optional.empty();
  }

  /// The id of the repository that a snapshot in some cache is of.
  ///
  /// @param snapshot a path such as `…/models--ORG--NAME/snapshots/COMMIT`
  static Optional<String> repository(Path snapshot) {
    int names = snapshot.getNameCount();
    boolean placed = names >= 3 && snapshot.getName(names - 2).toString().equals("snapshots");
    String folder = placed ? snapshot.getName(names - 3).toString() : "";
    String id = folder.replaceFirst("^models--", "").replaceFirst("--", "/");
    return folder.startsWith("models--") && isRepository(id) ? Optional.of(id) : Optional.empty();
  }

  private static String commit(Path folder, String revision) {
    Path refs = folder.resolve("refs");
    Path ref = refs.resolve(revision).normalize();
    if (!ref.startsWith(refs) || !Files.isRegularFile(ref)) {
      return "";
    }
    try {
      String commit = Files.size(ref) > LONGEST_REF ? "" : Files.readString(ref).strip();
      if (!COMMIT.matcher(commit).matches()) {
        throw new Problem(
            Code.READ,
            "The Hugging Face cache is broken: refs/" + revision + " holds no commit.",
            "Download the model again.");
      }
      return commit;
    } catch (IOException e) {
      throw Words.unreadable(ref, e);
    }
  }
}
