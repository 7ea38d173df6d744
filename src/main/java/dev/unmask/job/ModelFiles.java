package dev.unmask.job;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.GenerationDefaults;
import dev.unmask.checkpoint.LoraAdapter;
import dev.unmask.network.Adaptation;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.FlowModel;
import dev.unmask.network.FlowShape;
import dev.unmask.network.ModelText;
import dev.unmask.network.Reading;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.SpecialTokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything about a model that small files say: what can be refused is refused here, before the
/// engine starts and weights are touched.
///
/// @param folder the checkpoint
/// @param text its text side
/// @param defaults for writing with it
/// @param blueprint of the network
/// @param mask the mask id that the user, the tokenizer or the defaults name
/// @param adaptation the adapter, checked against the blueprint, or null
record ModelFiles(
    CheckpointFolder folder,
    ModelText text,
    GenerationDefaults defaults,
    Blueprint blueprint,
    OptionalInt mask,
    @Nullable Adaptation adaptation) {
  /// Tokens that end a turn of a conversation, by the texts that model families gave them; looked
  /// for because many files name only the token that ends a document.
  private static final List<String> ENDS_OF_TURN =
      List.of("<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<end_of_turn>", "<|end|>", "<|return|>");

  static ModelFiles open(ModelRequest request) {
    CheckpointFolder folder = CheckpointFolder.open(request.folder());
    GenerationDefaults defaults = GenerationDefaults.of(folder);
    // A flow path may lie in a folder of its own, beside the base that brings the rest.
    boolean flow = FlowShape.present(folder.config());
    if (flow && request.reading() == Reading.DIFFUSION) {
      throw new Problem(
          Code.PARAMETER,
          "An L2D model integrates one token after the other: it cannot be read as a diffusion"
              + " model.",
          "Leave --as out; `unmask generate` writes with it.");
    }
    CheckpointFolder base = flow ? FlowModel.baseOf(folder) : folder;
    Blueprint asSaid =
        flow ? FlowModel.blueprint(folder) : Families.blueprint(base, request.reading());
    CheckpointFolder texts = ModelText.present(folder) ? folder : base;
    ModelText text =
        request.numbers()
            ? ModelText.openOrNumbers(texts, asSaid.vocabulary())
            : ModelText.open(texts);
    OptionalInt mask = request.maskId();
    mask = mask.isPresent() ? mask : text.tokenizer().special().mask();
    mask = mask.isPresent() ? mask : defaults.maskId();
    // DiffuLLaMA is published as a LLaMA; that its mask is known tells the two apart.
    boolean masked = !flow && request.reading() == Reading.AUTOMATIC && mask.isPresent();
    Blueprint blueprint = masked ? Families.blueprint(folder, Reading.DIFFUSION) : asSaid;
    Adaptation adaptation = null;
    if (request.adapter().isPresent()) {
      AdapterChoice choice = request.adapter().get();
      adaptation = new Adaptation(LoraAdapter.open(Path.of(choice.path())), !choice.apart());
      adaptation.check(blueprint);
    }
    return new ModelFiles(folder, text, defaults, blueprint, mask, adaptation);
  }

  /// What is meant: a folder that holds an adapter and no model stands for the base that the
  /// adapter names, with it applied.
  static ModelRequest meant(ModelRequest asked) {
    Path folder = asked.folder();
    Path model = model(folder);
    return asked.adapter().isPresent() || model.equals(folder)
        ? asked
        : asked.at(model).adapted(Optional.of(new AdapterChoice(folder.toString(), false)));
  }

  /// The folder itself, or the base that it names if it holds an adapter and no model.
  static Path model(Path folder) {
    return LoraAdapter.alone(folder) ? LoraAdapter.open(folder).baseFolder() : folder;
  }

  /// The ids that end a text or a turn.
  Set<Integer> ends() {
    Set<Integer> ends = new TreeSet<>(defaults.ends());
    ends.addAll(folder.config().ids("eos_token_id"));
    SpecialTokens special = text.tokenizer().special();
    special.eos().ifPresent(ends::add);
    for (String name : ENDS_OF_TURN) {
      OptionalInt id = text.tokenizer().idOf(name);
      if (id.isPresent() && special.all().contains(id.getAsInt())) {
        ends.add(id.getAsInt());
      }
    }
    return Set.copyOf(ends);
  }

  /// What names the model and its adapter, for a session.
  String fingerprint() {
    return adaptation == null
        ? fingerprint(folder)
        : fingerprint(folder, adaptation.adapter().fingerprint());
  }

  /// The same of what a folder means, without its tokenizer and its network.
  static String fingerprint(Path path) {
    CheckpointFolder model = CheckpointFolder.open(model(path));
    return LoraAdapter.alone(path)
        ? fingerprint(model, LoraAdapter.open(path).fingerprint())
        : fingerprint(model);
  }

  private static String fingerprint(CheckpointFolder model) {
    CheckpointFolder base = FlowModel.baseOf(model);
    boolean apart = !base.folder().equals(model.folder());
    return apart ? fingerprint(model, base.fingerprint()) : model.fingerprint();
  }

  private static String fingerprint(CheckpointFolder model, String beside) {
    return model.fingerprint() + "+" + beside;
  }
}
