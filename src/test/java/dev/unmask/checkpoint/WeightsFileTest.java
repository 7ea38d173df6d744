package dev.unmask.checkpoint;

import static dev.unmask.checkpoint.RawFile.bytes;
import static dev.unmask.checkpoint.RawFile.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What a safetensors file may be, and what is refused.
class WeightsFileTest {
  @TempDir Path folder;

  private WeightsFile open(byte[] content) {
    return WeightsFile.open(RawFile.write(folder.resolve("m.safetensors"), content));
  }

  @Test
  void saysWhereTensorsLie() {
    String header =
        "{"
            + tensor("b", "F32", "[2,3]", "[6,30]")
            + ",\"__metadata__\":{\"format\":\"pt\"},"
            + tensor("a", "BF16", "[3]", "[0,6]")
            + "}  ";
    WeightsFile w = open(bytes(header, 30));
    assertEquals(Map.of("format", "pt"), w.metadata());
    assertEquals(List.of("a", "b"), List.copyOf(w.tensors().keySet()), "order of the file");
    TensorEntry b = w.require("b");
    assertEquals(StoredType.F32, b.dtype());
    assertArrayEquals(new long[] {2, 3}, b.shape());
    assertEquals(8 + header.length() + 6, b.offset());
    assertEquals(24, b.bytes());
    assertEquals(6, b.elements());
    assertEquals(w.file(), b.file());
    assertEquals("F32 [2, 3]", b.description());
  }

  @Test
  void saysWhichTensorsAreNotAligned() {
    String entry = tensor("a", "F32", "[1]", "[0,4]");
    for (int pad = 0; pad < 8; pad++) {
      String header = "{" + entry + "}" + " ".repeat(pad);
      TensorEntry a = open(bytes(header, 4)).require("a");
      assertEquals((8 + header.length()) % 4 == 0, a.aligned(), "pad " + pad);
    }
  }

  @Test
  void acceptsWhatIsLegal() {
    assertEquals(0, open(bytes("{}", 0)).tensors().size());
    assertEquals(1, open(bytes("{" + tensor("s", "F64", "[]", "[0,8]") + "}", 8)).tensors().size());
    // Empty tensors share their place with others, in any order of the header.
    String empties =
        "{"
            + tensor("z", "F32", "[0,5]", "[4,4]")
            + ","
            + tensor("one", "F32", "[1]", "[0,4]")
            + ","
            + tensor("y", "I8", "[0]", "[0,0]")
            + "}";
    assertEquals(3, open(bytes(empties, 4)).tensors().size());
    // Two elements of four bits fill a byte; unknown keys are passed over as by the reference.
    assertEquals(1, open(bytes("{" + tensor("q", "F4", "[2]", "[0,1]") + "}", 1)).tensors().size());
    String extra = "{\"a\":{\"x\":[{}],\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}";
    assertEquals(1, open(bytes(extra, 1)).tensors().size());
    assertEquals(0, open(bytes("{\"__metadata__\":null}", 0)).metadata().size());
  }

  @Test
  void everyTypeOfTheFormatIsKnown() {
    String all =
        """
        BOOL F4 F6_E2M3 F6_E3M2 U8 I8 F8_E5M2 F8_E4M3 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ
        I16 U16 F16 BF16 I32 U32 F32 C64 F64 I64 U64\
        """;
    for (String name : all.split("\\s", -1)) {
      int bytes = (int) StoredType.named(name).orElseThrow().bytes(8);
      String header = "{" + tensor("t", name, "[8]", "[0," + bytes + "]") + "}";
      assertEquals(8, open(bytes(header, bytes)).require("t").elements());
    }
    long safetensors = Arrays.stream(StoredType.values()).filter(t -> !t.quantised()).count();
    assertEquals(22, safetensors);
    assertTrue(StoredType.named("Q4_0").isEmpty());
  }

