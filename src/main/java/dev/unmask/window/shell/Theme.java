package dev.unmask.window.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.unmask.window.canvas.Palette;
import dev.unmask.window.charts.ChartColors;

/// Light or dark.
enum Theme {
  LIGHT,
  DARK;

  /// The style sheet of AtlantaFX.
  String styleSheet() {
    return this == DARK
        ? new PrimerDark().getUserAgentStylesheet()
        : new PrimerLight().getUserAgentStylesheet();
  }

  Palette palette() {
    return this == DARK ? Palette.DARK : Palette.LIGHT;
  }

  ChartColors chart() {
    return this == DARK ? ChartColors.DARK : ChartColors.LIGHT;
  }

  Theme other() {
    return this == DARK ? LIGHT : DARK;
  }
}
