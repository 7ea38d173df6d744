package dev.unmask.window.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.session.state.AppFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFileTest {
  @TempDir Path folder;

  private MemoryFile file() {
    return new MemoryFile(new AppFolders(folder, folder));
  }

  @Test
  void remembersWhatItWasTold() {
    WindowMemory memory =
        new WindowMemory(
            1,
            12,
            34,
            1500,
            900,
            true,
            List.of(0.2, 0.8),
            true,
            true,
            true,
            1.5,
            "ENTROPY",
            "/m/x",
            "/s/y.unmask",
            true);
    file().write(memory);
    assertEquals(Optional.of(memory), file().read());
  }

  @Test
  void theFirstTimeThereIsNothing() {
    assertEquals(Optional.empty(), file().read());
  }

  @Test
  void fieldsOfANewerVersionAreNoTrouble() throws Exception {
    file().write(WindowMemory.FIRST);
    Path path = folder.resolve("window.json");
    Files.writeString(path, Files.readString(path).replaceFirst("\\{", "{\"later\": 1,"));
    assertEquals(1280, file().read().orElseThrow().width());
  }

  @Test
  void nonsenseIsNotUsed() throws Exception {
    Files.writeString(folder.resolve("window.json"), "{ \"width\": ");
    assertEquals(Optional.empty(), file().read());
    Files.writeString(
        folder.resolve("window.json"), "{\"width\": -5, \"dividers\": [3], \"model\": null}");
    WindowMemory read = file().read().orElseThrow();
    assertEquals(1280, read.width());
    assertTrue(read.dividers().isEmpty());
    assertEquals("", read.heat());
    assertEquals("", read.model());
  }
}
