package dev.unmask.session.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppFoldersTest {
  private static final Path HOME = Path.of("/home/ana");

  @Test
  void linuxFollowsXdg() {
    assertEquals(
        Path.of("/home/ana/.local/state/unmask"), AppFolders.of("Linux", HOME, Map.of()).state());
    assertEquals(
        Path.of("/data/state/unmask"),
        AppFolders.of("Linux", HOME, Map.of("XDG_STATE_HOME", "/data/state")).state());
  }

  @Test
  void aRelativeXdgValueIsIgnoredAsTheSpecificationAsks() {
    assertEquals(
        Path.of("/home/ana/.local/state/unmask"),
        AppFolders.of("Linux", HOME, Map.of("XDG_STATE_HOME", "state")).state());
  }

  @Test
  void windowsAndMacHaveTheirOwn() {
    assertEquals(
        HOME.resolve("Library/Application Support/Unmask"),
        AppFolders.of("Mac OS X", HOME, Map.of()).state());
    assertEquals(
        HOME.resolve("AppData/Local/Unmask"), AppFolders.of("Windows 11", HOME, Map.of()).state());
  }
}
