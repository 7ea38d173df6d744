package dev.unmask.bench;

import dev.unmask.diffusion.Denoising;
import dev.unmask.diffusion.Frame;
import dev.unmask.diffusion.Role;
import dev.unmask.job.DenoiseRun;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Prompting;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.StartCanvas;
import dev.unmask.job.Values;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.Checker;
import dev.unmask.task.Exercise;
import dev.unmask.task.Exercises;
import dev.unmask.task.Split;
import dev.unmask.task.WordProblems;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Samplers on the same held-out word problems: how many they solve, with how many evaluations, in
/// what time.
///
/// The samplers take turns, some problems each, so that whatever else the computer does meets all
/// of them alike.
public final class SamplerBench {
  private final LoadedModel model;
  private final Prompting prompting;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final PrintWriter progress;

  /// How much is measured.
  ///
  /// @param problems in all
  /// @param batch problems that are solved together
  /// @param alone problems that are solved once more, one by one, for the time that takes
  /// @param seed of the problems
  /// @param largest number in a problem
  /// @param equations in a problem, at most
  public record Extent(int problems, int batch, int alone, long seed, int largest, int equations) {
    /// @throws Problem PARAMETER if there is nothing to measure
    public Extent {
      if (problems < 1 || batch < 1 || alone < 1 || alone > problems) {
        throw new Problem(
            Code.PARAMETER,
            "There is nothing to measure with %d problems, %d of them alone, in batches of %d."
                .formatted(problems, alone, batch),
            "Give numbers of at least 1, and no more problems alone than in all.");
      }
    }
  }

  /// @param samplers presets, each with any `:knob=value` after its name
  /// @param base knobs that are not mentioned
  /// @param progress hears how far it is
  /// @throws Problem PARAMETER if there is no such preset, knob or value
  public SamplerBench(LoadedModel model, List<String> samplers, Values base, PrintWriter progress) {
    this.model = model;
    this.prompting = new Prompting(model);
    this.progress = progress;
    for (String text : samplers) {
      Contender contender = Contender.parse(text, base);
      for (String name : List.of(contender.plain(), contender.name())) {
        tallies.computeIfAbsent(name, n -> new Tally(Contender.parse(n, base)));
      }
    }
  }

  /// Measures.
  ///
  /// @return in the order of the samplers; plain presets that others are compared with included
  public List<SamplerScore> run(Extent extent) {
    List<Exercise> exercises =
        new Exercises(
                new WordProblems(extent.largest(), extent.equations()), extent.seed(), this::fits)
            .distinct(Split.HELD_OUT, extent.problems());
    int warm = Math.min(2, exercises.size());
    for (Tally tally : tallies.values()) {
      solve(tally.contender, exercises.subList(0, warm));
    }
    for (int from = 0; from < exercises.size(); from += extent.batch()) {
      int to = Math.min(exercises.size(), from + extent.batch());
      List<Exercise> batch = exercises.subList(from, to);
      for (Tally tally : tallies.values()) {
        measure(tally, batch, Math.clamp((long) extent.alone() - from, 0, batch.size()));
      }
      progress.printf("%d of %d problems%n", to, exercises.size());
      progress.flush();
    }
    return tallies.values().stream()
        .map(t -> t.score(tallies.getOrDefault(t.contender.plain(), t)))
        .toList();
  }

  private void measure(Tally tally, List<Exercise> batch, int alone) {
    long began = System.nanoTime();
    List<Solved> solved = solve(tally.contender, batch);
    tally.together(System.nanoTime() - began);
    for (int i = 0; i < batch.size(); i++) {
      tally.solved(Checker.check(batch.get(i), solved.get(i).text()), solved.get(i).evaluations());
    }
    for (Exercise one : batch.subList(0, alone)) {
      began = System.nanoTime();
      solve(tally.contender, List.of(one));
      tally.alone(System.nanoTime() - began);
    }
  }

  private record Solved(String text, int evaluations) {}

  private List<Solved> solve(Contender contender, List<Exercise> exercises) {
    List<DenoiseSpec> specs =
        exercises.stream()
            .map(e -> prompting.spec(SourceTexts.prompt(e.question()), contender.values()))
            .toList();
    try (Denoising run = DenoiseRun.together(model, specs)) {
      List<Frame> frames = run.next();
      while (!run.finished()) {
        frames = run.next();
      }
      List<Solved> solved = new ArrayList<>();
      for (int i = 0; i < frames.size(); i++) {
        Frame last = frames.get(i);
        solved.add(new Solved(written(specs.get(i).canvas(), last), last.evaluations()));
      }
      return solved;
    }
  }

  /// What stands from the first mask to the first end.
  private String written(StartCanvas start, Frame frame) {
    int from = firstMask(start);
    int to = from;
    while (to < frame.length() && frame.ids()[to] != model.card().eosId()) {
      to++;
    }
    return model.tokenizer().decodePlain(Arrays.copyOfRange(frame.ids(), from, to));
  }

  private static int firstMask(StartCanvas start) {
    int i = 0;
    while (start.roles()[i] != Role.MASKED.code()) {
      i++;
    }
    return i;
  }

  /// Whether question, answer and an end fit the canvas that the model was made for.
  private boolean fits(Exercise exercise) {
    String question = exercise.question();
    String head = model.chat().map(chat -> chat.apply(question)).orElse(question);
    int given = model.tokenizer().encodeTemplate(head).length;
    int needed = model.tokenizer().encode(exercise.answer()).length + 1;
    return given + needed <= model.card().length(given);
  }
}
