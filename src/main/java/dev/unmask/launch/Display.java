package dev.unmask.launch;

import java.util.Locale;

/// Whether there is a display to open a window on.
final class Display {
  private Display() {}

  static boolean present() {
    return present(
        System.getProperty("os.name", ""),
        System.getProperty("glass.platform", ""),
        System.getenv().getOrDefault("DISPLAY", ""));
  }

  /// @param system name of the operating system
  /// @param platform JavaFX's platform, if one was asked for
  /// @param display the X display; JavaFX on Wayland uses one too
  static boolean present(String system, String platform, String display) {
    String name = system.toLowerCase(Locale.ROOT);
    return name.contains("windows")
        || name.contains("mac")
        || platform.equalsIgnoreCase("headless")
        || !display.isEmpty();
  }
}
