package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Opening a model folder: what is found, and what is refused.
class CheckpointFolderTest {
  @TempDir Path temp;

  /// A folder with one tensor `w` of four bytes.
  private Path model(String name) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name));
    RawFile.write(folder.resolve("config.json"), "{\"model_type\":\"gpt2\",\"n_embd\":4}");
    weights(folder.resolve("model.safetensors"), "w");
    return folder;
  }

  private static void weights(Path file, String... names) {
    SafetensorsWriter w = new SafetensorsWriter();
    for (String n : names) {
      w.tensor(n, StoredType.U8, new long[] {4}, ByteBuffer.allocate(4));
    }
    w.write(file);
  }

  private static Problem refused(Code code, Path path, String says) {
    Problem p = assertThrows(Problem.class, () -> CheckpointFolder.open(path));
    assertEquals(code, p.code(), p.inOneLine());
    assertTrue(p.sentence().contains(says), p.sentence());
    return p;
  }

  @Test
  void aFolderWithEverything() throws IOException {
    Path folder = model("m");
    RawFile.write(folder.resolve("generation_config.json"), "{\"temperature\":0.5}");
    RawFile.write(folder.resolve("README.md"), "---\nlicense: mit\n---\n# M\n\nA model.\n");
    CheckpointFolder c = CheckpointFolder.open(folder);
    assertEquals("m", c.name());
    assertEquals(4, c.config().count("n_embd"));
    assertEquals(0.5, c.generation().orElseThrow().number("temperature"));
    assertEquals(Optional.of("mit"), c.card().orElseThrow().licence());
    assertEquals(4, c.require("w").bytes());
    assertEquals(4, c.bytes());
    assertEquals(Map.of(StoredType.U8, 1), c.tensorsByType());
    assertTrue(c.file("README.md").isPresent());
    assertTrue(c.file("tokenizer.json").isEmpty());
    Problem p = assertThrows(Problem.class, () -> c.require("v"));
    assertEquals(Code.TENSOR, p.code());
    assertTrue(p.sentence().contains("\"v\""), p.sentence());
  }

  @Test
  void aFileStandsForItsFolder() throws IOException {
    Path folder = model("m");
    weights(folder.resolve("other.safetensors"), "x", "y");
    assertTrue(
        CheckpointFolder.open(folder.resolve("model.safetensors")).tensors().containsKey("w"));
    CheckpointFolder other = CheckpointFolder.open(folder.resolve("other.safetensors"));
    assertEquals(2, other.tensors().size());
    assertEquals("gpt2", other.config().text("model_type"));
  }

  @Test
  void whatIsNotAModelIsRefusedInWords() throws IOException {
    refused(Code.NOT_FOUND, temp.resolve("nowhere"), "nothing at");
    refused(Code.NOT_FOUND, Files.createDirectory(temp.resolve("empty")), "is empty");

    Path noConfig = model("no-config");
    Files.delete(noConfig.resolve("config.json"));
    refused(Code.CONFIG, noConfig, "no config.json");

    Path noWeights = model("no-weights");
    Files.delete(noWeights.resolve("model.safetensors"));
    refused(Code.NOT_FOUND, noWeights, "holds no weights");
    refused(Code.FORMAT, noWeights.resolve("config.json"), "not a weights file");

    weights(noWeights.resolve("diffusion.safetensors"), "w");
    Problem p = refused(Code.NOT_FOUND, noWeights, "no model.safetensors");
    assertTrue(p.remedy().contains("diffusion.safetensors"), p.remedy());

    Path list = model("list");
    RawFile.write(list.resolve("config.json"), "[1,2]");
    refused(Code.CONFIG, list, "not a JSON object");

    Path page = model("page");
    RawFile.write(page.resolve("config.json"), "<!DOCTYPE html>");
    refused(Code.FORMAT, page, "web page");

    Path isFolder = model("is-folder");
    Files.delete(isFolder.resolve("model.safetensors"));
    Files.createDirectory(isFolder.resolve("model.safetensors"));
    refused(Code.NOT_FOUND, isFolder, "not an ordinary file");
  }

  @Test
  void picklesAreRefusedWithTheWayToConvertThem() throws IOException {
    for (String name : new String[] {"pytorch_model.bin", "m.pt", "m.ckpt", "m.pkl", "innocent"}) {
      Path folder = model("pickle-" + name);
      Files.delete(folder.resolve("model.safetensors"));
      Path pickle = Files.write(folder.resolve(name), FileKindTest.zip("archive/data.pkl"));
      for (Path path : new Path[] {folder, pickle}) {
        Problem p = refused(Code.FORMAT, path, "\"" + name + "\" is a Python pickle");
        assertTrue(p.remedy().contains("safe_serialization=True"), p.remedy());
      }
    }
  }

  @Test
  void aFolderWithABrokenGgufFileIsRefusedByName() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("gguf"));
    RawFile.write(folder.resolve("m-Q4_0.gguf"), "GGUF\u0003");
    refused(Code.WEIGHTS_FILE, folder, "\"m-Q4_0.gguf\" is not valid");
  }

  @Test
  void withoutPermissionToReadItSaysSo() throws IOException {
    Path folder = model("closed");
    Path file = folder.resolve("model.safetensors");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx------"));
    assumeTrue(!Files.isReadable(file), "this user may read everything");
    refused(Code.READ, folder, "no permission");
  }

  @Test
  void linksStayInTheFolder() throws IOException {
    Path secret = Files.createDirectory(temp.resolve("elsewhere"));
    weights(secret.resolve("secret.safetensors"), "w");
    Path folder = model("links");
    Path file = folder.resolve("model.safetensors");

    Files.move(file, folder.resolve("inside.safetensors"));
    Files.createSymbolicLink(file, Path.of("inside.safetensors"));
    assertEquals(1, CheckpointFolder.open(folder).tensors().size());

    Files.delete(file);
    Files.createSymbolicLink(file, secret.resolve("secret.safetensors"));
    refused(Code.WEIGHTS_FILE, folder, "leads out of the model folder");

    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("missing"));
    refused(Code.NOT_FOUND, folder, "a file that is not there");

    // The folder itself may be a link: the user chose it.
    Path to = Files.createSymbolicLink(temp.resolve("to"), model("chosen"));
    assertEquals(1, CheckpointFolder.open(to).tensors().size());
  }

  @Test
  void theHuggingFaceCacheLinksIntoItsBlobs() throws IOException {
    Path repo = Files.createDirectories(temp.resolve("hub/models--org--name"));
    Path blobs = Files.createDirectories(repo.resolve("blobs"));
    Path snapshot = Files.createDirectories(repo.resolve("snapshots/abc"));
    weights(blobs.resolve("1"), "w");
    RawFile.write(blobs.resolve("2"), "{}");
    Files.createSymbolicLink(snapshot.resolve("model.safetensors"), Path.of("../../blobs/1"));
    Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/2"));
    assertEquals(1, CheckpointFolder.open(snapshot).tensors().size());
    assertEquals("org/name", CheckpointFolder.open(snapshot).name());

    // Blobs of another repository are out of bounds.
    Path foreign = Files.createDirectories(temp.resolve("hub/models--org--other/blobs"));
    weights(foreign.resolve("1"), "w");
    Files.delete(snapshot.resolve("model.safetensors"));
    Files.createSymbolicLink(snapshot.resolve("model.safetensors"), foreign.resolve("1"));
    refused(Code.WEIGHTS_FILE, snapshot, "leads out of the model folder");
  }

  @Test
  void aChangeUnderUsIsNoticed() throws IOException {
    Path folder = model("m");
    Path file = folder.resolve("model.safetensors");
    CheckpointFolder c = CheckpointFolder.open(folder);
    assertTrue(c.unchanged());
    FileTime time = Files.getLastModifiedTime(file);
    weights(file, "v");
    Files.setLastModifiedTime(file, time);
    assertFalse(c.unchanged(), "same size and time, other header");
    assertTrue(CheckpointFolder.open(folder).unchanged());
    CheckpointFolder again = CheckpointFolder.open(folder);
    RawFile.write(folder.resolve("config.json"), "{\"model_type\":\"gpt2\",\"n_embd\":5}");
    assertFalse(again.unchanged(), "other configuration");
  }

  @Test
  void fingerprintsFollowTheContentAndNotTheName() throws IOException {
    CheckpointFolder a = CheckpointFolder.open(model("a"));
    CheckpointFolder copy = CheckpointFolder.open(model("copy"));
    assertEquals(64, a.fingerprint().length());
    assertEquals(a.fingerprint(), copy.fingerprint());
    assertEquals(a.sha256(Progress.unseen()), copy.sha256(Progress.unseen()));
    assertEquals(
        List.of("config.json", "model.safetensors"),
        List.copyOf(a.sha256(Progress.unseen()).keySet()));

    Path trained = model("trained"); // the same header, other numbers
    Path file = trained.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    CheckpointFolder b = CheckpointFolder.open(trained);
    assertNotEquals(a.fingerprint(), b.fingerprint());
    assertNotEquals(a.sha256(Progress.unseen()), b.sha256(Progress.unseen()));

    Path configured = model("configured");
    RawFile.write(configured.resolve("config.json"), "{\"n_embd\":4}");
    assertNotEquals(a.fingerprint(), CheckpointFolder.open(configured).fingerprint());
  }

  @Test
  void theQuickFingerprintSamplesLargeFiles() throws IOException {
    Path folder = model("large");
    Path file = folder.resolve("model.safetensors");
    byte[] data = new byte[5_000_000];
    new SafetensorsWriter()
        .tensor("w", StoredType.U8, new long[] {data.length}, ByteBuffer.wrap(data))
        .write(file);
    CheckpointFolder before = CheckpointFolder.open(folder);
    String quick = before.fingerprint();
    Map<String, String> full = before.sha256(Progress.unseen());
    int first = (int) before.require("w").offset();
    // The first and last bytes are among the samples; the full one sees the byte between two.
    for (int at : new int[] {0, data.length - 1, 4_096}) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[first + at] ^= 1;
      Files.write(file, bytes);
      assertEquals(at == 4_096, quick.equals(before.fingerprint()), "byte " + at);
      assertNotEquals(full, before.sha256(Progress.unseen()), "byte " + at);
      bytes[first + at] ^= 1;
      Files.write(file, bytes);
    }
    assertEquals(full, before.sha256(Progress.unseen()));
  }

  @Test
  void theDigestTellsHowFarItIsAndCanBeStopped() throws IOException {
    CheckpointFolder c = CheckpointFolder.open(model("m"));
    long[] last = {-1, -1};
    c.sha256(
        (done, total) -> {
          assertTrue(done >= last[0] && done <= total);
          last[0] = done;
          last[1] = total;
        });
    long config = Files.size(c.folder().resolve("config.json"));
    assertEquals(config + c.files().getFirst().size(), last[0]);
    assertEquals(last[0], last[1]);
    assertThrows(
        CancellationException.class,
        () ->
            c.sha256(
                (done, total) -> {
                  throw new CancellationException();
                }));
  }

  @Test
  void theDigestIsThatOfSha256sum() throws IOException {
    Path folder = model("m");
    RawFile.write(folder.resolve("config.json"), "{}");
    assertEquals(
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        CheckpointFolder.open(folder).sha256(Progress.unseen()).get("config.json"));
  }

  @Test
  void theSummarySaysWhatIsThere() throws IOException {
    Path folder = model("m");
    RawFile.write(
        folder.resolve("config.json"),
        "{\"model_type\":\"x\",\"architectures\":[\"XModel\"],\"auto_map\":{\"a\":\"b.c\"}}");
    RawFile.write(
        folder.resolve("README.md"), "---\nlicense: mit\ntags: [a, b]\n---\n# T\nWhat it is.");
    new SafetensorsWriter()
        .tensor("w", StoredType.F32, new long[] {3, 2}, ByteBuffer.allocate(24))
        .tensor("h", StoredType.BF16, new long[] {5}, ByteBuffer.allocate(10))
        .tensor("ids", StoredType.I64, new long[] {2}, ByteBuffer.allocate(16))
        .write(folder.resolve("model.safetensors"));
    CheckpointSummary s = CheckpointSummary.of(CheckpointFolder.open(folder));
    assertEquals("x", s.modelType());
    assertEquals(List.of("XModel"), s.architectures());
    assertEquals(3, s.tensors());
    assertEquals(1, s.files());
    assertEquals(11, s.parameters(), "numbers in floating point only");
    assertEquals(50, s.bytes());
    assertEquals(0, s.unaligned());
    assertEquals(
        Map.of(StoredType.F32, 1, StoredType.BF16, 1, StoredType.I64, 1), s.tensorsByType());
    assertEquals(Optional.of("mit"), s.licence());
    assertEquals(List.of("a", "b"), s.tags());
    assertEquals("What it is.", s.excerpt());
    assertTrue(s.remoteCode());
    assertEquals(64, s.fingerprint().length());
  }
}
