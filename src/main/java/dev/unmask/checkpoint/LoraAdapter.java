package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A LoRA adapter in PEFT's layout: `adapter_config.json` and `adapter_model.safetensors`.
///
/// An adapted weight is `W + scale * B A` with `A` `[rank, in]` and `B` `[out, rank]`; `scale` is
/// `lora_alpha / r`, or `lora_alpha / sqrt(r)` with `use_rslora`.
///
/// @param folder that holds it
/// @param base what `base_model_name_or_path` names, if anything
/// @param scale on the product
/// @param pairs by the name of the weight in the base checkpoint
/// @param saved whole tensors that replace those of the base (`modules_to_save`), by name
/// @see "PEFT, tuners/lora"
public record LoraAdapter(
    Path folder,
    Optional<String> base,
    double scale,
    Map<String, Pair> pairs,
    Map<String, TensorEntry> saved) {

  /// The name of the configuration file.
  public static final String CONFIG = "adapter_config.json";

  private static final String WEIGHTS = "adapter_model.safetensors";
  private static final String PREFIX = "base_model.model.";

  /// The two factors of one weight.
  ///
  /// @param a `[rank, in]`
  /// @param b `[out, rank]`
  public record Pair(TensorEntry a, TensorEntry b) {}

  /// Whether a folder holds an adapter rather than a model.
  public static boolean in(Path folder) {
    return Files.exists(folder.resolve(CONFIG));
  }

  /// Whether a folder holds an adapter and no model.
  public static boolean alone(Path folder) {
    return in(folder) && !Files.exists(folder.resolve("config.json"));
  }

  /// The folder of the model that it belongs to, as its configuration names it.
  ///
  /// @throws Problem CONFIG if it names none
  public Path baseFolder() {
    String named = base.orElse("");
    try {
      if (!named.isEmpty()) {
        return Path.of(named);
      }
    } catch (InvalidPathException e) {
      named = Words.quote(named) + ", which is no folder";
    }
    throw new Problem(
        Code.CONFIG,
        "The adapter "
            + folder
            + " names no model that it belongs to"
            + (named.isEmpty() ? "." : ": " + named + "."),
        "Open the model, and give this folder as --adapter.");
  }

  /// Opens an adapter.
  ///
  /// @throws Problem if it is not LoRA, uses what is not supported, or its files are broken
  public static LoraAdapter open(Path path) {
    FolderFiles folder = new FolderFiles(path);
    Config config = Config.read(folder.find(CONFIG).orElseThrow(() -> missing(path, CONFIG)));
    String kind = config.text("peft_type", "LORA");
    if (!kind.equals("LORA")) {
      throw unsupported("is of type " + kind);
    }
    if (config.bool("use_dora", false)) {
      throw unsupported("uses DoRA");
    }
    if (!config.text("bias", "none").equals("none")) {
      throw unsupported("trains biases");
    }
    for (String perLayer : new String[] {"rank_pattern", "alpha_pattern"}) {
      if (config.inner(perLayer).map(c -> !c.keys().isEmpty()).orElse(false)) {
        throw unsupported("sets " + perLayer);
      }
    }
    int rank = config.count("r");
    double alpha = config.number("lora_alpha", rank);
    double scale = alpha / (config.bool("use_rslora", false) ? Math.sqrt(rank) : rank);
    Path weights = folder.find(WEIGHTS).orElseThrow(() -> missing(path, WEIGHTS));
    Map<String, Pair> pairs = new LinkedHashMap<>();
    Map<String, TensorEntry> saved = new LinkedHashMap<>();
    collect(WeightsFile.open(weights), rank, pairs, saved);
    String base = config.text("base_model_name_or_path", "");
    return new LoraAdapter(
        path, base.isEmpty() ? Optional.empty() : Optional.of(base), scale, pairs, saved);
  }

  /// A name for the content: configuration and every byte of the factors. 64 hexadecimal digits.
  ///
  /// @throws Problem READ if a file cannot be read
  public String fingerprint() {
    MessageDigest digest = Sha256.digest();
    FolderFiles files = new FolderFiles(folder);
    for (String name : List.of(CONFIG, WEIGHTS)) {
      Path file = files.find(name).orElseThrow(() -> missing(folder, name));
      try (InputStream in = Files.newInputStream(file)) {
        byte[] piece = new byte[1 << 16];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
          digest.update(piece, 0, n);
        }
      } catch (IOException e) {
        throw Words.unreadable(file, e);
      }
    }
    return Sha256.hex(digest);
  }

  private static void collect(
      WeightsFile file, int rank, Map<String, Pair> pairs, Map<String, TensorEntry> saved) {
    for (TensorEntry t : file.tensors().values()) {
      String name = t.name();
      if (!name.startsWith(PREFIX)) {
        throw unsupported("holds the tensor " + Words.quote(name) + ", which PEFT does not write");
      }
      String inner = name.substring(PREFIX.length());
      if (inner.endsWith(".lora_A.weight")) {
        String module = inner.substring(0, inner.length() - ".lora_A.weight".length());
        TensorEntry b = file.require(PREFIX + module + ".lora_B.weight");
        if (t.rank() != 2 || b.rank() != 2 || t.shape()[0] != rank || b.shape()[1] != rank) {
          throw new Problem(
              Code.TENSOR,
              "The factors of "
                  + Words.quote(module)
                  + " do not have the adapter's rank "
                  + rank
                  + ".",
              "adapter_config.json and the weights do not belong together.");
        }
        pairs.put(module + ".weight", new Pair(t, b));
      } else if (inner.endsWith(".lora_B.weight")) {
        file.require(PREFIX + inner.replace(".lora_B.", ".lora_A."));
      } else if (inner.contains("lora_")) {
        throw unsupported("adapts " + Words.quote(inner));
      } else {
        saved.put(inner, t);
      }
    }
    if (pairs.isEmpty() && saved.isEmpty()) {
      throw unsupported("adapts nothing");
    }
  }

  private static Problem missing(Path path, String file) {
    return new Problem(
        Code.NOT_FOUND,
        "There is no " + file + " in " + Words.quote(path.toString()) + ".",
        "Choose the folder of a PEFT adapter saved as safetensors.");
  }

  private static Problem unsupported(String what) {
    return new Problem(
        Code.FORMAT,
        "The adapter " + what + ".",
        "Supported: LoRA of linear layers as PEFT saves it; or merge it into its base with PEFT.");
  }
}
