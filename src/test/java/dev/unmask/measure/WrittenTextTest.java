package dev.unmask.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Frame;
import dev.unmask.network.Beliefs;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenTextTest {
  @Test
  void distinctCountsDifferentNGrams() {
    List<int[]> texts = List.of(new int[] {1, 2, 1, 2}, new int[] {1, 2});
    assertEquals(2.0 / 6, Distinct.share(texts, 1));
    assertEquals(2.0 / 4, Distinct.share(texts, 2));
    assertTrue(Double.isNaN(Distinct.share(texts, 5)));
  }

  @Test
  void aGuessThatLeavesAndComesBackIsRevisedTwice() {
    Revisions.Counter counter = new Revisions.Counter();
    counter.frame(frame(1, 9, 5, 6));
    counter.frame(frame(2, 9, 7, 6));
    counter.frame(frame(3, 9, 5, 6));
    Revisions found = counter.revisions();
    assertArrayEquals(new int[] {0, 2, 0}, found.changes());
    assertArrayEquals(new int[] {0, 3, 1}, found.firstRight());
    assertArrayEquals(new boolean[] {false, true, false}, found.returned());
    assertEquals(1, found.returns());
    assertEquals(2, found.total());
    assertEquals(3, found.settled());
  }

  @Test
  void aGuessThatNeverComesBackReturnsNowhere() {
    Revisions.Counter counter = new Revisions.Counter();
    counter.frame(frame(1, 9, 5, 6));
    counter.frame(frame(2, 9, 7, 6));
    counter.frame(frame(3, 9, 8, 6));
    assertEquals(0, counter.revisions().returns());
  }

  /// A frame of a canvas whose first position is given.
  private static Frame frame(int step, int... guess) {
    int[] asked = {1, 2};
    Beliefs beliefs =
        new Beliefs(
            asked,
            new int[] {guess[1], guess[2]},
            new float[2],
            new float[2],
            1,
            new int[2],
            new float[2]);
    return new Frame(step, 3, guess, new byte[guess.length], guess, new int[0], beliefs, step, 1);
  }
}
