package dev.unmask.job;

import java.util.List;

/// The shelves on which published samplers stand in a list.
public enum PresetGroup {
  DIFFULLAMA("DiffuLLaMA"),
  DREAM("Dream"),
  LLADA("LLaDA"),
  FAST_DLLM("Fast-dLLM"),
  PROCESSES("MDLM, BD3LM and SEDD"),
  REMASKING("Masking again"),
  NEWER("Newer rules"),
  BASELINES("Baselines and known defects");

  private final String title;

  PresetGroup(String title) {
    this.title = title;
  }

  /// As a heading.
  public String title() {
    return title;
  }

  /// The shelf of a preset.
  public static PresetGroup of(Preset preset) {
    return switch (preset.name()) {
      case "topk-confidence", "random-keep" -> DIFFULLAMA;
      case "p2", "dfm", "forward-backward" -> REMASKING;
      case "left-to-right", "right-to-left", "entropy-as-published" -> BASELINES;
      default -> byFamily(preset.name());
    };
  }

  private static PresetGroup byFamily(String name) {
    int dash = name.indexOf('-');
    return switch (dash < 0 ? name : name.substring(0, dash)) {
      case "dream" -> DREAM;
      case "llada" -> LLADA;
      case "fast" -> FAST_DLLM;
      case "mdlm", "bd3lm", "sedd" -> PROCESSES;
      case "remdm" -> REMASKING;
      default -> NEWER;
    };
  }

  /// Its presets, in the order of [Presets#all].
  public List<Preset> presets() {
    return Presets.all().stream().filter(p -> of(p) == this).toList();
  }
}
