package dev.unmask.task;

/// Somebody works and spends.
record Wages() implements Family {
  @Override
  public String question(Draws draws, Chain chain) {
    Person who = Cast.person(draws);
    int a = draws.between(2, 12);
    int b = draws.between(2, 9);
    int d = draws.between(2, 4);
    int s = draws.between(2, 20);
    boolean days = draws.between(0, 2) == 0;
    String daily = days ? " a day for %d days".formatted(d) : "";
    int earned = chain.times(a, b);
    int all = days ? chain.times(earned, d) : earned;
    chain.minus(all, s);
    String works =
        days || draws.heads()
            ? "%s earns %d dollars an hour and works %d hours%s.".formatted(who.name(), a, b, daily)
            : "%s works %d hours for %d dollars an hour.".formatted(who.name(), b, a);
    String spends =
        (draws.heads() ? "%s spends %d dollars." : "%s pays %d dollars for rent.")
            .formatted(who.capitalHe(), s);
    String end =
        draws.heads()
            ? "How much money is left?"
            : "How much does %s have now?".formatted(who.he());
    return works + " " + spends + " " + end;
  }
}
