package dev.unmask.launch;

/// The program: a window where there is a display, the same job in the terminal elsewhere.
public final class Unmask {
  private Unmask() {}

  /// @param args the command line; see `--help`
  public static void main(String[] args) {
    System.out.println("Unmask " + Runtime.version());
  }
}
