package dev.unmask.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Frame;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTest {
  private final Worker worker = new Worker("cpu", "test");

  @AfterEach
  void close() {
    worker.close();
  }

  private static DenoiseSpec spec(LoadedModel model, long steps) {
    return new Prompting(model)
        .spec(
            SourceTexts.prompt("Why?"),
            DenoiseParameters.defaults().with(DenoiseParameters.STEPS, steps));
  }

  /// Notes what it is told.
  private static final class Notes implements RunListener {
    final List<String> told = new ArrayList<>();
    final List<Frame> frames = new ArrayList<>();

    @Override
    public void started(RunHeader header) {
      told.add("started " + header.card().name());
    }

    @Override
    public void frame(Frame frame) {
      told.add("frame " + frame.step());
      frames.add(frame);
    }

    @Override
    public void ended(RunEnd end) {
      told.add("ended " + end.outcome());
    }
  }

  @Test
  void listenersHearEverythingInOrder() {
    LoadedModel model = new FakeModel().loaded();
    Notes notes = new Notes();
    Job job = worker.submit(model, spec(model, 3), notes);
    assertEquals(RunEnd.finished(), job.await());
    assertEquals(
        List.of("started fake", "frame 1", "frame 2", "frame 3", "ended FINISHED"), notes.told);
    assertEquals(0, notes.frames.getLast().maskedLeft());
    assertEquals(Job.State.FINISHED, job.state());
    assertEquals(3, job.progress().evaluations());
    assertEquals(64 - 6, job.progress().revealed());
    assertTrue(job.progress().tokensPerSecond() > 0);
    assertNull(job.failure());
  }

  @Test
  void cancelKeepsWhatIsThere() throws InterruptedException {
    CountDownLatch third = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    LoadedModel model =
        new FakeModel(
                () -> {
                  if (calls.incrementAndGet() == 3) {
                    third.countDown();
                    await(cancelled);
                  }
                })
            .loaded();
    Notes notes = new Notes();
    Job job = worker.submit(model, spec(model, 20), notes);
    third.await();
    assertEquals(Job.State.RUNNING, job.state());
    job.cancel();
    cancelled.countDown();
    assertEquals(RunEnd.cancelled(), job.await());
    // The engine call that was under way is finished and its frame is kept.
    assertEquals(3, notes.frames.size());
    assertEquals("ended CANCELLED", notes.told.getLast());
  }

  @Test
  void aJobThatStillWaitsNeverStarts() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    LoadedModel slow = new FakeModel(() -> await(release)).loaded();
    Job first = worker.submit(slow, spec(slow, 1));
    Notes notes = new Notes();
    Job second = worker.submit(slow, spec(slow, 1), notes);
    assertEquals(Job.State.QUEUED, second.state());
    second.cancel();
    release.countDown();
    assertEquals(RunEnd.finished(), first.await());
    assertEquals(RunEnd.cancelled(), second.await());
    assertEquals(List.of("ended CANCELLED"), notes.told);
  }

  @Test
  void runningOutOfMemoryIsAPlainFailureAndTheWorkerGoesOn() {
    AtomicInteger calls = new AtomicInteger();
    LoadedModel model =
        new FakeModel(
                () -> {
                  if (calls.incrementAndGet() == 2) {
                    throw new OutOfMemoryError("Java heap space");
                  }
                })
            .loaded();
    Notes notes = new Notes();
    Job job = worker.submit(model, spec(model, 5), notes);
    Problem problem = problemOf(job.await().problem());
    assertEquals(Code.MEMORY, problem.code());
    assertEquals("The computer's memory ran out.", problem.sentence());
    assertEquals(1, notes.frames.size());
    assertSame(problem, job.failure());
    assertEquals(RunEnd.finished(), worker.submit(model, spec(model, 2)).await());
  }

  @Test
  void aListenerThatCannotSaveStopsTheRun() {
    LoadedModel model = new FakeModel().loaded();
    Problem full = new Problem(Code.WRITE, "The disk is full.", "Free some space.");
    Notes notes = new Notes();
    Job job =
        worker.submit(
            model,
            spec(model, 5),
            notes,
            frame -> {
              if (frame.step() == 2) {
                throw full;
              }
            });
    assertSame(full, job.await().problem());
    assertEquals(2, notes.frames.size());
    assertEquals("ended FAILED", notes.told.getLast());
  }

  @Test
  void otherWorkFailsWithAProblem() {
    CompletionException thrown =
        assertThrows(
            CompletionException.class,
            () ->
                worker
                    .call(
                        () -> {
                          throw new IllegalStateException("no");
                        })
                    .join());
    assertEquals(Code.INTERNAL, assertInstanceOf(Problem.class, thrown.getCause()).code());
    assertEquals(42, worker.call(() -> 42).join());
  }

  private static Problem problemOf(@org.jspecify.annotations.Nullable Problem problem) {
    assertNotNull(problem);
    return java.util.Objects.requireNonNull(problem);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
