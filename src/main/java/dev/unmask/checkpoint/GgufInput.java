package dev.unmask.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A stretch of a GGUF file, read in order through a small buffer; little-endian.
///
/// No length that the file names is believed before it is known that so many bytes are there.
final class GgufInput {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final long end;
  private final @Nullable MessageDigest digest;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).flip();
  private long filled;

  /// @param begin of the stretch
  /// @param end nothing is read from here on
  /// @param digest of all that is read, if it is wanted
  GgufInput(Path file, FileChannel channel, long begin, long end, @Nullable MessageDigest digest) {
    this.file = file;
    this.channel = channel;
    this.filled = begin;
    this.end = end;
    this.digest = digest;
  }

  /// Where the next byte lies in the file.
  long position() {
    return filled - buffer.remaining();
  }

  /// Bytes from here to the end of the stretch.
  long remaining() {
    return end - position();
  }

  int u8() throws IOException {
    return need(1).get() & 0xFF;
  }

  int i32() throws IOException {
    return need(4).getInt();
  }

  long i64() throws IOException {
    return need(8).getLong();
  }

  /// An unsigned 64-bit number of things that take at least `each` bytes in the rest of the file.
  ///
  /// @param what for the words of a problem, for example `tensors`
  long count(long each, String what) throws IOException {
    long n = i64();
    if (n < 0 || n > remaining() / each) {
      throw Words.malformed(
          file,
          "it announces "
              + Long.toUnsignedString(n)
              + " "
              + what
              + ", more than the rest of the file can hold");
    }
    return n;
  }

  /// A text of at most `longest` bytes.
  ///
  /// @throws dev.unmask.problem.Problem if it is longer or not UTF-8
  String text(int longest, String what) throws IOException {
    int n = length(longest, what);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes(n)))
          .toString();
    } catch (CharacterCodingException e) {
      throw Words.malformed(file, "the " + what + " is not UTF-8 text", e);
    }
  }

  /// The text of `n` bytes, in which broken characters become U+FFFD.
  String loose(int n) throws IOException {
    return new String(bytes(n), StandardCharsets.UTF_8);
  }

  /// A text with its length before it, at most `longest` bytes, read as [#loose].
  String loose(int longest, String what) throws IOException {
    return loose(length(longest, what));
  }

  private int length(int longest, String what) throws IOException {
    long n = count(1, "bytes of the " + what);
    if (n > longest) {
      throw Words.malformed(file, "the " + what + " has " + n + " bytes, more than " + longest);
    }
    return (int) n;
  }

  private byte[] bytes(int n) throws IOException {
    byte[] out = new byte[n];
    for (int done = 0; done < n; ) {
      int part = Math.min(n - done, BUFFER);
      need(part).get(out, done, part);
      done += part;
    }
    return out;
  }

  void skip(long n) throws IOException {
    for (long left = n; left > 0; ) {
      int part = (int) Math.min(left, BUFFER);
      ByteBuffer b = need(part);
      b.position(b.position() + part);
      left -= part;
    }
  }

  /// The buffer, with at least `n` bytes in it.
  private ByteBuffer need(int n) throws IOException {
    if (buffer.remaining() < n) {
      if (n > remaining()) {
        throw Words.malformed(file, "its header does not end where it has to");
      }
      refill(n);
    }
    return buffer;
  }

  private void refill(int n) throws IOException {
    digestRead();
    buffer.compact();
    buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + end - filled));
    while (buffer.position() < n) {
      int got = channel.read(buffer, filled);
      if (got < 0) {
        throw Words.malformed(file, "it became shorter while it was read");
      }
      filled += got;
    }
    buffer.flip();
  }

  private void digestRead() {
    if (digest != null) {
      digest.update(buffer.array(), 0, buffer.position());
    }
  }

  /// Lower-case hexadecimal SHA-256 of all that was read from `begin` to here.
  String sha256() {
    digestRead();
    buffer.compact().flip();
    return Sha256.hex(Objects.requireNonNull(digest));
  }
}
