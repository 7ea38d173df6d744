package dev.unmask.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenTests;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// 8-bit weights are those of their definition, whichever way the matrix comes; the larger shape
/// takes several blocks, the last of them not full.
class QuantizedTest {
  private final Torch torch = GoldenTests.torch();

  @ParameterizedTest
  @CsvSource({"3, 5", "700, 1030", "1, 600000"})
  void everyWayGivesTheDefinition(int rows, int columns) {
    float[] matrix = new float[rows * columns];
    Random random = new Random(7);
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) random.nextGaussian();
    }
    Arrays.fill(matrix, 0, Math.min(4, columns), 0); // with 3 rows of 5 a row that is nearly zero
    byte[] expected = new byte[matrix.length];
    for (int r = 0; r < rows; r++) {
      float most = 0;
      for (int c = 0; c < columns; c++) {
        most = Math.max(most, Math.abs(matrix[r * columns + c]));
      }
      float scale = Math.max(most / 127f, 1e-12f);
      for (int c = 0; c < columns; c++) {
        expected[r * columns + c] = (byte) Math.rint(matrix[r * columns + c] / scale);
      }
    }
    float[] turned = new float[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * rows + r] = matrix[r * columns + c];
      }
    }
    try (Scope scope = torch.scope(Device.CPU)) {
      List<Tensor> outFirst = torch.quantize(scope, scope.floats(matrix, rows, columns), true);
      List<Tensor> inFirst = torch.quantize(scope, scope.floats(turned, columns, rows), false);
      List<Tensor> written =
          torch.quantized(
              scope,
              DType.F32,
              rows,
              columns,
              (first, part) ->
                  MemorySegment.copy(
                      matrix,
                      (int) first,
                      part,
                      ValueLayout.JAVA_FLOAT,
                      0,
                      (int) (part.byteSize() / Float.BYTES)));
      for (List<Tensor> way : List.of(outFirst, inFirst, written)) {
        assertArrayEquals(expected, bytes(way.getFirst()));
        assertArrayEquals(new long[] {rows, columns}, way.getFirst().shape());
        assertArrayEquals(new long[] {rows}, way.get(1).shape());
        assertEquals(DType.BF16, way.get(1).dtype());
      }
    }
  }

  private static byte[] bytes(Tensor t) {
    return t.memory().toArray(ValueLayout.JAVA_BYTE);
  }
}
