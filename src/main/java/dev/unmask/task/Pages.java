package dev.unmask.task;

/// A book is read for some days.
record Pages() implements Family {
  @Override
  public String question(Draws draws, Chain chain) {
    Person who = Cast.person(draws);
    int a = draws.between(2, 12);
    int d = draws.between(2, 9);
    int pages = chain.drawn(draws, a * d + 4, chain.largest());
    int left = chain.minus(pages, chain.times(a, d));
    String story =
        draws.between(0, 2) > 0
            ? "A book has %d pages. %s reads %d pages a day for %d days."
                .formatted(pages, who.name(), a, d)
            : "%s reads %d pages each day for %d days in a book of %d pages."
                .formatted(who.name(), a, d, pages);
    if (draws.between(0, 3) > 0) {
      return story
          + (draws.heads()
              ? " How many pages are left?"
              : " How many pages must %s still read?".formatted(who.he()));
    }
    int k = chain.divisor(draws, left);
    chain.over(left, k);
    return "%s %s reads the rest in %d days. How many pages is that each day?"
        .formatted(story, who.capitalHe(), k);
  }
}
