package dev.unmask.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;

/// What a file was like when it was read, to notice later that it was replaced or cut under us.
///
/// A mapped file that shrinks takes the process down, and one that changes gives wrong numbers
/// without a word: whoever keeps a map asks [#unchanged] before each run.
///
/// @param size in bytes
/// @param modified time of last change
/// @param headBytes how much of the beginning `headSha256` covers
/// @param headSha256 of that beginning, lower-case hexadecimal
public record FileStamp(
    Path file, long size, FileTime modified, long headBytes, String headSha256) {

  /// The stamp of a small file, all of it digested.
  static FileStamp whole(Path file) {
    return stamp(file, Long.MAX_VALUE);
  }

  /// The stamp of a file of which the first bytes are digested.
  static FileStamp stamp(Path file, long most) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      long head = Math.min(most, now.size());
      return new FileStamp(file, now.size(), now.lastModifiedTime(), head, head(file, head));
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
  }

  /// Whether size, time and beginning are what they were. A file that cannot be read has changed.
  public boolean unchanged() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.isRegularFile()
          && now.size() == size
          && now.lastModifiedTime().equals(modified)
          && head(file, headBytes).equals(headSha256);
    } catch (IOException e) {
      return false;
    }
  }

  private static String head(Path file, long bytes) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        HeaderStream in = new HeaderStream(channel, 0, bytes, digest)) {
      byte[] buffer = new byte[65_536];
      while (in.read(buffer, 0, buffer.length) > 0) {
        // the stream digests what it gives
      }
    }
    return Sha256.hex(digest);
  }
}
