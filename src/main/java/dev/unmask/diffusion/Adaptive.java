package dev.unmask.diffusion;

/// A transition that decides by itself how many positions it reveals, at least one: it takes as
/// many steps as it needs, at most one for each mask, whatever number was asked for.
interface Adaptive extends Transition {
  @Override
  default boolean finished(Moment at) {
    return at.masked().length == 0;
  }

  @Override
  default int bound(int steps, int masked) {
    return masked;
  }

  @Override
  default double time(Moment at) {
    return at.maskedShare();
  }
}
