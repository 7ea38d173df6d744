package dev.unmask.bench;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Job;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Prompting;
import dev.unmask.job.RunEnd;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.Worker;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/// One denoising after the other, each recorded in a session, for minutes or an hour: the resident
/// memory of the process must stay where it was after the first minute.
///
/// @param model folder of the model
/// @param minutes to go on, at least 2
public record EnduranceBench(Models models, Path model, int minutes, PrintWriter out) {
  private static final long MINUTE = 60_000_000_000L;

  /// The session begins anew after so many runs, so that it does not fill the disk.
  private static final int RUNS_OF_A_SESSION = 500;

  /// How far the resident set may move after the first minute.
  public static final double FLAT = 0.02;

  /// Runs and prints.
  ///
  /// @return whether memory stayed flat
  /// @throws Problem if this system does not tell the resident set, or a run fails
  public boolean run() {
    long began = System.nanoTime();
    long runs = 0;
    long after = 0;
    double farthest = 0;
    try (ScratchFolder folder = ScratchFolder.create();
        Worker worker = new Worker("cpu", "bench")) {
      LoadedModel loaded =
          worker
              .call(() -> models.open(ModelRequest.of(model, DenoiseParameters.defaults())))
              .join();
      int told = 0;
      while (System.nanoTime() - began < minutes * MINUTE) {
        Path file = folder.path().resolve("session-" + runs / RUNS_OF_A_SESSION + ".unmask");
        try (Session session = Session.openOrCreate(file)) {
          for (int i = 0; i < RUNS_OF_A_SESSION && !over(began, told); i++) {
            once(worker, loaded, session, runs++);
          }
        }
        int minute = (int) ((System.nanoTime() - began) / MINUTE);
        if (minute > told) {
          told = minute;
          long now = resident();
          after = after == 0 ? now : after;
          double moved = (double) (now - after) / after;
          farthest = Math.abs(moved) > Math.abs(farthest) ? moved : farthest;
          out.printf(
              Locale.ROOT,
              "minute %3d: %6d runs, resident %7.1f MB, %+.2f %%%n",
              minute,
              runs,
              now / 1e6,
              100 * moved);
          out.flush();
        }
      }
      worker.call(() -> closed(loaded)).join();
    }
    boolean flat = Math.abs(farthest) <= FLAT;
    out.printf(
        Locale.ROOT,
        "%d runs in %d minutes; after the first minute memory moved by at most %+.2f %%: %s%n",
        runs,
        minutes,
        100 * farthest,
        flat ? "flat" : "not flat");
    return flat;
  }

  private static boolean over(long began, int told) {
    return System.nanoTime() - began >= (told + 1) * MINUTE;
  }

  private static void once(Worker worker, LoadedModel loaded, Session session, long number) {
    String prompt = "Max has %d toys and gets %d more.".formatted(number % 90 + 1, number % 7 + 1);
    Job job =
        worker.submit(
            loaded,
            new Prompting(loaded).spec(SourceTexts.prompt(prompt), DenoiseParameters.defaults()),
            session.record());
    RunEnd end = job.await();
    Problem problem = end.problem();
    if (problem != null) {
      throw problem;
    }
  }

  private static boolean closed(LoadedModel loaded) {
    loaded.close();
    return true;
  }

  private static long resident() {
    OptionalLong bytes = ResidentMemory.all();
    return bytes.orElseThrow(
        () ->
            new Problem(
                Code.ENGINE,
                "This system does not tell how much memory a process holds.",
                "Run this measurement on Linux."));
  }
}
