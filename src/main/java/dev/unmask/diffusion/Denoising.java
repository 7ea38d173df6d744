package dev.unmask.diffusion;

import dev.unmask.network.Denoiser;
import java.util.ArrayList;
import java.util.List;

/// A run over a batch of canvases: each call of [#next()] takes one step with every canvas that is
/// not finished, asks the network about all of them at once where it can, and leaves one frame for
/// each.
///
/// A step asks the network about the canvas that the step before left, notes the current guess
/// (`x0_hat`), and lets the transition write. Canvases do not influence each other: a batch of
/// eight writes what eight runs of one would.
public final class Denoising implements AutoCloseable {
  private final Evaluation evaluation;
  private final List<Course> courses = new ArrayList<>();

  /// @param randomness one for each canvas
  public Denoising(
      Denoiser denoiser, Settings settings, List<Canvas> canvases, List<Randomness> randomness) {
    if (canvases.isEmpty() || canvases.size() != randomness.size()) {
      throw new IllegalArgumentException("canvases and randomness differ in number");
    }
    this.evaluation = new Evaluation(denoiser);
    for (int b = 0; b < canvases.size(); b++) {
      courses.add(new Course(denoiser, settings, canvases.get(b), randomness.get(b)));
    }
  }

  /// A run over one canvas.
  public static Denoising of(
      Denoiser denoiser, Settings settings, Canvas canvas, Randomness randomness) {
    return new Denoising(denoiser, settings, List.of(canvas), List.of(randomness));
  }

  /// Whether every canvas is finished.
  public boolean finished() {
    return courses.stream().allMatch(Course::done);
  }

  /// The canvases as they stand.
  public List<Canvas> canvases() {
    return courses.stream().map(Course::canvas).toList();
  }

  /// Does one step.
  ///
  /// @return one frame for each canvas; of those that were finished before, their last
  /// @throws IllegalStateException if the run is finished
  public List<Frame> next() {
    if (finished()) {
      throw new IllegalStateException("the run is finished");
    }
    long began = System.nanoTime();
    List<Course> active = courses.stream().filter(c -> !c.done()).toList();
    List<Moment> moments = active.stream().map(Course::begin).toList();
    List<Evaluation.Result> results = evaluation.of(active, moments);
    for (int i = 0; i < active.size(); i++) {
      Evaluation.Result result = results.get(i);
      active.get(i).advance(moments.get(i), result.answers(), result.approximate(), began);
    }
    List<Frame> frames = new ArrayList<>();
    for (Course course : courses) {
      Frame frame = course.frame();
      if (frame != null) {
        frames.add(frame);
      }
    }
    return frames;
  }

  @Override
  public void close() {
    courses.forEach(Course::close);
  }
}
