package dev.unmask.job;

import dev.unmask.checkpoint.CheckpointDiagnosis;
import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.CheckpointSummary;
import dev.unmask.checkpoint.Config;
import dev.unmask.checkpoint.GenerationDefaults;
import dev.unmask.checkpoint.Progress;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.engine.SystemMemory;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.FlowModel;
import dev.unmask.network.FlowShape;
import dev.unmask.network.ModelText;
import dev.unmask.network.Precision;
import dev.unmask.network.SlotCheck;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.NumberTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks at a model without loading it: reads headers and small text files, and starts no engine.
public final class Inspector {
  private static final int MOST_PROBLEMS = 20;

  private final List<Problem> refusals = new ArrayList<>();
  private final List<Problem> notices = new ArrayList<>();

  private Inspector() {}

  /// Looks at what a path holds. What is wrong with it is part of the answer.
  public static Inspection inspect(Path path) {
    return new Inspector().look(path);
  }

  /// SHA-256 of each file of a model, as publishers show it.
  ///
  /// @param progress told bytes so far and in all; may throw to stop the work
  /// @return 64 hexadecimal digits by file name
  /// @throws Problem if the model cannot be opened or read
  public static SequencedMap<String, String> sha256(Path path, Hashing progress) {
    Progress told = progress::at;
    return CheckpointFolder.open(path).sha256(told);
  }

  /// Told how far hashing has come.
  @FunctionalInterface
  public interface Hashing {
    /// @param done bytes so far
    /// @param total bytes in all
    void at(long done, long total);
  }

  private Inspection look(Path path) {
    String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
    List<Problem> closed = CheckpointDiagnosis.of(path);
    if (!closed.isEmpty()) {
      return new Inspection(
          path,
          name,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          Map.of(),
          closed,
          List.of());
    }
    CheckpointFolder folder = CheckpointFolder.open(path);
    boolean flow = FlowShape.present(folder.config());
    @Nullable CheckpointFolder base = flow ? attempt(() -> FlowModel.baseOf(folder)) : folder;
    @Nullable Blueprint blueprint =
        base == null
            ? null
            : attempt(() -> flow ? FlowModel.blueprint(folder) : Families.blueprint(folder));
    // A flow path may lie in a folder of its own, beside the base that brings the rest.
    CheckpointFolder texts = base == null || ModelText.present(folder) ? folder : base;
    @Nullable ModelText text =
        attempt(
            () ->
                blueprint == null
                    ? ModelText.open(texts)
                    : ModelText.openOrNumbers(texts, blueprint.vocabulary()));
    if (blueprint != null && base != null) {
      refusals.addAll(SlotCheck.problems(base, blueprint, MOST_PROBLEMS));
    }
    if (text != null) {
      template(text);
    }
    @Nullable GenerationDefaults defaults = attempt(() -> GenerationDefaults.of(folder));
    if (defaults != null) {
      defaults.unused().forEach(this::notApplied);
    }
    List<Inspection.SpecialId> special = text == null ? List.of() : SpecialIds.of(text.tokenizer());
    if (blueprint != null && text != null) {
      mask(blueprint, text);
    }
    return new Inspection(
        path,
        folder.name(),
        Optional.of(summary(folder)),
        Optional.ofNullable(blueprint).map(b -> shape(b, flow)),
        types(folder),
        folder.tensors().values().stream().map(Inspector::row).toList(),
        special,
        blueprint == null ? Map.of() : memory(blueprint),
        defaults(folder, flow && blueprint != null),
        List.copyOf(refusals),
        List.copyOf(notices));
  }

  private <T> @Nullable T attempt(Supplier<T> work) {
    try {
      return work.get();
    } catch (Problem p) {
      refusals.add(p);
      return null;
    }
  }

  private void template(ModelText text) {
    if (text.tokenizer() instanceof NumberTokenizer) {
      notices.add(
          new Problem(
              Code.TOKENIZER,
              "The model brings no tokenizer, so its ids are shown as numbers.",
              "Put the tokenizer's files beside the weights."));
    }
    text.chat()
        .ifPresent(
            template -> {
              try {
                template.prompt("Hello");
              } catch (Problem p) {
                notices.add(p);
              }
            });
  }

