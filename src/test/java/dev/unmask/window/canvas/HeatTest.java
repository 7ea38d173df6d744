package dev.unmask.window.canvas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Frame;
import dev.unmask.window.Samples;
import dev.unmask.window.trace.Trace;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What lightness stands for, counted here a second time from the frames themselves.
class HeatTest {
  private static final int STEPS = 8;

  private final Trace trace = Samples.trace(STEPS);
  private final List<Frame> frames = Samples.frames(STEPS);

  private Sheet sheet(int step) {
    return new Sheet(
        1,
        trace.moment(0),
        trace.moment(step),
        null,
        Samples.faces(),
        false,
        Marks.NONE,
        trace.revisions(step),
        trace.mostRevised(),
        position -> List.of());
  }

  @Test
  void whatANewerWindowRememberedIsTheUsualHere() {
    for (Heat heat : Heat.values()) {
      assertEquals(heat, Heat.named(heat.name()));
    }
    assertEquals(Heat.CONFIDENCE, Heat.named("SURPRISE"));
    assertEquals(Heat.CONFIDENCE, Heat.named(""));
  }

  private int changes(int position, int until) {
    int n = 0;
    for (int step = 1; step < until; step++) {
      n += frames.get(step).guess()[position] != frames.get(step - 1).guess()[position] ? 1 : 0;
    }
    return n;
  }

  private int since(int position, int until) {
    int since = until;
    while (since > 1
        && frames.get(since - 2).guess()[position] == frames.get(until - 1).guess()[position]) {
      since--;
    }
    return since;
  }

  @Test
  void revisionsAndSettledStepsAreThoseOfTheGuesses() {
    int most = 0;
    for (int p = Samples.PROMPT; p < Samples.row().length; p++) {
      most = Math.max(most, changes(p, STEPS));
    }
    assertTrue(most > 0, "some guess is revised");
    assertEquals(most, trace.mostRevised());
    for (int step : new int[] {1, 4, STEPS}) {
      Sheet sheet = sheet(step);
      for (int p = Samples.PROMPT; p < Samples.row().length; p++) {
        assertEquals(changes(p, step) / (double) most, Heat.REVISIONS.shade(sheet, p), 1e-12);
        assertEquals(
            (since(p, step) - 1) / (double) (STEPS - 1), Heat.SETTLED.shade(sheet, p), 1e-12);
        PositionFacts facts = PositionFacts.of(sheet, p);
        assertEquals(changes(p, step), facts.changes());
        assertTrue(facts.history().endsWith("so since step " + since(p, step)));
      }
    }
    assertEquals(most == 1 ? "once" : most + " times", Heat.REVISIONS.most(sheet(STEPS)));
    assertEquals("in step 8", Heat.SETTLED.most(sheet(STEPS)));
  }

  @Test
  void whatIsGivenHasNoShadeAndBeforeARunNothingHas() {
    Sheet sheet = sheet(STEPS);
    Sheet start = sheet(0);
    for (Heat heat : Heat.values()) {
      assertTrue(Double.isNaN(heat.shade(sheet, 0)), heat.words());
      assertTrue(Double.isNaN(heat.shade(start, Samples.PROMPT)), heat.words());
    }
    assertEquals("", PositionFacts.of(sheet, 0).history());
  }

  @Test
  void entropyAndConfidenceAreWhatTheModelSaid() {
    Sheet sheet = sheet(4);
    int p = frames.get(3).beliefs().positions()[0];
    float entropy = frames.get(3).beliefs().entropies()[0];
    assertEquals(Math.min(1, entropy / 3), Heat.ENTROPY.shade(sheet, p), 1e-6);
    assertEquals(
        Math.exp(frames.get(3).beliefs().logProbabilities()[0]),
        Heat.CONFIDENCE.shade(sheet, p),
        1e-6);
    CanvasModel model = new CanvasModel();
    model.sheet().set(sheet);
    assertEquals(p, Objects.requireNonNull(model.facts(p)).position());
  }
}
