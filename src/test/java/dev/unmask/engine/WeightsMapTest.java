package dev.unmask.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsMapTest {
  private final Torch torch = Torch.start(1);
  @TempDir Path folder;

  @Test
  void cutsTensorsOfAnyTypeWithoutChangingThem() throws Exception {
    // 6 bytes of padding, two bf16 numbers, one f32, then an f32 that is not aligned.
    ByteBuffer b = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    b.position(6);
    b.putShort((short) 0x3fc0).putShort((short) 0xc000);
    b.position(12).putFloat(7.25f);
    b.position(17).putFloat(-3.5f).putFloat(4.5f);
    Path file = Files.write(folder.resolve("wéights"), b.array());
    try (Scope scope = torch.scope(Device.CPU)) {
      WeightsMap map = WeightsMap.of(torch, scope, file);
      Tensor bf16 = map.tensor(DType.BF16, 6, 2);
      assertEquals(DType.BF16, bf16.dtype());
      assertArrayEquals(new float[] {1.5f, -2f}, torch.cast(scope, bf16, DType.F32).floats());
      assertArrayEquals(new float[] {7.25f}, map.tensor(DType.F32, 12, 1).floats());
      assertArrayEquals(new float[] {-3.5f, 4.5f}, map.tensor(DType.F32, 17, 2).floats());
      assertThrows(IllegalArgumentException.class, () -> map.tensor(DType.F32, 64, 1));
      assertThrows(IllegalArgumentException.class, () -> map.tensor(DType.F32, -4, 1));
    }
  }

  @Test
  void aWriteIntoMappedMemoryTouchesNeitherTheFileNorTheProcess() throws Exception {
    Path file = Files.write(folder.resolve("w"), new byte[64]);
    try (Scope scope = torch.scope(Device.CPU)) {
      Tensor t = WeightsMap.of(torch, scope, file).tensor(DType.F32, 0, 16);
      Program add =
          Program.load(
              scope,
              new ProgramSource(
                  """
                    def one(self: __torch__.Network, x: Tensor) -> Tensor:
                      return torch.add_(x, 1)
                  """),
              Map.of());
      assertEquals(1f, add.tensor(scope, "one", t).floats()[3]);
      assertArrayEquals(new byte[64], Files.readAllBytes(file));
    }
  }
}
