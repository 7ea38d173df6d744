package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A file that is written entirely or not at all.
///
/// The new content goes to a temporary file in the same folder, is forced to the disk, and takes
/// the old file's place in one step. Until that step the old file is untouched; whatever fails
/// before it, the temporary file is removed. Only a power cut or kill leaves one behind, named
/// `.unmask-….tmp`. Permissions of the old file are kept, and a symbolic link stays a link.
public final class AtomicFile {
  private static final int MOVE_ATTEMPTS = 5;
  private static final long MOVE_PAUSE_MILLIS = 50;

  private final Path target;
  private final Disk disk;

  /// @param target the file to write; its folder must exist
  public AtomicFile(Path target) {
    this(target, new Disk());
  }

  AtomicFile(Path target, Disk disk) {
    this.target = target;
    this.disk = disk;
  }

  /// Gives the content.
  @FunctionalInterface
  public interface Content {
    /// Writes everything in order. Whatever it throws, the old file stays.
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /// Writes bytes.
  public void write(byte[] bytes) {
    write(bytes.length, channel -> channel.write(ByteBuffer.wrap(bytes)));
  }

  /// Writes content.
  ///
  /// @param bytes how many there will be at least, to refuse before anything is written if the
  ///     disk has less room; 0 if unknown
  /// @throws Problem WRITE if it cannot be written; the old file is then as it was
  public void write(long bytes, Content content) {
    Path real = real();
    Path folder = real.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw failure("there is no such folder", "Choose a folder that exists.", null);
    }
    refuseUnwritable(real, folder);
    refuseFullDisk(folder, bytes);
    Path temp = folder.resolve(temporaryName());
    boolean created = false;
    boolean kept = false;
    try {
      try (FileChannel channel = disk.create(temp)) {
        created = true;
        content.writeTo(new Whole(channel));
        disk.force(channel);
      }
      keepPermissions(real, temp);
      replace(temp, real);
      kept = true;
    } catch (IOException e) {
      throw ioFailure(folder, bytes, e);
    } finally {
      if (created && !kept) {
        remove(temp);
      }
    }
    try {
      disk.forceFolder(folder);
    } catch (IOException e) {
      if (File.separatorChar != '\\') { // Windows has no such thing
        throw failure("the disk did not confirm it", "Check the disk, then save again.", e);
      }
    }
  }

  /// The file itself where the target is a link.
  private Path real() {
    try {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        return target.toRealPath();
      }
      return target.toAbsolutePath().normalize();
    } catch (IOException e) {
      throw failure(
          "it is a link to a file that is not there", "Remove the link or choose a new name.", e);
    }
  }

  private void refuseUnwritable(Path real, Path folder) {
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      throw failure("it is a folder or device", "Choose another name.", null);
    }
    if (Files.exists(real) && !Files.isWritable(real)) {
      throw failure("it is write-protected", "Choose another name, or allow writing to it.", null);
    }
    if (!Files.isWritable(folder)) {
      throw failure(
          "you have no permission to write to its folder", "Choose a folder of your own.", null);
    }
  }

  private void refuseFullDisk(Path folder, long bytes) {
    OptionalLong usable = usable(folder);
    if (usable.isPresent() && usable.getAsLong() < bytes) {
      throw full(bytes, usable, null);
    }
  }

  /// Empty where a disk does not say, as some network disks; then writing will tell.
  private OptionalLong usable(Path folder) {
    try {
      return OptionalLong.of(disk.usable(folder));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private Problem ioFailure(Path folder, long bytes, IOException e) {
    OptionalLong usable = usable(folder);
    String says = String.valueOf(e.getMessage());
    if (usable.orElse(Long.MAX_VALUE) < 65_536
        || says.contains("No space left")
        || says.contains("not enough space")) {
      return full(bytes, usable, e);
    }
    if (e instanceof NoSuchFileException) {
      return failure("its folder is gone", "Choose a folder that exists.", e);
    }
    return failure(
        "writing failed", "Check the disk and its permissions, or choose another folder.", e);
  }

  private Problem full(long bytes, OptionalLong usable, @Nullable Exception cause) {
    List<String> numbers = new ArrayList<>();
    if (bytes > 0) {
      numbers.add("it needs " + Words.size(bytes));
    }
    usable.ifPresent(free -> numbers.add(Words.size(free) + " are free"));
    return failure(
        "the disk is full" + (numbers.isEmpty() ? "" : " (" + String.join(" and ", numbers) + ")"),
        "Free some space or choose another disk.",
        cause);
  }

  private Problem failure(String what, String remedy, @Nullable Exception cause) {
    return new Problem(
        Code.WRITE,
        "The file " + Words.quote(target.toString()) + " was not saved: " + what + ".",
        remedy,
        cause);
  }

  private static String temporaryName() {
    // Short, so that it fits where the longest possible target name does.
    return ".unmask-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + ".tmp";
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      try {
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
      } catch (UnsupportedOperationException e) {
        return; // Windows: the new file inherits from the folder
      }
    }
  }

  /// On Windows a virus scanner may hold a file for a moment, so one refusal is not the last word.
  private void replace(Path temp, Path real) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        disk.replace(temp, real);
        return;
      } catch (FileSystemException e) {
        if (attempt == MOVE_ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        try {
          Thread.sleep(MOVE_PAUSE_MILLIS);
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private static void remove(Path temp) {
    try {
      Files.deleteIfExists(temp);
    } catch (IOException e) {
      // The disk that refused to write refuses to delete; what failed first is reported.
      temp.toFile().deleteOnExit();
    }
  }

  /// Writes all of each buffer, in portions: the platform copies a heap buffer into a direct one of
  /// the same size, which would double a large tensor.
  private final class Whole implements WritableByteChannel {
    private static final int PORTION = 1 << 20;
    private final FileChannel channel;

    Whole(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int n = bytes.remaining();
      int end = bytes.limit();
      while (bytes.position() < end) {
        bytes.limit(Math.min(end, bytes.position() + PORTION));
        disk.write(channel, bytes);
      }
      return n;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
