package dev.unmask.window.settings;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/// The state of the window at its last end.
///
/// @param version of this layout
/// @param x left edge on the screen, NaN if not known
/// @param y top edge
/// @param width of the scene
/// @param height of the scene
/// @param maximized whether it filled the screen
/// @param dividers positions of the dividers between the three columns, 0 to 1
/// @param dark whether the theme was dark
/// @param reduceMotion whether tokens appear at once
/// @param grid whether the canvas was a grid
/// @param zoom how much larger than at first tokens are painted
/// @param heat name of what the lightness of a token stood for, empty for the usual
/// @param model folder of the model that was open, empty for the bundled one
/// @param session file of the session that was open, empty for none
/// @param toured whether the first steps were taken or dismissed
@JsonIgnoreProperties(ignoreUnknown = true)
public record WindowMemory(
    int version,
    double x,
    double y,
    double width,
    double height,
    boolean maximized,
    List<Double> dividers,
    boolean dark,
    boolean reduceMotion,
    boolean grid,
    double zoom,
    String heat,
    String model,
    String session,
    boolean toured) {

  /// The present layout.
  public static final int VERSION = 1;

  /// A window that was never opened before.
  public static final WindowMemory FIRST = of(1280, 800, false);

  /// Nonsense becomes the default: a window must be seen.
  public WindowMemory {
    zoom = zoom >= 0.5 && zoom <= 3 ? zoom : 1;
    width = sane(width, 1280);
    height = sane(height, 800);
    boolean good = dividers != null && dividers.stream().allMatch(d -> d != null && d > 0 && d < 1);
    dividers = good ? List.copyOf(dividers) : List.of();
    heat = heat == null ? "" : heat;
    model = model == null ? "" : model;
    session = session == null ? "" : session;
  }

  /// A window of a size and theme, and nothing else known.
  public static WindowMemory of(double width, double height, boolean dark) {
    double nowhere = Double.NaN;
    return new WindowMemory(
        VERSION, nowhere, nowhere, width, height, false, List.of(), dark, false, false, 1, "", "",
        "", false);
  }

  private static double sane(double size, double otherwise) {
    return size >= 400 && size <= 20_000 ? size : otherwise;
  }
}
