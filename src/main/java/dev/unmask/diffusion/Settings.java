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
/// @param guide guidance by the prompt
/// @param ending when a run ends, and what it may end with
/// @param feedback how much of the last beliefs a mask carries, from 0 to 1
/// @param limits which tokens may be written where, or null
public record Settings(
    Transition transition,
    TokenDraw draw,
    int steps,
    int alternatives,
    BlockSchedule blocks,
    Reuse reuse,
    Guide guide,
    Ending ending,
    double feedback,
    @Nullable Limits limits) {

  /// Prompt-mask guidance.
  ///
  /// @param scale 0 is none
  /// @param kept ids that stay in the canvas without prompt
  public record Guide(double scale, int... kept) {
    /// No guidance.
    public static final Guide NONE = new Guide(0);

    public Guide {
      if (!(scale >= 0)) {
        throw new IllegalArgumentException("guidance " + scale);
      }
    }
  }

  /// How a run ends.
  ///
  /// @param eos what may be done with the tokens that end a text
  /// @param ids those tokens
  /// @param stop when a run ends early
  /// @param budget evaluations after which the guess is written; 0 for no end
  public record Ending(EosRule eos, int[] ids, StopRule stop, int budget) {
    /// When everything is written.
    public static final Ending WHOLE = new Ending(EosRule.FREE, new int[0], StopRule.NEVER, 0);
  }

  public Settings {
    if (steps < 1 || alternatives < 1) {
      throw new IllegalArgumentException("steps " + steps + ", alternatives " + alternatives);
    }
    if (!(feedback >= 0 && feedback <= 1)) {
      throw new IllegalArgumentException("feedback " + feedback);
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
        Guide.NONE,
        Ending.WHOLE,
        0,
        null);
  }

  /// The same in blocks.
  public Settings in(BlockSchedule schedule) {
    return new Settings(
        transition, draw, steps, alternatives, schedule, reuse, guide, ending, feedback, limits);
  }

  /// The same with another reuse.
  public Settings reusing(Reuse what) {
    return new Settings(
        transition, draw, steps, alternatives, blocks, what, guide, ending, feedback, limits);
  }

  /// The same with guidance.
  public Settings guided(Guide by) {
    return new Settings(
        transition, draw, steps, alternatives, blocks, reuse, by, ending, feedback, limits);
  }

  /// The same with another end.
  public Settings ending(Ending how) {
    return new Settings(
        transition, draw, steps, alternatives, blocks, reuse, guide, how, feedback, limits);
  }
}
