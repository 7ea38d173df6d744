package dev.unmask.task.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
  private static final Sandbox SANDBOX = new Sandbox(2);

  @TempDir Path outside;

  @BeforeAll
  static void pythonIsThere() {
    try {
      SANDBOX.check();
    } catch (Problem p) {
      Assumptions.abort("not checked: " + p.sentence());
    }
  }

  @Test
  void whatHoldsPassesAndWhatFailsSaysWhy() {
    CodeTest test = new CodeTest("def f(x):\n", "", "\nassert f(2) == 4, 'not four'\n");
    assertEquals(new Outcome(true, "passed"), SANDBOX.run(test.program("  return x + x\n")));
    Outcome wrong = SANDBOX.run(test.program("  return x\n"));
    assertFalse(wrong.passed());
    assertEquals("AssertionError: not four", wrong.words());
    assertFalse(SANDBOX.run("def (").passed());
  }

  @Test
  void aProgramWithoutEndIsStopped() {
    assertEquals(new Outcome(false, "timed out"), SANDBOX.run("while True: pass"));
    assertEquals(new Outcome(false, "timed out"), SANDBOX.run("import time\ntime.sleep(60)"));
  }

  @Test
  void memoryIsLimited() {
    Outcome outcome = SANDBOX.run("x = bytearray(3 << 30)");
    assertEquals(new Outcome(false, "MemoryError"), outcome);
  }

  @Test
  void neitherSocketsNorProcessesNorOtherFoldersAreReached() throws IOException {
    Path kept = outside.resolve("kept");
    Files.writeString(kept, "mine");
    String[] tries = {
      "import socket\nsocket.create_connection(('127.0.0.1', 9))",
      "import subprocess\nsubprocess.run(['true'])",
      "import os\nos.system('true')",
      "open(%s, 'w').write('theirs')".formatted(quoted(kept)),
      "import os\nos.remove(%s)".formatted(quoted(kept))
    };
    for (String program : tries) {
      Outcome outcome = SANDBOX.run(program);
      assertFalse(outcome.passed(), program);
      assertTrue(outcome.words().contains("not allowed here"), program + ": " + outcome.words());
    }
    assertEquals("mine", Files.readString(kept));
    assertTrue(SANDBOX.run("open('own', 'w').write('x')").passed());
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
