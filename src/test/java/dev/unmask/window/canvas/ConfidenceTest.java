package dev.unmask.window.canvas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConfidenceTest {
  @Test
  void surerIsDarkerEverywhere() {
    for (int i = 1; i <= 100; i++) {
      double before = Oklch.luminance(Confidence.fill((i - 1) / 100.0));
      double now = Oklch.luminance(Confidence.fill(i / 100.0));
      assertTrue(now < before, "at " + i);
    }
  }

  @Test
  void textOnEveryShadeIsReadable() {
    for (int i = 0; i <= 100; i++) {
      double c = Oklch.contrast(Confidence.fill(i / 100.0), Confidence.ink(i / 100.0));
      assertTrue(c >= 4.5, "contrast " + c + " at " + i);
    }
  }

  @Test
  void doubtIsAlsoSaidByTheUnderline() {
    assertEquals(0, Confidence.underline(0.95));
    assertEquals(1, Confidence.underline(0.7));
    assertEquals(2, Confidence.underline(0.2));
  }

  @Test
  void textOfBothThemesIsReadable() {
    for (Palette p : new Palette[] {Palette.LIGHT, Palette.DARK}) {
      assertTrue(Oklch.contrast(p.ink(), p.background()) >= 7);
      assertTrue(Oklch.contrast(p.muted(), p.background()) >= 4.5);
      assertTrue(Oklch.contrast(p.muted(), p.chip()) >= 4.5);
      assertTrue(Oklch.contrast(p.ink(), p.mask()) >= 7);
      assertTrue(Oklch.contrast(p.accent(), p.background()) >= 3);
    }
  }
}
