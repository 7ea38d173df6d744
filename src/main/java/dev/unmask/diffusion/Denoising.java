package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.Question;
import dev.unmask.network.TokenDraw;
import java.util.ArrayList;
import java.util.List;

/// A run over one batch of canvases of equal length: each call of [#next()] is one evaluation of
/// the network and leaves one frame per canvas.
///
/// Step `k` of `T` asks the network about the canvas that step `k - 1` left, notes the current
/// guess (`x0_hat`), and reveals what the rule chooses; the last step reveals the rest. The run
/// ends early when nothing is masked any more, since nothing could change.
///
/// @see "DiffuLLaMA, generate_samples: T evaluations, candidates kept between them"
public final class Denoising {
  private final Denoiser denoiser;
  private final Settings settings;
  private final List<Canvas> canvases;
  private final List<Randomness> randomness;
  private final int[] initiallyMasked;
  private int step;
  private int evaluations;

  /// How a run is done.
  ///
  /// @param rule which positions are revealed
  /// @param draw how candidates are chosen
  /// @param steps `T`, at least 1
  /// @param alternatives how many of the most probable tokens each frame lists for a position
  public record Settings(RevealRule rule, TokenDraw draw, int steps, int alternatives) {
    public Settings {
      if (steps < 1 || alternatives < 1) {
        throw new IllegalArgumentException("steps " + steps + ", alternatives " + alternatives);
      }
    }
  }

  /// @param canvases all of one length
  /// @param randomness one for each canvas
  public Denoising(
      Denoiser denoiser, Settings settings, List<Canvas> canvases, List<Randomness> randomness) {
    if (canvases.isEmpty() || canvases.size() != randomness.size()) {
      throw new IllegalArgumentException("canvases and randomness differ in number");
    }
    this.denoiser = denoiser;
    this.settings = settings;
    this.canvases = new ArrayList<>(canvases);
    this.randomness = List.copyOf(randomness);
    this.initiallyMasked = canvases.stream().mapToInt(c -> c.maskedPositions().length).toArray();
  }

  /// A run over one canvas.
  public static Denoising of(
      Denoiser denoiser, Settings settings, Canvas canvas, Randomness randomness) {
    return new Denoising(denoiser, settings, List.of(canvas), List.of(randomness));
  }

  /// Whether the last step is done or nothing is masked.
  public boolean finished() {
    return step == settings.steps()
        || canvases.stream().allMatch(c -> c.maskedPositions().length == 0);
  }

  /// The canvases as they stand.
  public List<Canvas> canvases() {
    return List.copyOf(canvases);
  }

  /// Does one step.
  ///
  /// @return one frame for each canvas
  /// @throws IllegalStateException if the run is finished
  public List<Frame> next() {
    if (finished()) {
      throw new IllegalStateException("the run is finished");
    }
    long began = System.nanoTime();
    step++;
    evaluations++;
    List<Beliefs> beliefs = denoiser.believe(question());
    List<Frame> frames = new ArrayList<>();
    for (int b = 0; b < canvases.size(); b++) {
      frames.add(advance(b, beliefs.get(b), began));
    }
    return frames;
  }

  private Question question() {
    int[][] ids = new int[canvases.size()][];
    int[][] positions = new int[canvases.size()][];
    double[][] uniforms = new double[canvases.size()][];
    for (int b = 0; b < ids.length; b++) {
      ids[b] = canvases.get(b).ids();
      positions[b] = settings.rule().wanted(canvases.get(b));
      uniforms[b] = uniforms(randomness.get(b), positions[b]);
    }
    double time = (double) (settings.steps() - step + 1) / settings.steps();
    return new Question(ids, positions, settings.draw(), uniforms, settings.alternatives(), time);
  }

  private double[] uniforms(Randomness source, int[] positions) {
    if (!settings.draw().sample()) {
      return new double[0];
    }
    double[] u = new double[positions.length];
    for (int i = 0; i < u.length; i++) {
      u[i] = source.uniform(Purpose.TOKEN, step, positions[i]);
    }
    return u;
  }

  private Frame advance(int b, Beliefs believed, long began) {
    Canvas canvas = canvases.get(b);
    Beliefs beliefs = withFirstToken(canvas, believed);
    int[] guess = canvas.ids();
    for (int i = 0; i < beliefs.count(); i++) {
      int p = beliefs.positions()[i];
      if (canvas.masked(p)) {
        guess[p] = beliefs.candidates()[i];
      }
    }
    int[] revealed =
        settings
            .rule()
            .reveal(
                new Step(
                    canvas,
                    beliefs,
                    step,
                    settings.steps(),
                    initiallyMasked[b],
                    randomness.get(b)));
    Canvas next = canvas.reveal(revealed, guess);
    canvases.set(b, next);
    return new Frame(
        step,
        settings.steps(),
        next.ids(),
        next.roles(),
        guess,
        revealed,
        beliefs,
        evaluations,
        System.nanoTime() - began);
  }

  /// On a shifted network nothing predicts position 0: its candidate is the token given there, its
  /// score is that of row 0.
  private Beliefs withFirstToken(Canvas canvas, Beliefs beliefs) {
    if (!denoiser.shifted() || beliefs.count() == 0 || beliefs.positions()[0] != 0) {
      return beliefs;
    }
    int[] candidates = beliefs.candidates().clone();
    candidates[0] = canvas.firstToken();
    return new Beliefs(
        beliefs.positions(),
        candidates,
        beliefs.logProbabilities(),
        beliefs.entropies(),
        beliefs.alternatives(),
        beliefs.topIds(),
        beliefs.topLogProbabilities());
  }
}
