package dev.unmask.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unmask.problem.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PositionEntriesTest {
  /// Two given positions, then eight masks.
  private final StartCanvas canvas =
      new StartCanvas(new int[10], new int[] {0, 0, 1, 1, 1, 1, 1, 1, 1, 1});

  private PositionEntries read(String text) {
    return PositionEntries.read(text, canvas, "Pins");
  }

  @Test
  void positionsCountFromTheFirstMaskOrWithAnAtFromTheStart() {
    assertEquals("@2:12; @5:a\\;b; *:[a-z]", read("0:12; @5:a\\;b; *:[a-z]").text(10));
  }

  @Test
  void theLaterEntryHolds() {
    assertEquals(Optional.of("no"), read("@2-6:yes; @4:no").at(4));
    assertEquals(Optional.of("yes"), read("@2-6:yes; @4:no").at(5));
    assertEquals(Optional.empty(), read("@2-6:yes; @4:no").at(7));
  }

  @Test
  void takingAPositionOutOfARangeLeavesTheRest() {
    assertEquals("@2-3:yes; @5-6:yes", read("@2-6:yes").without(4).text(10));
    assertEquals("@3-6:yes", read("@2-6:yes").without(2).text(10));
    assertEquals("", read("@4:yes").without(4).text(10));
  }

  @Test
  void aPositionOutsideOfTheCanvasIsRefused() {
    Problem problem = assertThrows(Problem.class, () -> read("8:x"));
    assertEquals("Pins: “8:x” lies outside of the canvas.", problem.sentence());
    assertThrows(Problem.class, () -> read("apples"));
  }
}
