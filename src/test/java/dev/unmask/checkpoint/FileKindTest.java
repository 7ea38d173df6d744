package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files are judged by what is in them, whatever they are called.
class FileKindTest {
  @TempDir Path folder;

  private FileKind kind(byte[] content) throws IOException {
    return FileKind.of(RawFile.write(folder.resolve("model.safetensors"), content));
  }

  private FileKind kind(String content) throws IOException {
    return kind(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(new byte[100_000]);
      }
    }
    return out.toByteArray();
  }

  @Test
  void picklesOfEveryAgeAreKnown() throws IOException {
    assertEquals(FileKind.PICKLE, kind(zip("archive/data.pkl", "archive/data/0")));
    assertEquals(FileKind.PICKLE, kind(zip("archive/version", "archive/data.pkl")));
    for (int protocol = 2; protocol <= 5; protocol++) {
      assertEquals(FileKind.PICKLE, kind("\u0080" + (char) protocol + "}q\u0000."));
    }
    assertEquals(FileKind.PICKLE, kind("cposix\nsystem\n(S'echo'\ntR.")); // protocol 0
    assertEquals(FileKind.PICKLE, kind("(dp0\nS'a'\nI1\ns."));
    assertEquals(FileKind.PICKLE, kind("(lp0\nI1\na."));
    assertEquals(FileKind.PICKLE, kind("}q\u0000X\u0001\u0000\u0000\u0000aq\u0001K\u0001s."));
  }

  @Test
  void otherFilesAreKnown() throws IOException {
    assertEquals(FileKind.GGUF, kind("GGUF\u0003\u0000\u0000\u0000"));
    assertEquals(FileKind.HDF5, kind("\u0089HDF\r\n\u001a\n"));
    assertEquals(FileKind.ARCHIVE, kind(zip("config.json")));
    assertEquals(FileKind.LFS_POINTER, kind("version https://git-lfs.github.com/spec/v1\noid"));
    assertEquals(FileKind.HTML, kind("\n  <!DOCTYPE html><html>"));
    assertEquals(FileKind.HTML, kind("<html lang=en>"));
    assertEquals(FileKind.EMPTY, kind(""));
    assertEquals(FileKind.OTHER, kind("a"));
    assertEquals(FileKind.OTHER, kind("just text of some length"));
    assertEquals(FileKind.OTHER, kind(new byte[5_000]));
  }

  @Test
  void weightsAreNotTakenForSomethingElse() throws IOException {
    assertEquals(FileKind.SAFETENSORS, kind(RawFile.bytes("{}", 0)));
    // Header lengths whose bytes look like other magic numbers.
    for (int n : new int[] {0x0280, 0x0580, 0x2863}) {
      String header = "{\"__metadata__\":{\"a\":\"" + "x".repeat(n - 25) + "\"}}";
      assertEquals(n, header.length());
      assertEquals(FileKind.SAFETENSORS, kind(RawFile.bytes(header, 0)));
    }
  }

  @Test
  void refusalsExplainAndSayWhatToDo() throws IOException {
    refused(zip("archive/data.pkl"), "can run any program", "safe_serialization=True");
    refused("GGUF\u0003".getBytes(StandardCharsets.ISO_8859_1), "GGUF", "model.safetensors");
    refused(
        "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n"
            .getBytes(StandardCharsets.UTF_8),
        "only a Git LFS pointer",
        "git lfs pull");
    refused("<!doctype html>".getBytes(StandardCharsets.UTF_8), "web page", "Download");
    refused(new byte[0], "is empty", "Download");
  }

  private void refused(byte[] content, String says, String advises) {
    Path file = RawFile.write(folder.resolve("model.safetensors"), content);
    Problem p = assertThrows(Problem.class, () -> WeightsFile.open(file));
    assertEquals(Code.FORMAT, p.code());
    assertTrue(p.sentence().contains(says), p.sentence());
    assertTrue(p.remedy().contains(advises), p.remedy());
  }
}
