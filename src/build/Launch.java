import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes what `unmask` and `unmask.cmd` need to start the program without Maven.
///
/// Run by the build on the JDK that its toolchain chose, with the program's class path. Arguments:
/// the folder to write to, the checkout, the program's own archive, and its main class. Writes
///
/// - `java`: the JDK's `java`, one line;
/// - `home`: the checkout, one line: files that were written elsewhere are not used;
/// - `arguments`: an argument file for `java`: class path, flags and main class.
///
/// And removes the class data archives of the last build, because Java makes an archive anew when
/// Java itself has changed, but not when the program has.
final class Launch {
  private Launch() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "*.jsa")) {
      for (Path archive : archives) {
        Files.delete(archive);
      }
    }
    String home = args[1];
    List<String> classPath = new ArrayList<>();
    classPath.add(args[2]);
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar")) {
        classPath.add(entry);
      }
    }
    String java = File.separatorChar == '\\' ? "bin\\java.exe" : "bin/java";
    line(folder.resolve("java"), Path.of(System.getProperty("java.home")).resolve(java).toString());
    line(folder.resolve("home"), home);
    List<String> arguments =
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            // The heap is small beside the weights: the default collector lets it grow for minutes,
            // and
            // a heap that begins with a share of the machine's memory fills up with what is long
            // dead.
            "-XX:+UseSerialGC",
            "-Xms32m",
            "-XX:NewSize=20m",
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-Dunmask.home=" + home,
            "-classpath",
            String.join(File.pathSeparator, classPath),
            args[3]);
    Files.write(folder.resolve("arguments"), arguments.stream().map(Launch::quoted).toList());
  }

  private static void line(Path file, String text) throws IOException {
    Files.writeString(file, text + "\n");
  }

  /// As the argument files of `java` want it: in quotes a backslash stands for itself only if
  /// doubled.
  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
