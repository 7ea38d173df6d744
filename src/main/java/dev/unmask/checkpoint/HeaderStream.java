package dev.unmask.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;

/// A stretch of a file as a stream that never reads past its end and digests what it gave.
final class HeaderStream extends InputStream {
  private final FileChannel channel;
  private final MessageDigest digest;
  private final long end;
  private long position;

  HeaderStream(FileChannel channel, long begin, long end, MessageDigest digest) {
    this.channel = channel;
    this.position = begin;
    this.end = end;
    this.digest = digest;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int wanted = (int) Math.min(length, end - position);
    int n = wanted == 0 ? -1 : channel.read(ByteBuffer.wrap(to, offset, wanted), position);
    if (n > 0) {
      digest.update(to, offset, n);
      position += n;
    }
    return n;
  }
}
