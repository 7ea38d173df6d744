package dev.unmask.rooms;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/// Which room may use which: the table of `src/docs/decisions/0001-rooms-and-walls.md`.
///
/// A room that does not exist yet breaks nothing.
final class Layers {
  /// @param uses rooms below it; `problem` may be used by all and is not repeated
  private record Room(String name, String... uses) {}

  private static final List<Room> ROOMS =
      List.of(
          new Room("problem"),
          new Room("text"),
          new Room("engine"),
          new Room("checkpoint", "engine"),
          new Room("network", "text", "engine", "checkpoint"),
          new Room("diffusion", "network"),
          new Room("flow", "network"),
          new Room("task", "text"),
          new Room("train", "text", "engine", "checkpoint", "network", "task"),
          new Room("measure", "network", "diffusion", "flow", "task"),
          new Room(
              "job",
              "text",
              "engine",
              "checkpoint",
              "network",
              "diffusion",
              "flow",
              "task",
              "train",
              "measure"),
          new Room(
              "session", "job", "measure", "task", "train", "diffusion", "flow", "network", "text"),
          new Room(
              "bench",
              "session",
              "job",
              "measure",
              "train",
              "task",
              "diffusion",
              "flow",
              "network",
              "engine",
              "checkpoint",
              "text"),
          new Room(
              "cli",
              "bench",
              "job",
              "session",
              "measure",
              "task",
              "train",
              "diffusion",
              "flow",
              "network",
              "checkpoint",
              "engine",
              "text"),
          new Room(
              "window",
              "job",
              "session",
              "train",
              "measure",
              "task",
              "diffusion",
              "flow",
              "network",
              "text"));

  private Layers() {}

  /// @param root the package that holds the rooms
  static ArchRule rule(String root) {
    LayeredArchitecture layers =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (Room room : ROOMS) {
      layers = layers.layer(room.name()).definedBy(root + "." + room.name() + "..");
    }
    layers = layers.layer("launch").definedBy(root + ".launch..");
    for (Room room : ROOMS) {
      if (!room.name().equals("problem")) {
        layers = layers.whereLayer(room.name()).mayOnlyAccessLayers(withProblem(room.uses()));
      }
    }
    return layers
        .whereLayer("problem")
        .mayNotAccessAnyLayer()
        .because("a lower room that knows an upper one cannot be read, tested or replaced alone");
  }

  private static String[] withProblem(String... rooms) {
    String[] all = new String[rooms.length + 1];
    System.arraycopy(rooms, 0, all, 0, rooms.length);
    all[rooms.length] = "problem";
    return all;
  }
}