  private void notApplied(String setting) {
    notices.add(
        new Problem(
            Code.CONFIG,
            "generation_config.json asks for " + setting + ", which Unmask does not have.",
            "Texts will differ from those of programs that apply it."));
  }

  private void mask(Blueprint blueprint, ModelText text) {
    boolean known = blueprint.maskId().isPresent() || text.tokenizer().special().mask().isPresent();
    if (blueprint.kind() == Blueprint.Kind.MASKED_DIFFUSION && !known) {
      notices.add(
          new Problem(
              Code.MASK_TOKEN,
              "Neither config.json nor the tokenizer names the mask token of this model.",
              "Say its id when it is to denoise (--mask-id)."));
    }
  }

  private static Inspection.Summary summary(CheckpointFolder folder) {
    CheckpointSummary s = CheckpointSummary.of(folder);
    return new Inspection.Summary(
        switch (folder.format()) {
          case SAFETENSORS -> "safetensors";
          case GGUF -> "GGUF";
          case LLAMA2C -> "llama2.c";
        },
        s.modelType(),
        s.architectures(),
        s.files(),
        s.bytes(),
        s.parameters(),
        s.licence().orElse(""),
        s.tags(),
        s.excerpt(),
        s.cardText(),
        s.remoteCode(),
        s.fingerprint());
  }

  private static Inspection.NetworkShape shape(Blueprint b, boolean flow) {
    long[] head = b.head().getFirst().shape();
    return new Inspection.NetworkShape(
        flow ? "L2D on " + b.family() : b.family(),
        flow ? "left to right, each token integrated" : reads(b),
        b.shifted(),
        b.cache().layers(),
        (int) head[head.length - 1],
        b.cache().heads(),
        b.cache().width(),
        b.vocabulary(),
        b.maxLength());
  }

  private static String reads(Blueprint b) {
    return switch (b.kind()) {
      case AUTOREGRESSIVE -> "left to right";
      case MASKED_DIFFUSION ->
          "masked"
              + (b.shifted() ? ", shifted" : "")
              + (b.traits().toldTheNoise() ? ", told the noise" : "")
              + (b.traits().blockSize() > 0 ? ", in blocks of " + b.traits().blockSize() : "");
    };
  }

  private static List<Inspection.TypeShare> types(CheckpointFolder folder) {
    Map<String, Inspection.TypeShare> shares = new LinkedHashMap<>();
    for (TensorEntry t : folder.tensors().values()) {
      shares.merge(
          t.dtype().name(),
          new Inspection.TypeShare(t.dtype().name(), 1, t.elements(), t.bytes()),
          (a, b) ->
              new Inspection.TypeShare(
                  a.type(),
                  a.tensors() + b.tensors(),
                  a.elements() + b.elements(),
                  a.bytes() + b.bytes()));
    }
    return shares.values().stream()
        .sorted(Comparator.comparingLong(Inspection.TypeShare::bytes).reversed())
        .toList();
  }

  private static Inspection.TensorRow row(TensorEntry t) {
    return new Inspection.TensorRow(
        t.name(),
        t.dtype().name(),
        Arrays.toString(t.shape()),
        t.bytes(),
        String.valueOf(t.file().getFileName()));
  }

  private static Map<String, MemoryEstimate> memory(Blueprint blueprint) {
    Map<String, MemoryEstimate> needs = new LinkedHashMap<>();
    long free = SystemMemory.available();
    for (Precision p : Precision.values()) {
      needs.put(p.text(), NetworkMemory.estimate(blueprint, p, free));
    }
    return needs;
  }

  /// What its makers recommend, and the classes that a flow may be guided by.
  ///
  /// @param flow whether it has a flow path that can be read
  private static Map<String, String> defaults(CheckpointFolder folder, boolean flow) {
    Map<String, String> all =
        new LinkedHashMap<>(folder.generation().map(Inspector::values).orElse(Map.of()));
    if (flow) {
      FlowShape shape = FlowShape.of(folder.config());
      all.putAll(new TreeMap<>(shape.defaults()));
      if (shape.classes().any()) {
        all.put("classes", shape.classes().words());
      }
    }
    return all;
  }

  private static Map<String, String> values(Config config) {
    Map<String, String> values = new LinkedHashMap<>();
    config.keys().forEach(key -> values.put(key, config.shown(key)));
    return values;
  }
}
