package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Whatever goes wrong while saving, there is the old file or the new one, and nothing else.
class AtomicFileTest {
  private static final byte[] OLD = bytes("the old content");
  private static final byte[] NEW = bytes("something new");

  @TempDir Path folder;
  private Path target = Path.of("unset");

  @BeforeEach
  void anOldFile() throws IOException {
    target = Files.write(folder.resolve("model.safetensors"), OLD);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void replacesTheOldFile() throws IOException {
    new AtomicFile(target).write(NEW);
    assertArrayEquals(NEW, Files.readAllBytes(target));
    assertEquals(List.of("model.safetensors"), names());
  }

  @Test
  void makesANewFileThatOthersMayReadAsUsual() throws IOException {
    Path plain = Files.write(folder.resolve("plain"), OLD);
    Path made = folder.resolve("made");
    new AtomicFile(made).write(NEW);
    assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(made));
  }

  @Test
  void theOldFileIsThereUntilTheNewOneIsComplete() {
    new AtomicFile(target)
        .write(
            0,
            channel -> {
              channel.write(ByteBuffer.wrap(NEW));
              assertArrayEquals(OLD, Files.readAllBytes(target));
              assertEquals(2, names().size(), "the new content lies beside it");
            });
  }

  @Test
  void keepsPermissionsAndLinks() throws IOException {
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("model.safetensors"));
    new AtomicFile(link).write(NEW);
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(NEW, Files.readAllBytes(target));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
  }

  @Test
  void namesMayBeAsLongAsTheSystemAllows() throws IOException {
    Path longest = folder.resolve("x".repeat(255));
    new AtomicFile(longest).write(OLD);
    new AtomicFile(longest).write(NEW);
    assertArrayEquals(NEW, Files.readAllBytes(longest));
  }

  @Test
  void interleavedSavesEndWithOneOfThem() throws IOException {
    byte[] other = bytes("something else");
    new AtomicFile(target)
        .write(
            0,
            channel -> {
              channel.write(ByteBuffer.wrap(NEW));
              new AtomicFile(target).write(other);
              assertArrayEquals(other, Files.readAllBytes(target));
            });
    assertArrayEquals(NEW, Files.readAllBytes(target));
    assertEquals(List.of("model.safetensors"), names());
  }

  /// A disk where one step fails.
  private static class Failing extends Disk {
    private final String step;

    Failing(String step) {
      this.step = step;
    }

    private void at(String now) throws IOException {
      if (now.equals(step)) {
        throw new IOException("injected at " + now);
      }
    }

    @Override
    FileChannel create(Path file) throws IOException {
      at("create");
      return super.create(file);
    }

    @Override
    int write(FileChannel channel, ByteBuffer bytes) throws IOException {
      int n = super.write(channel, bytes.slice(bytes.position(), 1)); // a slow disk: byte by byte
      bytes.position(bytes.position() + 1);
      if (channel.position() == 5) {
        at("write");
      }
      return n;
    }

    @Override
    void force(FileChannel channel) throws IOException {
      at("force");
      super.force(channel);
    }

    @Override
    void replace(Path from, Path to) throws IOException {
      at("replace");
      super.replace(from, to);
    }

    @Override
    void forceFolder(Path folder) throws IOException {
      at("forceFolder");
      super.forceFolder(folder);
    }
  }

  @TestFactory
  Stream<DynamicTest> whateverFailsTheOldFileStays() {
    return Stream.of("create", "write", "force", "replace")
        .map(
            step ->
                DynamicTest.dynamicTest(
                    step,
                    () -> {
                      AtomicFile file = new AtomicFile(target, new Failing(step));
                      Problem p = assertThrows(Problem.class, () -> file.write(NEW));
                      assertEquals(Code.WRITE, p.code());
                      assertTrue(p.sentence().contains("was not saved"), p.sentence());
                      assertArrayEquals(OLD, Files.readAllBytes(target));
                      assertEquals(List.of("model.safetensors"), names());
                    }));
  }

  @Test
  void aDiskThatWritesByteByByteIsServed() throws IOException {
    new AtomicFile(target, new Failing("nothing")).write(NEW);
    assertArrayEquals(NEW, Files.readAllBytes(target));
  }

  @Test
  void aFolderThatIsNotConfirmedIsReported() throws IOException {
    AtomicFile file = new AtomicFile(target, new Failing("forceFolder"));
    assertEquals(Code.WRITE, assertThrows(Problem.class, () -> file.write(NEW)).code());
    assertArrayEquals(NEW, Files.readAllBytes(target), "complete all the same");
  }

  @Test
  void cancellingLeavesTheOldFile() throws IOException {
    assertThrows(
        CancellationException.class,
        () ->
            new AtomicFile(target)
                .write(
                    0,
                    channel -> {
                      channel.write(ByteBuffer.wrap(NEW));
                      throw new CancellationException();
                    }));
    assertArrayEquals(OLD, Files.readAllBytes(target));
    assertEquals(List.of("model.safetensors"), names());
  }

  @Test
  void aFileThatIsHeldForAMomentIsReplacedAllTheSame() throws IOException {
    List<String> attempts = new ArrayList<>();
    Disk held =
        new Disk() {
          @Override
          void replace(Path from, Path to) throws IOException {
            attempts.add("once");
            if (attempts.size() < 3) {
              throw new AccessDeniedException(to.toString());
            }
            super.replace(from, to);
          }
        };
    new AtomicFile(target, held).write(NEW);
    assertEquals(3, attempts.size());
    assertArrayEquals(NEW, Files.readAllBytes(target));
  }

  @Test
  void tooLittleRoomIsRefusedBeforeAnythingIsWritten() throws IOException {
    Disk small =
        new Disk() {
          @Override
          long usable(Path folder) {
            return 1_000_000;
          }

          @Override
          FileChannel create(Path file) {
            throw new AssertionError("nothing may be written");
          }
        };
    Problem p =
        assertThrows(
            Problem.class,
            () -> new AtomicFile(target, small).write(2_500_000_000L, channel -> {}));
    assertEquals(Code.WRITE, p.code());
    assertTrue(p.sentence().contains("needs 2.5 GB and 1.0 MB are free"), p.sentence());
    assertArrayEquals(OLD, Files.readAllBytes(target));
  }

  @Test
  void aFullDiskThatDoesNotSayWhatIsFreeIsCalledFull() throws IOException {
    Disk silent =
        new Disk() {
          @Override
          long usable(Path folder) throws IOException {
            throw new IOException("Mount point not found");
          }

          @Override
          int write(FileChannel channel, ByteBuffer bytes) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Problem p =
        assertThrows(
            Problem.class,
            () ->
                new AtomicFile(target, silent)
                    .write(7_000, channel -> channel.write(ByteBuffer.allocate(7_000))));
    assertTrue(p.sentence().contains("the disk is full (it needs 7.0 kB)"), p.sentence());
    assertArrayEquals(OLD, Files.readAllBytes(target));
  }

  @Test
  void placesThatCannotBeWrittenAreRefusedInWords() throws IOException {
    refused(folder.resolve("no/such/folder/file"), "no such folder");
    refused(folder, "folder or device");
    refused(Path.of("/dev/null"), "folder or device");
    Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("missing"));
    refused(nowhere, "a file that is not there");
  }

  @Test
  void aFolderWithoutPermissionIsRefusedInWords() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(closed), "this user may write everywhere");
    refused(closed.resolve("file"), "no permission");
  }

  private static void refused(Path target, String says) {
    Problem p = assertThrows(Problem.class, () -> new AtomicFile(target).write(NEW));
    assertEquals(Code.WRITE, p.code());
    assertTrue(p.sentence().contains(says), p.sentence());
  }

  /// On a real file system that is really full, and then read-only, where one may be mounted.
  @Test
  void aFullDiskLeavesTheOldFileAndNoOther() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", mount.toString()),
        "no file system may be mounted here");
    try {
      Path file = Files.write(mount.resolve("file"), OLD);
      AtomicFile.Content tooMuch =
          channel -> {
            for (int i = 0; i < 64; i++) {
              channel.write(ByteBuffer.allocate(4_096));
            }
          };
      // Refused before, if the size is known; else the disk fills while writing.
      for (long known : new long[] {64 * 4_096, 0}) {
        Problem p = assertThrows(Problem.class, () -> new AtomicFile(file).write(known, tooMuch));
        assertEquals(Code.WRITE, p.code());
        assertTrue(p.sentence().contains("the disk is full"), p.sentence());
        assertArrayEquals(OLD, Files.readAllBytes(file));
        try (Stream<Path> all = Files.list(mount)) {
          assertEquals(List.of(file), all.toList());
        }
      }
      assertTrue(run("mount", "-o", "remount,ro", mount.toString()));
      refused(mount.resolve("new"), "no permission to write");
      refused(file, "write-protected");
    } finally {
      assertTrue(run("umount", mount.toString()));
    }
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
      return p.waitFor(20, TimeUnit.SECONDS) && p.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
