package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceCacheTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  @TempDir Path home;

  @Test
  void followsTheVariablesInTheirOrder() {
    assertEquals(
        Path.of("/a"),
        HuggingFaceCache.of(Map.of("HF_HUB_CACHE", "/a", "HF_HOME", "/b"), home).hub());
    assertEquals(Path.of("/b/hub"), HuggingFaceCache.of(Map.of("HF_HOME", "/b"), home).hub());
    assertEquals(
        Path.of("/x/huggingface/hub"),
        HuggingFaceCache.of(Map.of("XDG_CACHE_HOME", "/x"), home).hub());
    assertEquals(home.resolve(".cache/huggingface/hub"), HuggingFaceCache.of(Map.of(), home).hub());
  }

  @Test
  void opensADownloadedModelWhoseFilesAreLinksToBlobs() throws Exception {
    HuggingFaceCache cache = new HuggingFaceCache(home);
    Path repository = home.resolve("models--diffusionfamily--diffugpt-s");
    Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
    Path blobs = Files.createDirectories(repository.resolve("blobs"));
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), COMMIT);
    Path golden = Path.of("src/test/golden/diffugpt-tiny");
    for (String name : new String[] {"config.json", "model.safetensors"}) {
      Files.copy(golden.resolve(name), blobs.resolve(name + "-hash"));
      Files.createSymbolicLink(
          snapshot.resolve(name), Path.of("../../blobs").resolve(name + "-hash"));
    }
    ModelLocation location = new ModelLocation(cache);
    assertEquals(snapshot, location.find("diffusionfamily/diffugpt-s"));
    assertEquals(snapshot, location.find("diffusionfamily/diffugpt-s@main"));
    assertEquals(snapshot, location.find("diffusionfamily/diffugpt-s@" + COMMIT));
    CheckpointFolder folder = CheckpointFolder.open(snapshot);
    assertEquals(CheckpointFolder.open(golden).tensors().keySet(), folder.tensors().keySet());
  }

  @Test
  void saysWhereItLookedAndNeverLeavesTheCache() throws Exception {
    HuggingFaceCache cache = new HuggingFaceCache(home);
    assertEquals(Optional.empty(), cache.snapshot("nobody/nothing"));
    Problem p = assertThrows(Problem.class, () -> new ModelLocation(cache).find("nobody/nothing"));
    assertEquals(Code.NOT_FOUND, p.code());
    assertTrue(p.sentence().contains(home.toString()), p.sentence());
    for (String bad : new String[] {"../x/y", "a/b/c", "a", "/etc/passwd", "a/b@../../c", "a/.."}) {
      assertFalse(HuggingFaceCache.isRepository(bad) && !bad.contains("@"), bad);
    }
    Files.createDirectories(home.resolve("models--a--b/refs"));
    assertEquals(Optional.empty(), cache.snapshot("a/b@x/../../../../secret"));
    Files.writeString(home.resolve("models--a--b/refs/main"), "../../../etc");
    assertEquals(Code.READ, assertThrows(Problem.class, () -> cache.snapshot("a/b")).code());
  }
}
