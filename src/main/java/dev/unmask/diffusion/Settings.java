package dev.unmask.diffusion;

import dev.unmask.network.TokenDraw;
import org.jspecify.annotations.Nullable;

/// The parts of a sampler, and how a run with it is done.
///
/// @param transition which positions are written, masked again, or changed
/// @param draw how candidates are chosen
/// @param steps `T`, at least 1
/// @param alternatives how many of the most probable tokens each frame lists for a position
/// @param blocks in which the canvas is written
/// @param reuse what evaluations take over from earlier ones
/// @param guidance prompt-mask guidance; 0 is none
/// @param kept ids that stay in the canvas without prompt
/// @param eos what may be done with the tokens that end a text
/// @param ends those tokens
/// @param stop when a run ends early
/// @param budget evaluations after which the guess is written; 0 for no end
/// @param feedback how much of the last beliefs a mask carries, from 0 to 1
/// @param limits which tokens may be written where, or null
public record Settings(
    Transition transition,
    TokenDraw draw,
    int steps,
    int alternatives,
    BlockSchedule blocks,
    Reuse reuse,
    double guidance,
    int[] kept,
    EosRule eos,
    int[] ends,
    StopRule stop,
    int budget,
    double feedback,
    @Nullable Limits limits) {

  public Settings {
    if (steps < 1 || alternatives < 1) {
      throw new IllegalArgumentException("steps " + steps + ", alternatives " + alternatives);
    }
    if (!(guidance >= 0) || !(feedback >= 0 && feedback <= 1)) {
      throw new IllegalArgumentException("guidance " + guidance + ", feedback " + feedback);
    }
  }

  /// The whole canvas at once, without anything else.
  public static Settings of(Transition transition, TokenDraw draw, int steps, int alternatives) {
    return new Settings(
        transition,
        draw,
        steps,
        alternatives,
        BlockSchedule.WHOLE,
        Reuse.UNCHANGED,
        0,
        new int[0],
        EosRule.FREE,
        new int[0],
        StopRule.NEVER,
        0,
        0,
        null);
  }

  /// The same in blocks.
  public Settings in(BlockSchedule schedule) {
    return new Settings(
        transition,
        draw,
        steps,
        alternatives,
        schedule,
        reuse,
        guidance,
        kept,
        eos,
        ends,
        stop,
        budget,
        feedback,
        limits);
  }

  /// The same with another reuse.
  public Settings reusing(Reuse what) {
    return new Settings(
        transition,
        draw,
        steps,
        alternatives,
        blocks,
        what,
        guidance,
        kept,
        eos,
        ends,
        stop,
        budget,
        feedback,
        limits);
  }

  /// The same with guidance.
  public Settings guided(double scale, int... staying) {
    return new Settings(
        transition,
        draw,
        steps,
        alternatives,
        blocks,
        reuse,
        scale,
        staying,
        eos,
        ends,
        stop,
        budget,
        feedback,
        limits);
  }

  /// The same with another end.
  public Settings ending(EosRule rule, int[] ids, StopRule when) {
    return new Settings(
        transition,
        draw,
        steps,
        alternatives,
        blocks,
        reuse,
        guidance,
        kept,
        rule,
        ids,
        when,
        budget,
        feedback,
        limits);
  }

  /// The same with masks that carry beliefs.
  public Settings feedingBack(double share) {
    return new Settings(
        transition,
        draw,
        steps,
        alternatives,
        blocks,
        reuse,
        guidance,
        kept,
        eos,
        ends,
        stop,
        budget,
        share,
        limits);
  }

  /// The same with limits.
  public Settings limited(@Nullable Limits to) {
    return new Settings(
        transition,
        draw,
        steps,
        alternatives,
        blocks,
        reuse,
        guidance,
        kept,
        eos,
        ends,
        stop,
        budget,
        feedback,
        to);
  }
}
