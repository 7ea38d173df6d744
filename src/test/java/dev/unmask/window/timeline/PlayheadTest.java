package dev.unmask.window.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlayheadTest {
  private final Playhead head = new Playhead();

  @Test
  void aLiveRunIsFollowedUntilTheUserMovesAway() {
    head.open(32, 0, true, 0);
    head.grown(5);
    assertEquals(5, head.step().get());
    head.moveBy(-2);
    head.grown(9);
    assertEquals(3, head.step().get());
    assertFalse(head.following().get());
  }

  @Test
  void movingToTheNewestStepFollowsAgain() {
    head.open(32, 5, true, 0);
    head.moveTo(1);
    head.moveTo(99);
    assertEquals(5, head.step().get());
    head.grown(6);
    assertEquals(6, head.step().get());
  }

  @Test
  void aReplayIsNeverFollowed() {
    head.open(32, 32, false, 7);
    assertEquals(7, head.step().get());
    head.moveTo(32);
    assertFalse(head.following().get());
  }

  @Test
  void stepsStayInside() {
    head.open(8, 8, false, 3);
    head.moveBy(-99);
    assertEquals(0, head.step().get());
    head.moveBy(99);
    assertEquals(8, head.step().get());
  }

  @Test
  void playingGoesAtItsSpeedAndStopsAtTheEnd() {
    head.open(16, 16, false, 0);
    head.speed().set(2);
    head.toggle();
    head.advance(0.5);
    assertEquals((int) (0.5 * 2 * Playhead.RATE), head.step().get());
    head.advance(10);
    assertEquals(16, head.step().get());
    assertFalse(head.playing().get());
  }

  @Test
  void playingAtTheEndBeginsAgain() {
    head.open(16, 16, false, 16);
    head.toggle();
    assertEquals(0, head.step().get());
    assertTrue(head.playing().get());
    head.toggle();
    assertFalse(head.playing().get());
  }

  @Test
  void slowPulsesLoseNoTime() {
    head.open(32, 32, false, 0);
    head.toggle();
    for (int i = 0; i < 60; i++) {
      head.advance(1 / 60.0);
    }
    assertEquals(Playhead.RATE, head.step().get(), 1);
  }

  @Test
  void aLongRunPlaysWithinAFewSeconds() {
    head.open(1000, 1000, false, 0);
    head.toggle();
    head.advance(Playhead.LONGEST / 2);
    assertEquals(500, head.step().get(), 1);
  }

  @Test
  void aRunThatIsFasterThanTheEyeIsFollowedAtAPace() {
    head.paced().set(true);
    head.open(32, 0, true, 0);
    head.grown(32);
    assertEquals(0, head.step().get());
    head.advance(0.5);
    assertEquals(4, head.step().get());
    head.ended();
    assertTrue(head.playing().get());
    head.advance(60);
    assertEquals(32, head.step().get());
    assertFalse(head.playing().get());
  }

  @Test
  void movingByHandWhileFollowingAtAPaceStopsFollowing() {
    head.paced().set(true);
    head.open(32, 0, true, 0);
    head.grown(20);
    head.moveBy(1);
    assertFalse(head.following().get());
    head.advance(5);
    assertEquals(1, head.step().get());
  }

  @Test
  void pausingALiveRunHoldsTheStep() {
    head.open(32, 4, true, 0);
    head.toggle();
    head.grown(9);
    assertEquals(4, head.step().get());
    head.toggle();
    head.advance(60);
    assertEquals(9, head.step().get());
    assertTrue(head.following().get());
  }

  @Test
  void thereIsNothingToPlayBeforeTheFirstStep() {
    head.open(32, 0, false, 0);
    head.toggle();
    assertFalse(head.playing().get());
  }
}
