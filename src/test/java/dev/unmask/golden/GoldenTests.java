package dev.unmask.golden;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.engine.Torch;
import dev.unmask.network.Families;
import dev.unmask.network.FlowModel;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.Reading;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/// Makes one test of each golden case of some kinds; a case that waits is skipped with its reason.
public final class GoldenTests {
  /// One thread: two wait for each other on a busy machine, and results must not depend on it.
  private static final Torch TORCH = Torch.start(1);
  private static final Map<String, Network> NETWORKS = new HashMap<>();

  private static final Map<String, FlowModel> FLOWS = new HashMap<>();

  private GoldenTests() {}

  /// What is checked of one case.
  @FunctionalInterface
  public interface Check {
    /// Fails if the case does not come out as recorded.
    void run(GoldenCases folder, GoldenCase c) throws Exception;
  }

  /// One container for each folder that has cases of these kinds.
  public static Stream<DynamicNode> of(Check check, String... kinds) {
    List<String> wanted = Arrays.asList(kinds);
    return GoldenCases.all().stream()
        .filter(f -> f.cases().stream().anyMatch(c -> wanted.contains(c.kind())))
        .map(
            f ->
                DynamicContainer.dynamicContainer(
                    f.name(),
                    f.cases().stream()
                        .filter(c -> wanted.contains(c.kind()))
                        .map(c -> DynamicTest.dynamicTest(c.id(), () -> run(check, f, c)))));
  }

  private static void run(Check check, GoldenCases folder, GoldenCase c) throws Exception {
    GoldenCatalogue.whyWaiting(folder, c)
        .ifPresent(why -> Assumptions.abort(folder.name() + "/" + c.id() + ": " + why));
    check.run(folder, c);
  }

  /// The folder's network in float32 on the CPU; loaded once.
  public static synchronized Network network(GoldenCases folder) {
    return NETWORKS.computeIfAbsent(
        folder.folder().toString(),
        n -> {
          CheckpointFolder checkpoint = CheckpointFolder.open(folder.checkpoint().orElseThrow());
          return Network.load(
              TORCH,
              Device.CPU,
              checkpoint,
              Families.blueprint(checkpoint, reading(folder)),
              Precision.F32);
        });
  }

  /// The folder's flow model in float32 on the CPU; loaded once.
  public static synchronized FlowModel flow(GoldenCases folder) {
    return FLOWS.computeIfAbsent(
        folder.folder().toString(),
        n ->
            FlowModel.load(
                TORCH,
                Device.CPU,
                CheckpointFolder.open(folder.checkpoint().orElseThrow()),
                Precision.F32));
  }

  /// DiffuLLaMA is published under LLaMA's configuration: the cases say what was computed.
  private static Reading reading(GoldenCases folder) {
    return folder.cases().stream().anyMatch(c -> c.kind().equals("logits_causal"))
        ? Reading.AUTOREGRESSIVE
        : Reading.DIFFUSION;
  }

  /// The engine that all golden tests share.
  public static Torch torch() {
    return TORCH;
  }
}
