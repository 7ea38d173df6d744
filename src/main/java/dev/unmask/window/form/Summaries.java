package dev.unmask.window.form;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.SamplerParameters;
import dev.unmask.job.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What closed sections say.
public final class Summaries {
  private static final String DOT = " \u00b7 ";

  private Summaries() {}

  /// The rule, and what else of the sampler's parts has an effect and is not as ever:
  /// `rule counted · order entropy · counts timesteps`.
  public static String parts(Values values) {
    return of(values, SamplerParameters.PARTS, SamplerParameters.RULE);
  }

  /// What is asked of guidance and tokens: `guidance 1.5 · 2 pins`.
  public static String tokens(Values values) {
    return of(values, SamplerParameters.TOKENS, null);
  }

  private static String of(
      Values values, String group, @org.jspecify.annotations.Nullable Parameter<?> always) {
    List<String> words = new ArrayList<>();
    for (Parameter<?> p : values.catalogue()) {
      boolean mine = p.group().equals(group);
      boolean said = !values.get(p).equals(p.fallback());
      boolean works = DenoiseParameters.idle(p, values).isEmpty();
      if (mine && (p.equals(always) || (said && works))) {
        words.add(words(p, values.get(p)));
      }
    }
    return words.isEmpty() ? "off" : String.join(DOT, words);
  }

  private static String words(Parameter<?> parameter, Object value) {
    String label = parameter.label().toLowerCase(Locale.ROOT);
    if (value instanceof Boolean) {
      return label;
    }
    if (value instanceof String text && parameter.domain() instanceof dev.unmask.job.Domain.Free) {
      long n = text.split("(?<!\\\\);", -1).length;
      return parameter.equals(SamplerParameters.PINS)
          ? n + (n == 1 ? " pin" : " pins")
          : n + " " + label.substring(0, label.indexOf(' '));
    }
    return label + " " + Knob.written(value);
  }
}
