package dev.unmask.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The steps of saving that can fail on a real disk, one by one, so that a test can make each fail.
class Disk {
  /// Bytes that may still be written to the file system of this folder.
  long usable(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /// A new file, with the permissions that new files of this user have.
  FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  int write(FileChannel channel, ByteBuffer bytes) throws IOException {
    return channel.write(bytes);
  }

  /// Everything written so far is on the disk itself when this returns.
  void force(FileChannel channel) throws IOException {
    channel.force(true);
  }

  /// Puts one file in the place of another, entirely or not at all.
  void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The names in a folder are on the disk itself when this returns.
  void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
