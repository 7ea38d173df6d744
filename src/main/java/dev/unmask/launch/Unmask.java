package dev.unmask.launch;

import dev.unmask.checkpoint.HuggingFaceCache;
import dev.unmask.checkpoint.ModelLocation;
import dev.unmask.cli.Surroundings;
import dev.unmask.cli.UnmaskCommand;
import dev.unmask.job.Failures;
import dev.unmask.job.FolderModels;
import dev.unmask.job.StartModels;
import dev.unmask.job.Trainings;
import dev.unmask.job.Worker;
import dev.unmask.problem.Problem;
import dev.unmask.session.state.AppFolders;
import dev.unmask.window.UnmaskWindow;
import dev.unmask.window.workbench.Setup;
import dev.unmask.window.workbench.TrainingSetup;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/// The program: a window where there is a display, the same job in the terminal elsewhere.
public final class Unmask {
  private static final int COLUMNS = 80;

  private final Installation installation = Installation.find();
  private final int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
  private final PrintWriter out = writer(System.out);
  private final PrintWriter err = writer(System.err);

  private Unmask() {}

  /// @param args a command and its options (see `--help`), or a session or model to open in the
  ///     window, or nothing
  public static void main(String[] args) {
    System.exit(status(new Unmask(), args));
  }

  /// Where memory ends, a sentence is better than a trace.
  private static int status(Unmask program, String... args) {
    try {
      return program.run(args);
    } catch (OutOfMemoryError e) {
      Problem told = Failures.problem(e);
      program.err.println(told.inOneLine());
      program.err.flush();
      return told.code().exitStatus();
    }
  }

  private int run(String... args) {
    Optional<Path> file = args.length == 1 ? existing(args[0]) : Optional.empty();
    if (args.length > 0 && file.isEmpty()) {
      return commands().execute(args);
    }
    if (!Display.present()) {
      out.println("There is no display for a window, so the same job runs here in the terminal:");
      out.println("a diffusion language model solves a word problem in 32 steps.");
      out.println();
      out.flush();
      return commands().execute("denoise", "--example", "1");
    }
    try {
      window(file);
      return 0;
    } catch (Problem p) {
      err.println(p.inOneLine());
      err.flush();
      return p.code().exitStatus();
    }
  }

  private void window(Optional<Path> file) {
    try (Worker worker = new Worker("cpu", version())) {
      new UnmaskWindow(setup(worker, AppFolders.ofThisUser()), file).run();
    }
  }

  /// One core is left to the screen: the engine's threads wait for each other by spinning, so that
  /// painting on the last core made a run many times slower.
  private Setup setup(Worker worker, AppFolders folders) {
    int own = Math.max(1, threads - 1);
    return new Setup(
        new FolderModels(own),
        worker,
        folders,
        installation.defaultModel(),
        "CPU · " + own + (own == 1 ? " thread" : " threads"),
        new TrainingSetup(
            new Trainings(own),
            new StartModels(installation.defaultModel(), location()),
            new FolderModels(own),
            trainings()),
        version());
  }

  private CommandLine commands() {
    Surroundings around =
        new Surroundings(
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
            out,
            err,
            terminal(),
            columns(),
            version(),
            location(),
            installation::defaultModel,
            FolderModels::new,
            threads);
    return UnmaskCommand.of(around, List.of(new PictureCommand(this::setup, version(), out)));
  }

  private static ModelLocation location() {
    return new ModelLocation(HuggingFaceCache.of(System.getenv(), userHome()));
  }

  /// Where a user finds what was trained; each training may be given another folder.
  private static Path trainings() {
    return userHome().resolve("Unmask");
  }

  private static Path userHome() {
    return Path.of(System.getProperty("user.home"));
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives none again where the input is no terminal
  private static boolean terminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static int columns() {
    try {
      return Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "").strip());
    } catch (NumberFormatException e) {
      return COLUMNS;
    }
  }

  /// An argument that is no command but a file or folder: what a file manager passes.
  private static Optional<Path> existing(String argument) {
    try {
      boolean word = argument.toLowerCase(Locale.ROOT).matches("[a-z-]+");
      Path path = Path.of(argument);
      return !word && Files.exists(path) ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String version() {
    String version = Unmask.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }
}
