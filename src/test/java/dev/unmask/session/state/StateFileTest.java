package dev.unmask.session.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  @TempDir Path folder;

  @Test
  void makesItsFolderAndReplacesTheWhole() {
    StateFile file = new StateFile(folder.resolve("a/b/window.json"));
    assertEquals(Optional.empty(), file.read());
    file.write("a long first text");
    file.write("second");
    assertEquals(Optional.of("second"), file.read());
  }

  @Test
  void whatCannotBeWrittenIsSaidAndTheOldTextStays() throws Exception {
    StateFile file = new StateFile(folder.resolve("window.json"));
    file.write("old");
    // A folder stands where the new text would be written beside the old one.
    Files.createDirectory(folder.resolve("window.json.new"));
    Problem problem = assertThrows(Problem.class, () -> file.write("new"));
    assertEquals(Code.WRITE, problem.code());
    assertEquals(Optional.of("old"), file.read());
  }
}
