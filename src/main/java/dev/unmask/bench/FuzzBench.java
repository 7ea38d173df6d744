package dev.unmask.bench;

import dev.unmask.bench.fuzz.Fuzzer;
import dev.unmask.bench.fuzz.Outcome;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Opens broken files by the thousand and ends at the first that does not end in success or a plain
/// refusal.
///
/// @param model the bundled model
/// @param seed of the changes
/// @param from number of the first change
/// @param count of changes
public record FuzzBench(Path model, long seed, long from, long count, PrintWriter out) {
  /// Runs and prints.
  ///
  /// @throws Problem INTERNAL at the first surprise
  public void run() {
    Map<String, Map<String, Long>> codes = new TreeMap<>();
    Outcome slowest = new Outcome("", 0, "", 0, 0, null);
    Outcome largest = slowest;
    long began = System.nanoTime();
    try (Fuzzer fuzzer = new Fuzzer(model, seed)) {
      for (long n = from; n < from + count; n++) {
        Outcome o = fuzzer.run(n);
        if (o.surprise() != null) {
          throw surprise(o);
        }
        codes.computeIfAbsent(o.target(), t -> new TreeMap<>()).merge(o.code(), 1L, Long::sum);
        slowest = o.nanos() > slowest.nanos() ? o : slowest;
        largest = o.allocated() > largest.allocated() ? o : largest;
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    out.printf(
        Locale.ROOT,
        "%,d broken files in %.0f s (%.0f a second), seed %d: each opened or was refused%n",
        count,
        seconds,
        count / seconds,
        seed);
    out.printf(
        Locale.ROOT,
        "longest: %.1f ms of processor time (%s, %d)%n",
        slowest.nanos() / 1e6,
        slowest.target(),
        slowest.number());
    out.printf(
        Locale.ROOT,
        "largest: %.1f MB allocated (%s, %d)%n",
        largest.allocated() / 1e6,
        largest.target(),
        largest.number());
    codes.forEach((target, counts) -> out.printf("%-20s %s%n", target, words(counts)));
    out.flush();
  }

  private static String words(Map<String, Long> counts) {
    StringBuilder words = new StringBuilder();
    counts.forEach(
        (code, n) ->
            words.append(
                String.format(Locale.ROOT, "%8d %s", n, code.isEmpty() ? "opened" : code)));
    return words.toString();
  }

  private Problem surprise(Outcome o) {
    return new Problem(
        Code.INTERNAL,
        "A broken file (%s, change %d) ended otherwise than by success or refusal: %s."
            .formatted(o.target(), o.number(), o.surprise()),
        "To repeat it: unmask bench fuzz --seed %d --from %d --count 1."
            .formatted(seed, o.number()));
  }
}
