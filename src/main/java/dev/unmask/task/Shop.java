package dev.unmask.task;

/// Two goods are bought, and sometimes money is left.
record Shop() implements Family {
  @Override
  public String question(Draws draws, Chain chain) {
    Person who = Cast.person(draws);
    String one = Cast.good(draws);
    String two = Cast.otherGood(draws, one);
    int a = draws.between(2, 10);
    int b = draws.between(2, 10);
    int u = draws.between(2, 6);
    int v = draws.between(2, 6);
    int total = chain.plus(chain.times(a, u), chain.times(b, v));
    String prices = "A %s costs %d dollars and a %s costs %d dollars.".formatted(one, a, two, b);
    String bought =
        "%s %s %d %ss and %d %ss."
            .formatted(who.name(), draws.one("buys", "wants"), u, one, v, two);
    if (draws.between(0, 3) > 0) {
      String end =
          draws.heads() ? "How much does " + who.he() + " pay?" : "What is the total cost?";
      return prices + " " + bought + " " + end;
    }
    int wallet = chain.drawn(draws, total + 2, Math.min(total + 30, chain.largest()));
    chain.minus(wallet, total);
    return "%s %s %s has %d dollars. How much money is left?"
        .formatted(prices, bought, who.capitalHe(), wallet);
  }
}
