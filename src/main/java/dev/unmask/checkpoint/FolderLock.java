package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder into which one program writes at a time. The system gives the lock back when the
/// program ends, however it ends; the file stays, but for a folder that was made for it and in
/// which nothing was written.
public final class FolderLock implements AutoCloseable {
  private static final String NAME = ".unmask-lock";

  private final FileChannel file;
  private final Path folder;
  private final boolean made;

  private FolderLock(FileChannel file, Path folder, boolean made) {
    this.file = file;
    this.folder = folder;
    this.made = made;
  }

  /// Takes the lock of a folder, which is made if it is not there.
  ///
  /// @throws Problem WRITE if another has it, or the folder cannot be written
  public static FolderLock of(Path folder) {
    boolean made = !ModelFolder.present(folder);
    ModelFolder.made(folder);
    FileChannel file = null;
    try {
      file =
          FileChannel.open(
              folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (taken(file)) {
        return new FolderLock(file, folder, made);
      }
      file.close();
    } catch (IOException e) {
      close(file);
      throw new Problem(
          Code.WRITE,
          "The folder " + Words.quote(folder.toString()) + " could not be written.",
          "Choose a folder of your own on a disk with free space.",
          e);
    }
    throw new Problem(
        Code.WRITE,
        "Another training is writing into " + Words.quote(folder.toString()) + ".",
        "Wait until it has ended, or choose another folder.");
  }

  private static boolean taken(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very program has it
    }
  }

  private static void close(@Nullable FileChannel file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // The lock goes with the program.
    }
  }

  @Override
  public void close() {
    close(file);
    if (made) {
      forget();
    }
  }

  /// A refused training leaves no empty folder behind.
  private void forget() {
    try {
      List<Path> all;
      try (Stream<Path> within = Files.list(folder)) {
        all = within.toList();
      }
      if (all.equals(List.of(folder.resolve(NAME)))) {
        Files.delete(folder.resolve(NAME));
        Files.delete(folder);
      }
    } catch (IOException e) {
      // Somebody else is at it: then it is not empty.
    }
  }
}
