import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Checks that a committed file is what the build generates, or makes it so.
///
/// Arguments: `check` or `write`, the generated file, the committed file, and the command that
/// mends a difference. Line endings do not count.
final class Committed {
  private Committed() {}

  public static void main(String[] args) throws IOException {
    Path generated = Path.of(args[1]);
    Path committed = Path.of(args[2]);
    String wanted = lines(generated);
    if (args[0].equals("write")) {
      Files.writeString(committed, wanted);
      System.out.println("Wrote " + committed);
    } else if (Files.exists(committed) && lines(committed).equals(wanted)) {
      System.out.println(committed.getFileName() + " is up to date");
    } else {
      System.err.println(
          committed.getFileName() + " is not what the build generates: " + generated);
      System.err.println("Mend: " + args[3]);
      System.exit(1);
    }
  }

  private static String lines(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n").strip() + "\n";
  }
}
