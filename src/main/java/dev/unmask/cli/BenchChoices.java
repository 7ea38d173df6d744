package dev.unmask.cli;

import dev.unmask.bench.SyntheticCheckpoint;
import dev.unmask.network.Precision;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the measurements may be asked for, checked before anything starts.
///
/// Each throws [Problem] PARAMETER where a value is none of those.
final class BenchChoices {
  private BenchChoices() {}

  static SyntheticCheckpoint shape(String text) {
    return oneOf(
        "--parameters", text, List.of(SyntheticCheckpoint.values()), SyntheticCheckpoint::text);
  }

  static List<Precision> floats(List<String> texts) {
    List<Precision> all = List.of(Precision.F32, Precision.BF16);
    return texts.stream().map(t -> oneOf("--dtype", t, all, Precision::text)).toList();
  }

  static double nucleus(double topP) {
    if (!(topP > 0 && topP <= 1)) {
      throw new Problem(
          Code.PARAMETER, "--top-p must be above 0 and at most 1.", "The usual value is 0.9.");
    }
    return topP;
  }

  static void positive(String what, int a, int b) {
    if (a < 1 || b < 1) {
      throw new Problem(Code.PARAMETER, what + " are too small.", "Give larger numbers.");
    }
  }

  /// @param text what the user writes for a choice
  static <T> T oneOf(String option, String given, List<T> all, Function<T, String> text) {
    return all.stream()
        .filter(t -> text.apply(t).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    Code.PARAMETER,
                    option + " must not be " + given + ".",
                    "Choose one of "
                        + all.stream().map(text).collect(Collectors.joining(", "))
                        + "."));
  }
}
