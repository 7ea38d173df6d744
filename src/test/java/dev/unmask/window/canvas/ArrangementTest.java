package dev.unmask.window.canvas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ArrangementTest {
  private static Slot word(double width) {
    return new Slot(width, 6, false, false);
  }

  private static Slot part(double width) {
    return new Slot(width, 0, true, false);
  }

  @Test
  void aWordOfSeveralTokensIsNotTornApart() {
    Cells cells = Arrangement.text(List.of(word(60), word(30), part(30)), 100);
    assertEquals(0, cells.row()[0]);
    assertEquals(1, cells.row()[1]);
    assertEquals(1, cells.row()[2]);
  }

  @Test
  void aWordLongerThanALineIsTornRatherThanLost() {
    Cells cells = Arrangement.text(List.of(word(60), part(60), part(60)), 100);
    assertEquals(0, cells.row()[0]);
    assertEquals(1, cells.row()[1]);
    assertEquals(2, cells.row()[2]);
  }

  @Test
  void aLineBeginsWithoutItsSpace() {
    Cells cells = Arrangement.text(List.of(word(60), word(60)), 100);
    assertEquals(54, cells.width()[1]);
    assertEquals(0, cells.x()[1]);
  }

  @Test
  void aNewlineEndsTheLine() {
    Cells cells = Arrangement.text(List.of(new Slot(20, 0, false, true), word(20)), 100);
    assertEquals(1, cells.row()[1]);
  }

  @Property(tries = 200)
  void nothingOverlapsAndNothingStandsOutside(
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 120, max = 900) int width,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Slot> slots =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Slot(
                        10 + random.nextInt(100), 4, random.nextBoolean(), random.nextInt(20) == 0))
            .toList();
    for (Cells cells : List.of(Arrangement.text(slots, width), Arrangement.grid(count, width))) {
      for (int i = 0; i < count; i++) {
        assertTrue(cells.x()[i] + cells.width()[i] <= width + 0.01);
        assertEquals(i, cells.at(cells.x()[i] + 1, cells.y()[i] + 1));
        if (i > 0 && cells.row()[i] == cells.row()[i - 1]) {
          assertTrue(cells.x()[i] >= cells.x()[i - 1] + cells.width()[i - 1]);
        }
      }
      assertEquals(cells.y()[count - 1] + cells.cellHeight(), cells.height());
    }
  }

  @Test
  void rowsOfAGridAreEasyToCount() {
    assertEquals(8, Arrangement.columns(Arrangement.MARGIN + 11 * 58));
    assertEquals(16, Arrangement.columns(Arrangement.MARGIN + 17 * 58));
    assertEquals(5, Arrangement.columns(Arrangement.MARGIN + 5 * 58));
  }

  @Test
  void upAndDownGoToTheNearestPosition() {
    Cells cells = Arrangement.grid(20, Arrangement.MARGIN + 8 * 58);
    assertEquals(11, cells.vertically(3, 1));
    assertEquals(3, cells.vertically(11, -1));
    assertEquals(3, cells.vertically(3, -1));
    assertEquals(19, cells.vertically(14, 1));
  }
}
