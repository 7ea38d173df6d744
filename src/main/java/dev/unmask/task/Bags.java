package dev.unmask.task;

/// Red and blue things are put together and shared out.
record Bags() implements Family {
  @Override
  public String question(Draws draws, Chain chain) {
    Person who = Cast.person(draws);
    String things = Cast.things(draws);
    String boxes = Cast.boxes(draws);
    int most = chain.largest() > 50 ? 40 : 20;
    int a = draws.between(2, most);
    int b = draws.between(2, most);
    int now = chain.plus(a, b);
    String text = "%s has %d red %s and %d blue %s.".formatted(who.name(), a, things, b, things);
    if (draws.between(0, 2) == 0) {
      int e = draws.between(2, 20);
      now = chain.minus(now, e);
      text += " %s loses %d of them.".formatted(who.capitalHe(), e);
    }
    int k = chain.divisor(draws, now);
    chain.over(now, k);
    String share = draws.heads() ? "puts them equally in" : "shares them equally into";
    return "%s %s %s %d %s. How many %s are in each of the %s?"
        .formatted(text, who.capitalHe(), share, k, boxes, things, boxes);
  }
}
