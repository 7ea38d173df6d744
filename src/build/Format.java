import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Checks or applies google-java-format to every Java file below some folders.
///
/// Run by the build with the formatter's jar on the class path: the formatter takes files, not
/// folders, and Maven cannot list them. First argument `check` or `write`, then the folders.
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean check = args[0].equals("check");
    List<String> command = new ArrayList<>();
    command.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    int options = command.size();
    for (String folder : List.of(args).subList(1, args.length)) {
      addFiles(Path.of(folder), command);
    }
    Main formatter =
        new Main(new PrintWriter(System.out, true), new PrintWriter(System.err, true), System.in);
    int status = formatter.format(command.toArray(String[]::new));
    int files = command.size() - options;
    if (status != 0 && check) {
      System.err.println("The files above are not formatted. Mend: ./mvnw -Pformat");
    } else if (status == 0) {
      System.out.println("Format: " + files + (check ? " files are as they should be" : " files"));
    }
    System.exit(status);
  }

  private static void addFiles(Path folder, List<String> command) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      found
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::toString)
          .forEach(command::add);
    }
  }
}
