package dev.unmask.job;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.CheckpointSummary;
import dev.unmask.checkpoint.Config;
import dev.unmask.engine.Device;
import dev.unmask.engine.SystemMemory;
import dev.unmask.engine.Torch;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.MaskedDenoiser;
import dev.unmask.network.ModelText;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.Reading;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.Tokenizer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Models in Hugging Face-shaped folders on this computer.
///
/// The engine starts with the first model: a replay, a help text or a refusal needs none.
public final class FolderModels implements Models {
  private final int threads;
  private @Nullable Torch torch;

  /// @param threads threads for one operation on the CPU
  public FolderModels(int threads) {
    this.threads = threads;
  }

  @Override
  public LoadedModel open(ModelRequest request) {
    CheckpointFolder folder = CheckpointFolder.open(request.folder());
    // DiffuLLaMA is published as a LLaMA: what is opened to denoise is read as a diffusion model.
    Blueprint blueprint = Families.blueprint(folder, Reading.DIFFUSION);
    // Everything that can be refused is refused before the engine starts and weights are touched.
    ModelText text = ModelText.open(folder);
    Precision precision = Precision.of(request.dtype());
    if (!request.device().startsWith("cuda")) {
      estimate(blueprint, precision).check();
    }
    Device device = device(request.device());
    Network network = Network.load(torch(), device, folder, blueprint, precision);
    try {
      OptionalInt mask =
          request.maskId().isPresent() ? request.maskId() : text.tokenizer().special().mask();
      MaskedDenoiser denoiser = MaskedDenoiser.of(network, mask);
      return new LoadedModel(
          card(request, folder, text.tokenizer(), denoiser, blueprint),
          text.tokenizer(),
          text.chat().map(template -> template::prompt),
          denoiser,
          network::close);
    } catch (Problem e) {
      network.close();
      throw e;
    }
  }

  @Override
  public MemoryEstimate estimate(Path folder, String dtype) {
    return estimate(Families.blueprint(CheckpointFolder.open(folder)), Precision.of(dtype));
  }

  /// The devices of this computer, by the names that users type. Starts the engine.
  public List<String> devices() {
    return torch().devices().stream().map(Device::name).toList();
  }

  /// The engine, started if it was not.
  Torch torch() {
    if (torch == null) {
      torch = Torch.start(threads);
    }
    return torch;
  }

  private static MemoryEstimate estimate(Blueprint blueprint, Precision precision) {
    return NetworkMemory.estimate(blueprint, precision, SystemMemory.available());
  }

  private Device device(String name) {
    if (name.equals("cpu")) {
      return Device.CPU;
    }
    String wanted = name.equals("cuda") ? "cuda:0" : name;
    return torch().devices().stream()
        .filter(d -> d.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    Code.ENGINE,
                    "There is no device %s; this computer has %s."
                        .formatted(wanted, String.join(", ", devices())),
                    "Choose one of these."));
  }

  private static ModelCard card(
      ModelRequest request,
      CheckpointFolder folder,
      Tokenizer tokenizer,
      MaskedDenoiser denoiser,
      Blueprint blueprint) {
    CheckpointSummary summary = CheckpointSummary.of(folder);
    String stored =
        summary.tensorsByType().entrySet().stream()
            .max(Comparator.comparingInt(Map.Entry::getValue))
            .map(e -> e.getKey().name().toLowerCase(java.util.Locale.ROOT))
            .orElse("");
    return new ModelCard(
        summary.name(),
        blueprint.family(),
        request.folder().toString(),
        summary.fingerprint(),
        summary.parameters(),
        summary.bytes(),
        stored,
        request.dtype(),
        request.device().equals("cuda") ? "cuda:0" : request.device(),
        summary.licence().orElse(""),
        denoiser.maskId(),
        tokenizer.special().eos().orElse(-1),
        denoiser.vocabularySize(),
        denoiser.maxLength(),
        defaultLength(folder.config(), denoiser.maxLength()),
        denoiser.shifted());
  }

  /// The canvas that the authors generate with.
  ///
  /// @see "DiffuGPT, config.json, task_specific_params.text-generation.max_length"
  private static int defaultLength(Config config, int maxLength) {
    int said =
        config
            .inner("task_specific_params")
            .flatMap(tasks -> tasks.inner("text-generation"))
            .map(generation -> generation.count("max_length", maxLength))
            .orElse(maxLength);
    return Math.min(said, maxLength);
  }
}
