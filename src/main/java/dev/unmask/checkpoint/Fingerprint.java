package dev.unmask.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// Short names for what a checkpoint holds, so that a session can say which model made it.
///
/// The quick one reads little however large the model is: the configuration, all headers, and 256
/// blocks of 4 KiB spread evenly over the data of each file. Two checkpoints of one training run
/// have equal headers, so headers alone would not tell them apart. It does not prove that nothing
/// else differs; the full one does. File names and times have no part in either.
final class Fingerprint {
  private static final int BLOCK = 4_096;
  private static final int BLOCKS = 256;
  private static final int BUFFER = 1 << 20;

  private Fingerprint() {}

  /// SHA-256 over configuration, headers and samples of the data; 64 hexadecimal digits.
  static String quick(CheckpointFolder checkpoint) {
    MessageDigest digest = begin("unmask quick 1", checkpoint);
    for (WeightsFile w : checkpoint.files()) {
      text(digest, w.stamp().headSha256());
      long begin = w.stamp().headBytes();
      long data = w.size() - begin;
      try (FileChannel channel = FileChannel.open(w.file(), StandardOpenOption.READ)) {
        if (data <= (long) BLOCK * BLOCKS) {
          part(digest, w, channel, begin, data);
        } else {
          for (int i = 0; i < BLOCKS; i++) {
            long at = begin + (data - BLOCK) * i / (BLOCKS - 1); // below 2^63 for 32 petabytes
            part(digest, w, channel, at, BLOCK);
          }
        }
      } catch (IOException e) {
        throw Words.unreadable(w.file(), e);
      }
    }
    return Sha256.hex(digest);
  }

  /// SHA-256 over configuration and every byte of every weights file; 64 hexadecimal digits.
  static String full(CheckpointFolder checkpoint, Progress progress) {
    MessageDigest digest = begin("unmask full 1", checkpoint);
    long total = checkpoint.files().stream().mapToLong(WeightsFile::size).sum();
    long done = 0;
    for (WeightsFile w : checkpoint.files()) {
      try (FileChannel channel = FileChannel.open(w.file(), StandardOpenOption.READ)) {
        for (long at = 0; at < w.size(); at += BUFFER) {
          progress.at(done, total);
          long n = Math.min(BUFFER, w.size() - at);
          part(digest, w, channel, at, n);
          done += n;
        }
      } catch (IOException e) {
        throw Words.unreadable(w.file(), e);
      }
    }
    progress.at(total, total);
    return Sha256.hex(digest);
  }

  private static MessageDigest begin(String purpose, CheckpointFolder checkpoint) {
    MessageDigest digest = Sha256.digest();
    text(digest, purpose);
    text(digest, checkpoint.configStamp().headSha256());
    checkpoint.files().forEach(w -> text(digest, Long.toString(w.size())));
    return digest;
  }

  private static void text(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void part(
      MessageDigest digest, WeightsFile w, FileChannel channel, long from, long length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw Words.malformed(w.file(), "it became shorter while it was read");
      }
    }
    digest.update(buffer.flip());
  }
}
