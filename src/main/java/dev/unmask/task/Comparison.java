package dev.unmask.task;

/// One has more or fewer than another: how many has the last, or have all?
record Comparison() implements Family {
  /// A sentence and what it comes to.
  private record Said(String text, int number) {}

  @Override
  public String question(Draws draws, Chain chain) {
    Person a = Cast.person(draws);
    Person b = Cast.other(draws, a);
    String things = Cast.things(draws);
    int x = draws.between(2, 25);
    Said second = compared(draws, chain, b, a, " " + things, x);
    String story = "%s has %d %s. %s".formatted(a.name(), x, things, second.text());
    if (draws.heads()) {
      chain.plus(x, second.number());
      return story + " " + together(draws, things);
    }
    Person c = Cast.other(draws, a, b);
    Said third =
        draws.between(0, 3) == 0
            ? half(chain, c, b, second.number())
            : compared(draws, chain, c, b, "", second.number());
    story += " " + third.text();
    if (draws.between(0, 3) == 0) {
      chain.plus(chain.plus(x, second.number()), third.number());
      return story + " " + together(draws, things);
    }
    return story + " How many %s does %s have?".formatted(things, c.name());
  }

  private static Said compared(
      Draws draws, Chain chain, Person who, Person than, String things, int number) {
    String name = who.name();
    String other = than.name();
    return switch (draws.between(0, 2)) {
      case 0 -> {
        int k = draws.between(2, 5);
        String said = "%s has %d times as many%s as %s.".formatted(name, k, things, other);
        yield new Said(said, chain.times(number, k));
      }
      case 1 -> {
        int d = draws.between(2, 20);
        String said = "%s has %d more%s than %s.".formatted(name, d, things, other);
        yield new Said(said, chain.plus(number, d));
      }
      default -> {
        int d = draws.between(2, 15);
        String said = "%s has %d fewer%s than %s.".formatted(name, d, things, other);
        yield new Said(said, chain.minus(number, d));
      }
    };
  }

  private static Said half(Chain chain, Person who, Person than, int number) {
    String said = "%s has half as many as %s.".formatted(who.name(), than.name());
    return new Said(said, chain.over(number, 2));
  }

  private static String together(Draws draws, String things) {
    return switch (draws.between(0, 2)) {
      case 0 -> "How many do they have together?";
      case 1 -> "How many do they have in all?";
      default -> "How many %s do they have in all?".formatted(things);
    };
  }
}
