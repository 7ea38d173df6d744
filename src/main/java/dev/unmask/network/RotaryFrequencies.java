package dev.unmask.network;

import dev.unmask.checkpoint.Config;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Inverse frequencies of rotary embeddings, after the scaling that a configuration asks for.
///
/// @param inverse `[head width / 2]` radians per position
/// @param attention factor on cosine and sine (YaRN), else 1
/// @param base `rope_theta`
/// @param factor of dynamic scaling, else 1
/// @param dynamicAfter length from which dynamic scaling stretches the base
/// @see "transformers 4.46, modeling_rope_utils.py"
record RotaryFrequencies(
    float[] inverse, double attention, double base, double factor, long dynamicAfter) {

  /// Reads `rope_theta` and `rope_scaling`.
  ///
  /// @param width of one head
  /// @param positions `max_position_embeddings`
  /// @throws Problem if the kind of scaling is not known
  static RotaryFrequencies of(Config config, int width, int positions) {
    double base = config.number("rope_theta", 10_000);
    double[] plain = new double[width / 2];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = 1 / Math.pow(base, 2.0 * i / width);
    }
    Optional<Config> scaling = config.inner("rope_scaling");
    if (scaling.isEmpty()) {
      return fixed(plain, 1, base);
    }
    Config s = scaling.get();
    String kind = s.text("rope_type", s.text("type", "default"));
    return switch (kind) {
      case "default" -> fixed(plain, 1, base);
      case "linear" -> {
        double factor = s.number("factor");
        for (int i = 0; i < plain.length; i++) {
          plain[i] /= factor;
        }
        yield fixed(plain, 1, base);
      }
      case "dynamic" ->
          new RotaryFrequencies(single(plain), 1, base, s.number("factor"), positions);
      case "yarn" -> yarn(s, plain, base, width, positions);
      case "llama3" -> llama3(s, plain, base);
      case "factors" -> divided(s.numbers("factors"), plain, base);
      default ->
          throw new Problem(
              Code.ARCHITECTURE,
              "The rotary scaling '" + kind + "' is not supported.",
              "Supported: default, linear, dynamic, yarn, llama3.");
    };
  }

  /// The longest canvas: dynamic scaling is made for texts beyond the trained length.
  int reach(int positions) {
    return factor > 1 ? (int) Math.min(Integer.MAX_VALUE, positions * factor) : positions;
  }

  /// Attributes of `llama.py`.
  Map<String, Object> constants() {
    return Map.of(
        "rope_attention", attention,
        "rope_base", base,
        "rope_factor", factor,
        "rope_dynamic_after", dynamicAfter);
  }

  private static RotaryFrequencies fixed(double[] inverse, double attention, double base) {
    return new RotaryFrequencies(single(inverse), attention, base, 1, Long.MAX_VALUE);
  }

  /// Each frequency over its own factor: what GGUF files hold in place of `llama3`.
  private static RotaryFrequencies divided(List<Double> factors, double[] plain, double base) {
    if (factors.size() != plain.length) {
      throw new Problem(
          Code.CONFIG,
          "There are " + factors.size() + " factors for " + plain.length + " rotary frequencies.",
          "Download the file again; if it stays like this, ask whoever made it.");
    }
    for (int i = 0; i < plain.length; i++) {
      plain[i] /= factors.get(i);
    }
    return fixed(plain, 1, base);
  }

  private static RotaryFrequencies llama3(Config s, double[] plain, double base) {
    double factor = s.number("factor");
    double low = s.number("low_freq_factor");
    double high = s.number("high_freq_factor");
    double original = s.count("original_max_position_embeddings");
    for (int i = 0; i < plain.length; i++) {
      double wavelength = 2 * Math.PI / plain[i];
      if (wavelength > original / low) {
        plain[i] /= factor;
      } else if (wavelength >= original / high) {
        double smooth = (original / wavelength - low) / (high - low);
        plain[i] = (1 - smooth) * plain[i] / factor + smooth * plain[i];
      }
    }
    return fixed(plain, 1, base);
  }

  private static RotaryFrequencies yarn(
      Config s, double[] plain, double base, int width, int positions) {
    double factor = s.number("factor");
    double trained = s.count("original_max_position_embeddings", positions);
    double attention = s.number("attention_factor", 0.1 * Math.log(factor) + 1);
    double low = Math.max(0, Math.floor(turns(s.number("beta_fast", 32), width, base, trained)));
    double high =
        Math.min(width - 1, Math.ceil(turns(s.number("beta_slow", 1), width, base, trained)));
    double span = low == high ? 0.001 : high - low;
    for (int i = 0; i < plain.length; i++) {
      double interpolated = Math.clamp((i - low) / span, 0, 1);
      plain[i] = plain[i] / factor * interpolated + plain[i] * (1 - interpolated);
    }
    return fixed(plain, attention, base);
  }

  /// The dimension whose wave turns so many times over the trained length.
  private static double turns(double rotations, int width, double base, double length) {
    return width * Math.log(length / (rotations * 2 * Math.PI)) / (2 * Math.log(base));
  }

  private static float[] single(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }
}
