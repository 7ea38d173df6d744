package dev.unmask.window.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Frame;
import dev.unmask.window.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  private final List<Frame> frames = Samples.frames(8);
  private final Trace trace = Samples.trace(8);

  @Test
  void stepZeroIsTheCanvasBeforeTheRun() {
    Moment start = trace.moment(0);
    assertEquals(Samples.row().length - Samples.PROMPT, start.maskedLeft());
    assertTrue(start.masked(Samples.PROMPT));
    assertEquals(-1, start.guess()[Samples.PROMPT]);
    assertTrue(trace.alternatives(0, Samples.PROMPT).isEmpty());
  }

  @Test
  void theLastMomentIsTheWholeRow() {
    assertEquals(0, trace.moment(8).maskedLeft());
    assertEquals(frames.get(7).ids().length, trace.moment(8).length());
  }

  @Test
  void aRevealedPositionKeepsTheBeliefsOfTheStepThatRevealedIt() {
    int position = frames.get(1).changed()[0];
    Moment then = trace.moment(2);
    Moment end = trace.moment(8);
    assertEquals(2, end.believedAt()[position]);
    assertEquals(then.probability()[position], end.probability()[position]);
    assertEquals(trace.alternatives(2, position), trace.alternatives(8, position));
  }

  @Test
  void aMaskedPositionHasTheGuessOfTheStepJustMade() {
    int position = frames.get(7).changed()[0];
    Moment early = trace.moment(3);
    assertTrue(early.masked(position));
    assertEquals(3, early.believedAt()[position]);
    assertEquals(frames.get(2).guess()[position], early.guess()[position]);
  }

  @Test
  void givenPositionsAreNotBelieved() {
    assertTrue(Float.isNaN(trace.moment(8).probability()[0]));
    assertEquals(0, trace.moment(8).believedAt()[0]);
  }

  @Test
  void guessesThatChangeUnderTheMaskAreCounted() {
    int changes = 0;
    for (int s = 1; s < 8; s++) {
      for (int p : frames.get(s).beliefs().positions()) {
        if (frames.get(s).guess()[p] != frames.get(s - 1).guess()[p]) {
          changes++;
        }
      }
    }
    assertTrue(changes > 0, "the sample run must correct itself");
    assertEquals(changes, trace.counts(8).revisions());
    assertEquals(0, trace.counts(1).revisions());
  }

  @Test
  void metricsAreMeansOverWhatWasMasked() {
    Frame frame = frames.get(3);
    double sum = 0;
    for (float log : frame.beliefs().logProbabilities()) {
      sum += Math.exp(log);
    }
    Metrics metrics = trace.metrics(4);
    assertEquals(sum / frame.beliefs().count(), metrics.meanConfidence(), 1e-12);
    assertEquals(frame.maskedLeft(), metrics.maskedLeft());
  }

  @Test
  void aReaderSeesAPrefixWhileTheRunGrows() {
    Trace growing = Samples.begun(8);
    assertTrue(growing.empty());
    growing.append(frames.get(0));
    growing.append(frames.get(1));
    assertEquals(2, growing.available());
    assertArrayEquals(trace.moment(2).ids(), growing.moment(2).ids());
    assertThrows(IndexOutOfBoundsException.class, () -> growing.moment(3));
    assertThrows(IllegalArgumentException.class, () -> growing.append(frames.get(3)));
  }
}
