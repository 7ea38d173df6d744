package dev.unmask.text;

import java.util.List;

/// A part of a regular expression, as far as [SplitPattern] cares.
sealed interface PatternNode {
  /// How many ways to match a part may be tried at one place before the search gives up:
  /// `fixed + linear * n` for a text of length n.
  record Ways(double fixed, double linear) {
    static final Ways ONE = new Ways(1, 0);

    Ways plus(Ways other) {
      return new Ways(fixed + other.fixed, linear + other.linear);
    }

    Ways times(Ways other) {
      double square = linear * other.linear;
      return new Ways(
          fixed * other.fixed,
          square > 0 ? Double.POSITIVE_INFINITY : fixed * other.linear + linear * other.fixed);
    }

    Ways toThe(int times) {
      Ways product = ONE;
      for (int i = 0; i < times; i++) {
        product = product.times(this);
      }
      return product;
    }
  }

  Ways ENDLESS = new Ways(1, Double.POSITIVE_INFINITY);

  /// Whether it can fail to match.
  boolean canFail();

  /// @param failing whether something after it can fail, so that other ways are tried
  Ways ways(boolean failing);

  /// One character, or a place such as `^`.
  record Atom() implements PatternNode {
    @Override
    public boolean canFail() {
      return true;
    }

    @Override
    public Ways ways(boolean failing) {
      return Ways.ONE;
    }
  }

  /// `(?=...)` and the like: looked at once, then settled.
  record Look(PatternNode inner) implements PatternNode {
    @Override
    public boolean canFail() {
      return true;
    }

    @Override
    public Ways ways(boolean failing) {
      return inner.ways(false);
    }
  }

  /// One after the other.
  record Sequence(List<PatternNode> parts) implements PatternNode {
    @Override
    public boolean canFail() {
      return parts.stream().anyMatch(PatternNode::canFail);
    }

    /// A way of one part is tried with every way of the parts before it, up to the last that can
    /// fail; what stands after that is tried once.
    @Override
    public Ways ways(boolean failing) {
      Ways together = Ways.ONE;
      Ways once = new Ways(0, 0);
      boolean after = failing;
      for (PatternNode part : parts.reversed()) {
        if (after) {
          together = part.ways(true).times(together);
        } else {
          once = once.plus(part.ways(false));
        }
        after = after || part.canFail();
      }
      return together.plus(once);
    }

    /// Whether it is a fixed number of characters.
    boolean plain() {
      return parts.stream().allMatch(Sequence::plain);
    }

    private static boolean plain(PatternNode part) {
      return part instanceof Atom
          || (part instanceof Repeat r && r.least() == r.most() && plain(r.inner()));
    }
  }

  /// One of several.
  record Choice(List<Sequence> branches) implements PatternNode {
    @Override
    public boolean canFail() {
      return branches.stream().allMatch(PatternNode::canFail);
    }

    @Override
    public Ways ways(boolean failing) {
      return branches.stream().map(b -> b.ways(failing)).reduce(new Ways(0, 0), Ways::plus);
    }

    boolean plain() {
      return branches.size() == 1 && branches.getFirst().plain();
    }
  }

  /// `inner{least,most}`; `most` is -1 where there is no limit.
  record Repeat(PatternNode inner, int least, int most, boolean settled) implements PatternNode {
    private static final int MANY = 32;

    @Override
    public boolean canFail() {
      return least > 0 && inner.canFail();
    }

    @Override
    public Ways ways(boolean failing) {
      boolean tries = failing && !settled;
      boolean plain = inner instanceof Atom || (inner instanceof Choice c && c.plain());
      if (most >= 0 && most <= MANY) {
        Ways one = plain ? Ways.ONE : inner.ways(tries);
        Ways count = new Ways(tries ? most - least + 1 : 1, 0);
        return count.times(one.toThe(Math.max(1, most)));
      }
      if (plain) {
        return tries ? new Ways(1, 1) : Ways.ONE;
      }
      // Rounds of different lengths can share a text in exponentially many ways; without a reason
      // to go back each round is tried once.
      boolean sound = !tries && inner.canFail() && inner.ways(false).linear() == 0;
      return sound ? inner.ways(false) : ENDLESS;
    }
  }
}
