package dev.unmask.session;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Says that a session is open for writing: one window at a time, others may read.
///
/// A file beside the session, locked by the system for as long as the process lives: after a crash
/// the file may stay, the lock does not. It names the process for the one who finds it locked.
final class SessionLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private SessionLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Path fileFor(Path session) {
    return session.resolveSibling(session.getFileName() + ".lock");
  }

  /// @throws Problem WRITE if somebody else holds it or the folder cannot be written
  static SessionLock acquire(Path session) {
    Path file = fileFor(session);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        String holder = read(channel);
        channel.close();
        throw new Problem(
            Code.WRITE,
            "%s is open in another window%s.".formatted(session, holder),
            "Close it there, or open it for reading only.");
      }
      channel.truncate(0);
      String me =
          " (process %d, since %s)"
              .formatted(
                  ProcessHandle.current().pid(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
      channel.write(ByteBuffer.wrap(me.getBytes(StandardCharsets.UTF_8)));
      return new SessionLock(file, channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new Problem(
          Code.WRITE,
          "The folder of " + session + " cannot be written.",
          "Check its rights and space, or choose another folder.",
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(200);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The first failure is the one to report.
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      // Removed while still held, so that nobody can take a file that is about to vanish.
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException e) {
      // A lock file that stays is harmless: the lock itself ends with the process.
      return;
    }
  }
}
