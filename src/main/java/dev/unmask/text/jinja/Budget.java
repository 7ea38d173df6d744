package dev.unmask.text.jinja;

/// What one rendering may use. Every step and every character or element that is made is counted,
/// so that no template can run for long or fill the memory.
final class Budget {
  /// A real template takes about a hundred for each message; each makes some hundred bytes.
  private static final int STEPS = 300_000;
  private static final int MADE = 8_000_000;
  private static final int ELEMENT = 8;
  private static final int DEPTH = 200;
  private static final long NANOSECONDS = 500_000_000;
  private static final int CLOCK_EVERY = 1 << 10;

  private final long end = System.nanoTime() + NANOSECONDS;
  private int steps;
  private long made;
  private long madeAtClock;
  private int depth;

  void step() {
    if (++steps > STEPS) {
      throw new TemplateFault("the template takes more than %,d steps".formatted(STEPS));
    }
    if (steps % CLOCK_EVERY == 0) {
      checkTime();
    }
  }

  /// Call before making a text of this many characters.
  void make(long characters) {
    made += characters;
    if (characters < 0 || made > MADE) {
      throw new TemplateFault("the template makes texts or lists that are too large");
    }
    if (made - madeAtClock > CLOCK_EVERY) {
      madeAtClock = made;
      checkTime();
    }
  }

  /// Call before making a list of this many elements.
  void makeList(long elements) {
    make(elements > MADE ? Long.MAX_VALUE / 2 : elements * ELEMENT);
  }

  private void checkTime() {
    if (System.nanoTime() - end > 0) {
      throw new TemplateFault("the template takes too long");
    }
  }

  void enter() {
    if (++depth > DEPTH) {
      throw new TemplateFault("the template is nested too deeply");
    }
  }

  void leave() {
    depth--;
  }
}
