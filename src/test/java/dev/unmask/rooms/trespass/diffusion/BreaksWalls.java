package dev.unmask.rooms.trespass.diffusion;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import javafx.geometry.Point2D;

/// Everything that a sampler has no business with.
public final class BreaksWalls {
  Point2D drawn() {
    return Point2D.ZERO;
  }

  Shape tensor() {
    return new Shape(1);
  }

  boolean stored(Connection database) {
    return database != null;
  }

  String read(Path file) throws IOException {
    return Files.readString(file);
  }

  InputStream fetched(URI address) throws IOException {
    return address.toURL().openStream();
  }

  Object revived(InputStream stream) throws IOException, ClassNotFoundException {
    return new ObjectInputStream(stream).readObject();
  }

  void printed() {
    System.out.println("printed");
  }

  void ended() {
    System.exit(1);
  }
}
