package dev.unmask.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Names for what a checkpoint holds: a short one, so that a session can say which model made it,
/// and the digests of whole files that publishers show.
///
/// The quick one reads little however large the model is: the configuration, all headers, and 256
/// blocks of 4 KiB spread evenly over the data of each file. Two checkpoints of one training run
/// have equal headers, so headers alone would not tell them apart. It does not prove that nothing
/// else differs; the digests do. File names and times have no part in it.
final class Fingerprint {
  private static final int BLOCK = 4_096;
  private static final int BLOCKS = 256;
  private static final int BUFFER = 1 << 20;

  private Fingerprint() {}

  /// SHA-256 over configuration, headers and samples of the data; 64 hexadecimal digits.
  static String quick(CheckpointFolder checkpoint) {
    MessageDigest digest = begin(checkpoint);
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

  /// SHA-256 of each file, every byte of it; 64 hexadecimal digits by file name.
  static SequencedMap<String, String> whole(List<Path> files, Progress progress) {
    SequencedMap<String, String> digests = new LinkedHashMap<>();
    long total = files.stream().mapToLong(Fingerprint::size).sum();
    long done = 0;
    for (Path file : files) {
      MessageDigest digest = Sha256.digest();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        progress.at(done, total);
        for (int n = channel.read(buffer); n >= 0; n = channel.read(buffer)) {
          digest.update(buffer.flip());
          buffer.clear();
          done += n;
          progress.at(Math.min(done, total), total); // a file may grow while it is read
        }
      } catch (IOException e) {
        throw Words.unreadable(file, e);
      }
      digests.put(String.valueOf(file.getFileName()), Sha256.hex(digest));
    }
    progress.at(total, total);
    return digests;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
  }

  private static MessageDigest begin(CheckpointFolder checkpoint) {
    MessageDigest digest = Sha256.digest();
    text(digest, "unmask quick 1");
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
