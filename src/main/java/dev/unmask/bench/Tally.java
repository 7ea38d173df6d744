package dev.unmask.bench;

import dev.unmask.measure.Proportion;
import dev.unmask.task.Verdict;
import java.util.ArrayList;
import java.util.List;

/// Counts of one sampler while it is measured.
final class Tally {
  private static final double NANOS = 1e6;

  final Contender contender;
  private int problems;
  private int answers;
  private int chains;
  private long evaluations;
  private long nanosTogether;
  private final List<Long> alone = new ArrayList<>();

  Tally(Contender contender) {
    this.contender = contender;
  }

  void solved(Verdict verdict, int asked) {
    problems++;
    answers += verdict.answer() ? 1 : 0;
    chains += verdict.chain() ? 1 : 0;
    evaluations += asked;
  }

  void together(long nanos) {
    nanosTogether += nanos;
  }

  void alone(long nanos) {
    alone.add(nanos);
  }

  /// @param plain what it is compared with
  SamplerScore score(Tally plain) {
    return new SamplerScore(
        contender.name(),
        plain.contender.name(),
        new Proportion(answers, problems),
        new Proportion(chains, problems),
        perProblem(),
        millisAlone(),
        nanosTogether / NANOS / problems,
        plain.perProblem() / perProblem(),
        plain.millisAlone() / millisAlone(),
        100.0 * (answers - plain.answers) / problems);
  }

  private double perProblem() {
    return (double) evaluations / problems;
  }

  /// The median: another program that holds the processor for a second says nothing of a sampler.
  private double millisAlone() {
    List<Long> sorted = alone.stream().sorted().toList();
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0 / NANOS;
  }
}