  /// Each is refused with words that name what is wrong, fast.
  @TestFactory
  Stream<DynamicTest> attacks() {
    String good = tensor("a", "F32", "[2]", "[0,8]");
    byte[] json = ("{" + good + "}").getBytes(StandardCharsets.UTF_8);
    byte[] notUtf8 = "{\"__metadata__\":{\"a\":\"\u00ff\"}}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] overlong = {'{', '"', (byte) 0xC1, (byte) 0x81, '"', ':', '1', '}'};
    String nested = "{\"a\":{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}";
    return Stream.of(
        attack(
            "header length 2^60", bytes(1L << 60, json, 8), "its header has 1152921504606846976"),
        attack("header length 2^63", bytes(Long.MIN_VALUE, json, 8), "9223372036854775808"),
        attack("header length -1", bytes(-1, json, 8), "18446744073709551615"),
        attack("header length 0", bytes(0, json, 8), "has 0 bytes"),
        attack("header length 1", bytes(1, json, 8), "has 1 bytes"),
        attack("header longer than the file", bytes(json.length + 9, json, 8), "are possible"),
        attack("shorter than 8 bytes", new byte[] {2, 0, 0, 0}, "shorter than the 8 bytes"),
        attack("nothing after the length", bytes(2, new byte[0], 0), "has 2 bytes"),
        attack("not an object", bytes("[1]", 0), "does not begin with {"),
        attack("space before the object", bytes(" {}", 0), "does not begin with {"),
        attack("not JSON", bytes("{a:1}", 0), "not valid JSON"),
        attack("cut JSON", bytes("{\"a\":{\"dtype\"", 0), "not valid JSON"),
        attack("two objects", bytes("{}{}", 0), "follows its header's closing }"),
        attack("zero bytes as padding", bytes("{}\0\0", 0), "not valid JSON"),
        attack("comment", bytes("{/**/}", 0), "not valid JSON"),
        attack("not UTF-8", bytes(notUtf8.length, notUtf8, 0), "not UTF-8"),
        attack("overlong UTF-8", bytes(overlong.length, overlong, 0), "not UTF-8"),
        attack("half a character", bytes("{\"\\ud800\":{}}", 0), "not valid JSON"),
        attack(
            "half a character in a note",
            bytes("{\"__metadata__\":{\"a\":\"\\udc00\"}}", 0),
            "not UTF-8"),
        attack("deep nesting", bytes(nested, 0), "nests deeper"),
        attack("tensor twice", bytes("{" + good + "," + good + "}", 8), "more than once"),
        attack(
            "notes twice",
            bytes("{\"__metadata__\":{},\"__metadata__\":{}}", 0),
            "two __metadata__"),
        attack(
            "note twice",
            bytes("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0),
            "more than once"),
        attack("note that is a number", bytes("{\"__metadata__\":{\"k\":1}}", 0), "more than text"),
        attack("notes that are text", bytes("{\"__metadata__\":\"k\"}", 0), "not an object"),
        attack(
            "key of a tensor twice",
            bytes(
                "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[0,1]}}",
                1),
            "dtype twice"),
        attack("tensor is a list", bytes("{\"a\":[]}", 0), "not described by an object"),
        attack("no shape", bytes("{\"a\":{\"dtype\":\"U8\",\"data_offsets\":[0,0]}}", 0), "lacks"),
        broken("unknown dtype", "X9", "[2]", "[0,8]", "unknown dtype \"X9\""),
        broken("dtype in small letters", "f32", "[2]", "[0,8]", "unknown dtype"),
        broken("negative dimension", "F32", "[-2]", "[0,8]", "not a list of counts"),
        broken("minus zero", "F32", "[-0]", "[0,0]", "not a list of counts"),
        broken("fraction as dimension", "F32", "[2.0]", "[0,8]", "not a list of counts"),
        broken("exponent as dimension", "F32", "[2e0]", "[0,8]", "not a list of counts"),
        broken("text as dimension", "F32", "[\"2\"]", "[0,8]", "not a list of counts"),
        broken("shape is a number", "F32", "2", "[0,8]", "not a list of counts"),
        broken("dimension 2^64", "F32", "[18446744073709551616]", "[0,8]", "not a list of counts"),
        broken("shape overflows", "F32", "[4294967296,4294967296]", "[0,8]", "too large"),
        broken("bits overflow", "F64", "[1152921504606846976]", "[0,8]", "too large"),
        broken(
            "65 dimensions", "F32", "[" + "1,".repeat(64) + "1]", "[0,4]", "too many dimensions"),
        broken("half a byte", "F4", "[3]", "[0,2]", "whole bytes"),
        broken("one offset", "F32", "[2]", "[8]", "two counts"),
        broken("three offsets", "F32", "[2]", "[0,8,8]", "two counts"),
        broken("negative offset", "F32", "[2]", "[-8,0]", "two counts"),
        broken("ends before it begins", "F32", "[2]", "[8,0]", "outside the file's data"),
        broken("ends after the file", "F32", "[4]", "[0,16]", "outside the file's data"),
        broken("offset 2^62", "F32", "[2]", "[0,4611686018427387904]", "outside"),
        broken("size is not what the shape needs", "F32", "[1]", "[0,8]", "shape needs 4"),
        attack(
            "does not begin at 0", bytes("{" + tensor("a", "U8", "[4]", "[4,8]") + "}", 8), "gap"),
        attack("trailing bytes", bytes("{" + good + "}", 9), "while the file has"),
        attack("data without tensors", bytes("{}", 1), "while the file has"),
        attack(
            "gap",
            bytes("{" + good + "," + tensor("b", "U8", "[4]", "[12,16]") + "}", 16),
            "leaves a gap"),
        attack(
            "overlap",
            bytes("{" + good + "," + tensor("b", "U8", "[4]", "[4,8]") + "}", 8),
            "overlaps"),
        attack(
            "same place twice",
            bytes("{" + good + "," + tensor("b", "F32", "[2]", "[0,8]") + "}", 8),
            "overlaps"));
  }

  private DynamicTest broken(String name, String dtype, String shape, String at, String says) {
    return attack(name, bytes("{" + tensor("a", dtype, shape, at) + "}", 8), says);
  }

  private DynamicTest attack(String name, byte[] content, String says) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Problem p = Quickly.refused(() -> open(content));
          assertEquals(Code.WEIGHTS_FILE, p.code(), p.inOneLine());
          assertTrue(p.sentence().contains(says), p.sentence());
          assertTrue(p.sentence().length() < 300, p.sentence());
        });
  }

  @Test
  void namesFromAFileCannotHarmATerminal() {
    String name = "\\u001b[31m\\u202e" + "x".repeat(5_000);
    Problem p =
        assertThrows(
            Problem.class, () -> open(bytes("{" + tensor(name, "X", "[]", "[0,0]") + "}", 0)));
    assertFalse(p.sentence().contains("\u001b") || p.sentence().contains("\u202e"), p.sentence());
    assertTrue(p.sentence().length() < 300, p.sentence());
  }

  @Test
  void aSparseFileOfManyGigabytesIsRefusedAtOnce() throws IOException {
    Path file = folder.resolve("sparse.safetensors");
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
      f.write(bytes(100_000_000, "{".getBytes(StandardCharsets.UTF_8), 0));
      f.setLength(20L << 30);
    }
    assertEquals(Code.WEIGHTS_FILE, Quickly.refused(() -> WeightsFile.open(file)).code());
  }

  @Test
  void somethingThatIsNotThereOrNoFile() {
    Path none = folder.resolve("none.safetensors");
    assertEquals(Code.NOT_FOUND, assertThrows(Problem.class, () -> WeightsFile.open(none)).code());
    assertEquals(
        Code.NOT_FOUND, assertThrows(Problem.class, () -> WeightsFile.open(folder)).code());
  }

  @Test
  void aReplacedFileIsNoticed() throws IOException {
    String header = "{" + tensor("a", "U8", "[4]", "[0,4]") + "}";
    WeightsFile w = open(bytes(header, 4));
    FileTime time = Files.getLastModifiedTime(w.file());
    assertTrue(w.stamp().unchanged());

    RawFile.write(w.file(), bytes(header.replace("\"a\"", "\"b\""), 4));
    Files.setLastModifiedTime(w.file(), time);
    assertFalse(w.stamp().unchanged(), "same size and time, other header");

    RawFile.write(w.file(), bytes(header, 4));
    Files.setLastModifiedTime(w.file(), time);
    assertTrue(w.stamp().unchanged(), "as it was");

    Files.setLastModifiedTime(w.file(), FileTime.fromMillis(time.toMillis() + 5_000));
    assertFalse(w.stamp().unchanged(), "written again later");

    RawFile.write(w.file(), bytes(header, 3));
    Files.setLastModifiedTime(w.file(), time);
    assertFalse(w.stamp().unchanged(), "shorter");

    Files.delete(w.file());
    assertFalse(w.stamp().unchanged(), "gone");
  }
}
