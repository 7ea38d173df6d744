package dev.unmask.session;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FakeModel;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Prompting;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.Worker;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes run after run into a session until it is killed, and says on its standard output what is
/// stored for certain: `run`, when a run began, `frame`, after each frame.
final class WriterProcess {
  private WriterProcess() {}

  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    LoadedModel model = new FakeModel().loaded();
    try (Session session = Files.exists(file) ? Session.open(file) : Session.create(file);
        Worker worker = new Worker("cpu", "test")) {
      System.out.println("open");
      for (long seed = 0; ; seed++) {
        worker
            .submit(
                model,
                new Prompting(model)
                    .spec(
                        SourceTexts.prompt("Why?"),
                        DenoiseParameters.defaults().with(DenoiseParameters.SEED, seed)),
                session.record(),
                new RunListener() {
                  @Override
                  public void started(RunHeader header) {
                    System.out.println("run");
                  }

                  @Override
                  public void frame(Frame frame) {
                    System.out.println("frame");
                  }
                })
            .await();
      }
    }
  }
}
