package dev.unmask.bench;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseRun;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Prompting;
import dev.unmask.job.SourceTexts;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/// The parts of a start: the Java machine, engine and model, prompt, first frame.
public record StartBench(Models models, Path model, PrintWriter out) {
  /// Measures once, in this process; a second start shows what a user sees.
  public void run() {
    long java = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    long began = System.nanoTime();
    ModelRequest request = ModelRequest.of(model, DenoiseParameters.defaults());
    try (LoadedModel loaded = models.open(request)) {
      long opened = System.nanoTime();
      var spec =
          new Prompting(loaded)
              .spec(SourceTexts.prompt("Max has 3 toys."), DenoiseParameters.defaults());
      long asked = System.nanoTime();
      var run = DenoiseRun.start(loaded, spec);
      run.next();
      long framed = System.nanoTime();
      line("Java and classes", java);
      line("engine and model", (opened - began) / 1_000_000);
      line("prompt", (asked - opened) / 1_000_000);
      line("first frame", (framed - asked) / 1_000_000);
      line("in all", java + (framed - began) / 1_000_000);
    }
  }

  private void line(String part, long millis) {
    out.printf(Locale.ROOT, "%-18s %6d ms%n", part, millis);
  }
}
