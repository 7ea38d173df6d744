package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the writer promises beyond the laws of the format.
class SafetensorsWriterTest {
  @TempDir Path folder;

  @Test
  void theBytesAreThoseOfTheReferenceWriter() throws IOException {
    // safetensors.numpy.save of the Python package safetensors 0.8.0, same tensors and notes.
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"z\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[8,14]},"
            + "\"m\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[14,15]}}"
            + "      ";
    String data = "0000000000000000" + "010203040506" + "09";
    String expected =
        "c800000000000000"
            + HexFormat.of().formatHex(header.getBytes(StandardCharsets.UTF_8))
            + data;
    Path file = folder.resolve("f.safetensors");
    new SafetensorsWriter()
        .tensor("m", StoredType.U8, new long[0], ByteBuffer.wrap(new byte[] {9}))
        .tensor("a", StoredType.F16, new long[] {3}, ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6}))
        .tensor("z", StoredType.F32, new long[] {1, 2}, ByteBuffer.wrap(new byte[8]))
        .metadata("format", "pt")
        .write(file);
    assertEquals(expected, HexFormat.of().formatHex(Files.readAllBytes(file)));
  }

  @Test
  void oneBufferAtATimeIsAskedForAndLeftAsItWas() throws IOException {
    int[] alive = {0};
    ByteBuffer shared = ByteBuffer.allocate(3 << 20);
    Iterable<ByteBuffer> parts =
        () -> {
          Iterator<Integer> it = IntStream.range(0, 4).iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return it.hasNext();
            }

            @Override
            public ByteBuffer next() {
              shared.put(0, (byte) (int) it.next()); // refilled: only safe if it was written
              alive[0]++;
              return shared;
            }
          };
        };
    Path file = folder.resolve("f.safetensors");
    SafetensorsWriter writer =
        new SafetensorsWriter().tensor("t", StoredType.U8, new long[] {4, 3 << 20}, parts);
    assertEquals(0, alive[0], "nothing is made before it is written");
    writer.write(file);
    assertEquals(0, shared.position());
    TensorEntry t = WeightsFile.open(file).require("t");
    byte[] all = Files.readAllBytes(file);
    for (int i = 0; i < 4; i++) {
      assertEquals(i, all[(int) t.offset() + i * (3 << 20)]);
    }
  }

  @Test
  void buffersThatDoNotFitTheShapeLeaveTheOldFile() throws IOException {
    Path file = Files.write(folder.resolve("f.safetensors"), new byte[] {1});
    for (int wrong : new int[] {0, 7, 9}) {
      SafetensorsWriter writer =
          new SafetensorsWriter()
              .tensor("t", StoredType.F32, new long[] {2}, ByteBuffer.allocate(wrong));
      assertThrows(IllegalStateException.class, () -> writer.write(file));
      assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
    }
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void mistakesOfTheCallerAreRefusedAtOnce() {
    SafetensorsWriter w = new SafetensorsWriter();
    ByteBuffer none = ByteBuffer.allocate(0);
    w.tensor("t", StoredType.F32, new long[] {0}, none);
    assertThrows(
        IllegalArgumentException.class, () -> w.tensor("t", StoredType.F32, new long[] {0}, none));
    assertThrows(
        IllegalArgumentException.class, () -> w.tensor("n", StoredType.F32, new long[] {-1}, none));
    assertThrows(
        IllegalArgumentException.class,
        () -> w.tensor("__metadata__", StoredType.F32, new long[] {0}, none));
    assertThrows(
        IllegalArgumentException.class,
        () -> w.tensor("\ud800", StoredType.F32, new long[] {0}, none));
    assertThrows(
        IllegalArgumentException.class, () -> w.tensor("h", StoredType.F4, new long[] {1}, none));
    assertThrows(IllegalArgumentException.class, () -> w.metadata("k", "\udc00"));
  }

  @Test
  void aDiskThatFillsMidwayLeavesTheOldFile() throws IOException {
    Path file = Files.write(folder.resolve("f.safetensors"), new byte[] {1});
    Disk filling =
        new Disk() {
          @Override
          int write(FileChannel channel, ByteBuffer bytes) throws IOException {
            if (channel.position() > 100_000) {
              throw new IOException("No space left on device");
            }
            return super.write(channel, bytes);
          }
        };
    SafetensorsWriter w =
        new SafetensorsWriter()
            .tensor(
                "t",
                StoredType.U8,
                new long[] {4, 65_536},
                List.of(ByteBuffer.allocate(131_072), ByteBuffer.allocateDirect(131_072)));
    Problem p = assertThrows(Problem.class, () -> w.write(new AtomicFile(file, filling)));
    assertEquals(Code.WRITE, p.code());
    assertTrue(p.sentence().contains("the disk is full (it needs 262.2 kB"), p.sentence());
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
    assertFalse(folder.toFile().list().length > 1);
  }
}
