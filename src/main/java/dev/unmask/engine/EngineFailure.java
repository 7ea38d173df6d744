package dev.unmask.engine;

import ai.djl.engine.EngineException;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Locale;

/// Says in words what the engine reported.
final class EngineFailure {
  private EngineFailure() {}

  static RuntimeException explain(EngineException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("out of memory") || message.contains("can't allocate memory")) {
      return new Problem(
          Code.MEMORY,
          "The device ran out of memory.",
          "Choose a shorter canvas, a smaller batch or bf16.",
          e);
    }
    return new Problem(
        Code.INTERNAL,
        "The engine could not run a step of the network.",
        "Please report this with the log.",
        e);
  }
}
