package dev.unmask.window.form;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unmask.job.StartCanvas;
import java.util.BitSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DraftTest {
  private static final int MASK = 9;
  private final Draft draft =
      new Draft(
          new StartCanvas(new int[] {1, 2, 3, MASK, MASK}, new int[] {0, 0, 0, 1, 1}),
          new BitSet());

  private static Draft toggled(Draft draft, int from, int to) {
    return Objects.requireNonNull(draft.toggled(from, to));
  }

  @Test
  void paintingPutsGivenPositionsUnderAMask() {
    StartCanvas canvas = toggled(draft, 1, 2).canvas(MASK);
    assertArrayEquals(new int[] {1, MASK, MASK, MASK, MASK}, canvas.ids());
    assertArrayEquals(new int[] {0, 1, 1, 1, 1}, canvas.roles());
  }

  @Test
  void paintingTwiceTakesItAway() {
    Draft twice = toggled(toggled(draft, 1, 2), 1, 2);
    assertArrayEquals(draft.canvas(MASK).ids(), twice.canvas(MASK).ids());
  }

  @Test
  void paintingOverASelectionThatIsPartlyMaskedMasksAllOfIt() {
    Draft all = toggled(toggled(draft, 1, 1), 0, 4);
    assertEquals(3, all.painted().cardinality());
  }

  @Test
  void whatWasNotGivenCannotBePainted() {
    assertNull(draft.toggled(3, 4));
  }

  @Test
  void paintingSurvivesAChangeBehindIt() {
    Draft painted = toggled(draft, 1, 2);
    Draft longer =
        painted.over(
            new StartCanvas(new int[] {1, 2, 7, MASK, MASK, MASK}, new int[] {0, 0, 0, 1, 1, 1}));
    assertEquals(BitSet.valueOf(new long[] {0b10}), longer.painted());
    assertEquals(painted.painted(), painted.over(painted.base()).painted());
  }
}
