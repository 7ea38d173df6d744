package dev.unmask.bench.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How long a llama2.c file has to be for its seven numbers.
final class Llama2cSize {
  private Llama2cSize() {}

  /// @return -1 if no file can be so long, or the head is too short
  static long of(byte[] head) {
    if (head.length < 28) {
      return -1;
    }
    ByteBuffer b = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    double width = b.getInt(0);
    double inner = b.getInt(4);
    double layers = b.getInt(8);
    double heads = b.getInt(12);
    double keys = width / heads * b.getInt(16);
    double words = Math.abs((double) b.getInt(20));
    double layer = 2 * width + 2 * width * width + 2 * width * keys + 3 * width * inner;
    double tables = (b.getInt(20) > 0 ? 1 : 2) * words * width;
    double all = tables + layers * layer + width + b.getInt(24) * Math.floor(width / heads);
    return all >= 0 && all < 1e12 ? 28 + 4 * (long) all : -1;
  }
}
