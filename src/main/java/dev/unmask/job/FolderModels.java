package dev.unmask.job;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.CheckpointSummary;
import dev.unmask.checkpoint.Config;
import dev.unmask.checkpoint.GenerationDefaults;
import dev.unmask.engine.Device;
import dev.unmask.engine.SystemMemory;
import dev.unmask.engine.Torch;
import dev.unmask.network.AutoregressiveModel;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.FlowModel;
import dev.unmask.network.FlowShape;
import dev.unmask.network.MaskedDenoiser;
import dev.unmask.network.ModelText;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
  public LoadedModel open(ModelRequest asked) {
    ModelRequest request = ModelFiles.meant(asked);
    ModelFiles files = ModelFiles.open(request);
    int mask = MaskedDenoiser.maskId(files.blueprint(), files.mask());
    Network network = load(request, files);
    ModelText text = files.text();
    return new LoadedModel(
        card(request, files, mask, files.blueprint().shifted()),
        text.tokenizer(),
        text.chat().map(template -> template::prompt),
        MaskedDenoiser.of(network, OptionalInt.of(mask)),
        network::close);
  }

  @Override
  public LoadedWriter openWriter(ModelRequest asked) {
    ModelRequest request = ModelFiles.meant(asked);
    ModelFiles files = ModelFiles.open(request);
    AutoregressiveModel.check(files.blueprint());
    Optional<FlowModel> flow = flow(request, files);
    Network network = flow.map(FlowModel::base).orElseGet(() -> load(request, files));
    ModelText text = files.text();
    return new LoadedWriter(
        card(request, files, -1, true),
        text.tokenizer(),
        text.chat(),
        text.first(),
        files.ends(),
        files.defaults(),
        AutoregressiveModel.of(network),
        ModelText.infill(files.folder(), text.tokenizer()),
        flow,
        flow.<Runnable>map(f -> f::close).orElse(network::close));
  }

  private Optional<FlowModel> flow(ModelRequest request, ModelFiles files) {
    if (!FlowShape.present(files.folder().config())) {
      return Optional.empty();
    }
    if (request.adapter().isPresent()) {
      throw new Problem(
          Code.PARAMETER,
          "An adapter cannot be applied to the base of a flow path: the flow was trained beside the"
              + " base as it is.",
          "Leave --adapter out.");
    }
    Precision precision = Precision.of(request.dtype());
    if (!request.device().startsWith("cuda")) {
      estimate(files.blueprint(), precision).check();
    }
    return Optional.of(
        FlowModel.load(torch(), device(request.device()), files.folder(), precision));
  }

  private Network load(ModelRequest request, ModelFiles files) {
    Precision precision = Precision.of(request.dtype());
    if (!request.device().startsWith("cuda")) {
      estimate(files.blueprint(), precision).check();
    }
    Device device = device(request.device());
    return Network.load(
        torch(), device, files.folder(), files.blueprint(), precision, files.adaptation());
  }

  @Override
  public GenerationDefaults defaults(Path folder) {
    return GenerationDefaults.of(CheckpointFolder.open(ModelFiles.model(folder)));
  }

  @Override
  public MemoryEstimate estimate(Path folder, String dtype) {
    CheckpointFolder checkpoint = FlowModel.baseOf(CheckpointFolder.open(ModelFiles.model(folder)));
    return estimate(Families.blueprint(checkpoint), Precision.of(dtype));
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

  private static ModelCard card(ModelRequest request, ModelFiles files, int mask, boolean shifted) {
    CheckpointSummary summary = CheckpointSummary.of(files.folder());
    Blueprint blueprint = files.blueprint();
    String stored =
        summary.tensorsByType().entrySet().stream()
            .max(Comparator.comparingInt(Map.Entry::getValue))
            .map(e -> e.getKey().name().toLowerCase(Locale.ROOT))
            .orElse("");
    return new ModelCard(
        summary.name(),
        FlowShape.present(files.folder().config())
            ? "L2D on " + blueprint.family()
            : blueprint.family(),
        request.folder().toString(),
        files.fingerprint(),
        summary.parameters(),
        summary.bytes(),
        stored,
        request.dtype(),
        request.device().equals("cuda") ? "cuda:0" : request.device(),
        summary.licence().orElse(""),
        mask,
        files.text().tokenizer().special().eos().orElse(-1),
        blueprint.vocabulary(),
        blueprint.maxLength(),
        said(files.folder().config(), "max_length")
            .map(l -> Math.min(l, blueprint.maxLength()))
            .orElse(blueprint.maxLength()),
        newTokens(files),
        shifted,
        request.adapter().orElse(null));
  }

  /// How many ids the authors let the model write behind a prompt; 0 if they do not say.
  private static int newTokens(ModelFiles files) {
    return files
        .defaults()
        .newTokens()
        .orElseGet(() -> said(files.folder().config(), "max_new_tokens").orElse(0));
  }

  /// What the authors generate with.
  ///
  /// @see "DiffuGPT, config.json, task_specific_params.text-generation.max_length"
  private static Optional<Integer> said(Config config, String key) {
    return config
        .inner("task_specific_params")
        .flatMap(tasks -> tasks.inner("text-generation"))
        .filter(generation -> generation.has(key))
        .map(generation -> generation.count(key, 0));
  }
}
