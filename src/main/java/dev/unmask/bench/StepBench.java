package dev.unmask.bench;

import com.sun.management.ThreadMXBean;
import dev.unmask.diffusion.Canvas;
import dev.unmask.diffusion.Denoising;
import dev.unmask.diffusion.Frame;
import dev.unmask.diffusion.RandomKeep;
import dev.unmask.diffusion.Randomness;
import dev.unmask.diffusion.Settings;
import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.job.RunListener;
import dev.unmask.network.Input;
import dev.unmask.network.Precision;
import dev.unmask.network.TokenDraw;
import dev.unmask.session.Session;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Where the time of a denoising step goes, and what it leaves on the heap.
///
/// Each step is done as in any run and recorded in a session; beside it, on the same canvas, the
/// trunk alone and the product with the vocabulary alone are timed. What the model's answer takes
/// beyond these two is the reduction over the vocabulary: softmax, filters, draw, entropies, most
/// probable tokens, and the way of small arrays to and from the engine.
///
/// @param shape of the checkpoint
/// @param precisions to measure
/// @param length of the canvas
/// @param steps `T`
/// @param topP of the draw
public record StepBench(
    Torch torch,
    SyntheticCheckpoint shape,
    List<Precision> precisions,
    int length,
    int steps,
    double topP,
    PrintWriter out) {

  /// Times of the parts of steps, in seconds, and heap in bytes.
  private record Parts(
      Times trunk,
      Times head,
      Times reduction,
      Times java,
      Times session,
      Times whole,
      Times heap,
      Times sessionHeap) {
    Parts() {
      this(
          new Times(),
          new Times(),
          new Times(),
          new Times(),
          new Times(),
          new Times(),
          new Times(),
          new Times());
    }
  }

  /// Measures and prints.
  public void run() {
    out.printf(
        Locale.ROOT,
        "%s (%s), length %d, T=%d, random-keep, top-p %s, %d threads%n",
        shape.text(),
        shape.about(),
        length,
        steps,
        topP,
        torch.threads());
    try (ScratchFolder folder = ScratchFolder.create()) {
      SyntheticModel.write(shape, folder.path());
      for (Precision precision : precisions) {
        measure(folder.path(), precision);
      }
    }
    out.println("share: median of the shares of single steps");
  }

  private void measure(Path folder, Precision precision) {
    Path file = folder.resolve(precision.text() + ".unmask");
    Parts parts = new Parts();
    try (SyntheticModel model = SyntheticModel.load(torch, folder, precision);
        Session session = Session.create(file)) {
      RunListener recorder = session.record();
      recorder.started(BenchRun.header(shape, model, length));
      steps(model, recorder, parts);
    }
    out.printf("%-30s %14s %10s%n", precision.text(), "median (ms)", "share");
    line("trunk", parts.trunk(), parts);
    line("vocabulary head", parts.head(), parts);
    line("softmax, filters, draw, top-k", parts.reduction(), parts);
    line("bookkeeping in Java", parts.java(), parts);
    line("session", parts.session(), parts);
    line("step", parts.whole(), parts);
    heap("heap allocated by the step", parts.heap());
    heap("heap allocated by the session", parts.sessionHeap());
    out.flush();
  }

  private void heap(String what, Times bytes) {
    out.printf(Locale.ROOT, "%-30s %11.1f KB%n", what, bytes.median() / 1024);
  }

  private void line(String what, Times times, Parts parts) {
    out.printf(
        Locale.ROOT,
        "%-30s %14.2f %8.2f %%%n",
        what,
        1e3 * times.median(),
        100 * times.over(parts.whole()));
  }

  private void steps(SyntheticModel model, RunListener recorder, Parts parts) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    TimedDenoiser timed = new TimedDenoiser(model.denoiser());
    boolean[] masked = new boolean[length];
    Arrays.fill(masked, 1, length, true);
    Canvas start = Canvas.of(new int[length], masked, timed.maskId());
    Settings settings =
        Settings.of(new RandomKeep(), new TokenDraw(true, 1, topP, new int[0]), steps, 5);
    try (Denoising run = Denoising.of(timed, settings, start, Randomness.seeded(1));
        Scope scope = torch.scope(Device.CPU)) {
      Program measured = model.network().beside(scope, ProgramSource.of("measured.py"));
      while (!run.finished()) {
        Canvas before = run.canvases().getFirst();
        double[] network = network(model, measured, scope, before);
        long heap = threads.getCurrentThreadAllocatedBytes();
        long began = System.nanoTime();
        Frame frame = run.next().getFirst();
        long framed = System.nanoTime();
        long allocated = threads.getCurrentThreadAllocatedBytes() - heap;
        recorder.frame(frame);
        long written = System.nanoTime();
        long all = threads.getCurrentThreadAllocatedBytes() - heap;
        double asked = timed.taken();
        if (asked == 0 || frame.step() == 1) {
          continue; // the first step touches all weights; an unchanged canvas is not asked about
        }
        parts.trunk().add(network[0]);
        parts.head().add(network[1]);
        parts.reduction().add(asked - network[0] - network[1]);
        parts.java().add((framed - began) / 1e9 - asked);
        parts.session().add((written - framed) / 1e9);
        parts.whole().add((written - began) / 1e9);
        parts.heap().add((double) allocated);
        parts.sessionHeap().add((double) (all - allocated));
      }
    }
  }

  /// Seconds of the trunk alone and of the vocabulary's product alone, for the masked positions.
  private double[] network(SyntheticModel model, Program measured, Scope scope, Canvas canvas) {
    int[] rows = Arrays.stream(canvas.maskedPositions()).map(p -> p - 1).toArray();
    Input input = Input.of(new int[][] {canvas.ids()});
    try (Scope step = scope.child()) {
      List<Tensor> picks = List.of(step.ids(rows, rows.length));
      long began = System.nanoTime();
      List<Tensor> hidden = model.network().run(step, measured, "measured_trunk", input, picks);
      long trunk = System.nanoTime();
      head(model, measured, step, hidden.getFirst());
      return new double[] {(trunk - began) / 1e9, (System.nanoTime() - trunk) / 1e9};
    }
  }

  private static void head(SyntheticModel model, Program measured, Scope step, Tensor hidden) {
    model.network().run(step, measured, "vocabulary", Input.of(new int[][] {{0}}), hidden);
  }
}
