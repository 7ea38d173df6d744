package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/// Every family that Unmask knows.
public final class Families {
  private static final List<Family> ALL =
      List.of(
          new Gpt2Families.DiffuGpt(),
          new Gpt2Families.Gpt2(),
          new LlamaFamilies.Llama(),
          new LlamaFamilies.Qwen2(),
          new LlamaFamilies.Qwen3(),
          new LlamaFamilies.Dream(),
          new LlamaFamilies.Llada(),
          new DitFamilies.Mdlm(),
          new DitFamilies.Bd3lm(),
          new DitFamilies.Sedd());

  private Families() {}

  /// What the network of a checkpoint is made of.
  ///
  /// @throws Problem if no family matches, or the checkpoint lacks or contradicts something
  public static Blueprint blueprint(CheckpointFolder folder) {
    return blueprint(folder, Reading.AUTOMATIC);
  }

  /// As above, for a checkpoint whose files leave open what it is.
  public static Blueprint blueprint(CheckpointFolder folder, Reading reading) {
    return ALL.stream()
        .filter(f -> f.matches(folder))
        .findFirst()
        .orElseThrow(() -> unknown(folder))
        .blueprint(folder, reading);
  }

  private static Problem unknown(CheckpointFolder folder) {
    List<String> architectures = folder.config().texts("architectures");
    String name =
        architectures.isEmpty()
            ? folder.config().text("model_type", "not named")
            : String.join(", ", architectures);
    return new Problem(
        Code.ARCHITECTURE,
        "The architecture of this checkpoint (" + name + ") is not supported.",
        "Supported: " + ALL.stream().map(Family::name).collect(Collectors.joining(", ")) + ".");
  }
}
