package dev.unmask.network;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Which weights training changes.
public sealed interface TrainedParts {
  /// All weights but some.
  ///
  /// @param frozen beginnings of the names of tensors that stay as they are
  record Full(List<String> frozen) implements TrainedParts {
    public Full {
      frozen = List.copyOf(frozen);
    }

    /// All weights.
    public Full() {
      this(List.of());
    }

    boolean trains(String tensor) {
      return frozen.stream().noneMatch(tensor::startsWith);
    }
  }

  /// Low-rank factors beside linear layers; the weights themselves stay as they are.
  ///
  /// @param rank of the factors, at least 1
  /// @param alpha the product counts `alpha / rank` times
  /// @param layers ends of the names of the adapted layers, for example `q_proj`; empty adapts all
  /// @param seed of the first factor: normal with deviation `1 / rank`; the second is zero
  /// @see "Hu et al., LoRA, 2106.09685; PEFT, tuners/lora"
  record LowRank(int rank, double alpha, List<String> layers, long seed) implements TrainedParts {
    public LowRank {
      layers = List.copyOf(layers);
      if (rank < 1) {
        throw new IllegalArgumentException("rank " + rank);
      }
    }

    /// The adapter's configuration as PEFT writes it.
    ///
    /// @param base where the adapted model is
    public String peftConfig(String base) {
      ObjectNode config = new JsonMapper().createObjectNode();
      config.put("peft_type", "LORA");
      config.put("task_type", "CAUSAL_LM");
      config.put("base_model_name_or_path", base);
      config.put("r", rank);
      config.put("lora_alpha", alpha);
      config.put("lora_dropout", 0.0);
      config.put("bias", "none");
      config.put("inference_mode", true);
      if (layers.isEmpty()) {
        config.put("target_modules", "all-linear");
      } else {
        ArrayNode names = config.putArray("target_modules");
        layers.forEach(names::add);
      }
      return config.toPrettyString() + "\n";
    }

    boolean adapts(String tensor) {
      return layers.isEmpty() || layers.stream().anyMatch(l -> tensor.endsWith(l + ".weight"));
    }
  }
}
