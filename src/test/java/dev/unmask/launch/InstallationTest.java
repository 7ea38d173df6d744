package dev.unmask.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationTest {
  @TempDir Path home;

  @Test
  void whatTheStarterSaysCounts() throws IOException {
    Files.createDirectory(home.resolve("models"));
    Files.createDirectories(home.resolve("elsewhere/models"));
    Installation found = Installation.find(home.toString(), home.resolve("elsewhere/target"));
    assertEquals(home.resolve("models"), found.models());
  }

  @Test
  void otherwiseTheNearestFolderAboveTheCode() throws IOException {
    Files.createDirectories(home.resolve("checkout/models"));
    Files.createDirectory(home.resolve("models"));
    Path code = Files.createDirectories(home.resolve("checkout/target/classes"));
    assertEquals(home.resolve("checkout/models"), Installation.find(null, code).models());
  }

  @Test
  void aWrongHomeIsSaidAndNotReplacedByAnother() throws IOException {
    Files.createDirectory(home.resolve("models"));
    Installation found = Installation.find(home.resolve("gone").toString(), home);
    Problem problem = assertThrows(Problem.class, found::models);
    assertEquals(Code.NOT_FOUND, problem.code());
    assertTrue(problem.sentence().contains("gone"), problem.sentence());
  }

  @Test
  void sessionsNeedNoModels() throws IOException {
    Files.createDirectory(home.resolve("sessions"));
    Installation found = Installation.find(home.toString(), home);
    assertEquals(home.resolve("sessions"), found.sessions());
    assertThrows(Problem.class, found::models);
  }

  @Test
  void theEmbeddedModelTravelsAlong() {
    Path model = Installation.find().defaultModel();
    for (String file : new String[] {"config.json", "model.safetensors", "tokenizer.json"}) {
      assertTrue(Files.isRegularFile(model.resolve(file)), file);
    }
  }
}
