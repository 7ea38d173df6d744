package dev.unmask.launch;

import dev.unmask.job.Worker;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.state.AppFolders;
import dev.unmask.window.WindowPictures;
import dev.unmask.window.workbench.Setup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Takes the pictures of the window that the README shows.
@Command(name = "picture", description = "Take pictures of the real window, without a display.")
final class PictureCommand implements Callable<Integer> {
  private final BiFunction<Worker, AppFolders, Setup> setup;
  private final String version;
  private final PrintWriter out;

  private static final int MOST_SCALE = 4;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the PNG files go; default ${DEFAULT-VALUE}")
  Path folder = Path.of("pictures");

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Size in pixels; default ${DEFAULT-VALUE}")
  String size = "1280x800";

  @Option(
      names = "--scale",
      paramLabel = "N",
      description =
          "Pixels for each of the size, as on a screen of 200 %%; default ${DEFAULT-VALUE}")
  int scale = 1;

  PictureCommand(BiFunction<Worker, AppFolders, Setup> setup, String version, PrintWriter out) {
    this.setup = setup;
    this.version = version;
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    if (!size.matches("\\d{3,4}x\\d{3,4}")) {
      throw new Problem(
          Code.PARAMETER, "--size must be like 1280x800, not " + size + ".", "Correct it.");
    }
    if (scale < 1 || scale > MOST_SCALE) {
      throw new Problem(
          Code.PARAMETER,
          "--scale must be from 1 to %d, not %d.".formatted(MOST_SCALE, scale),
          "Correct it.");
    }
    int x = size.indexOf('x');
    int width = Integer.parseInt(size.substring(0, x));
    int height = Integer.parseInt(size.substring(x + 1));
    // Before JavaFX starts: painted in memory, the same on every machine.
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    Path state = Files.createTempDirectory("unmask-pictures");
    try (Worker worker = new Worker("cpu", version)) {
      Setup own = setup.apply(worker, new AppFolders(state, state));
      Map<String, byte[]> pictures = new WindowPictures(own, width, height, scale).take();
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
        Path file = folder.resolve(picture.getKey());
        Files.write(file, picture.getValue());
        out.println(file);
      }
      out.flush();
    }
    return 0;
  }
}
