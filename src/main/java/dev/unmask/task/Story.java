package dev.unmask.task;

import java.util.ArrayList;
import java.util.List;

/// Somebody has things, and two or three events change how many.
record Story() implements Family {
  /// What a story is about, and how many things there are by now.
  private static final class Plot {
    final Draws draws;
    final Chain chain;
    final Person who;
    final String things;
    int now;

    Plot(Draws draws, Chain chain) {
      this.draws = draws;
      this.chain = chain;
      who = Cast.person(draws);
      things = Cast.things(draws);
    }

    /// Large numbers want large changes.
    int most(int small, int large) {
      return chain.largest() > 50 ? large : small;
    }
  }

  @Override
  public String question(Draws draws, Chain chain) {
    Plot plot = new Plot(draws, chain);
    plot.now = draws.between(2, plot.most(20, 40));
    List<String> sentences = new ArrayList<>();
    String has = draws.one("has", "starts with", "owns");
    sentences.add("%s %s %d %s.".formatted(plot.who.name(), has, plot.now, plot.things));
    int events = draws.between(2, 3);
    for (int i = 0; i < events; i++) {
      sentences.add(event(plot));
    }
    sentences.add(end(plot));
    return String.join(" ", sentences);
  }

  private static String event(Plot plot) {
    return switch (plot.draws.between(0, 5)) {
      case 0 -> more(plot);
      case 1 -> fewer(plot);
      case 2 -> times(plot);
      case 3 -> shared(plot);
      case 4 -> boxes(plot);
      default -> friends(plot);
    };
  }

  private static String more(Plot p) {
    int b = p.draws.between(2, p.most(15, 30));
    p.now = p.chain.plus(p.now, b);
    String he = p.who.capitalHe();
    return switch (p.draws.between(0, 3)) {
      case 0 -> "%s buys %d more.".formatted(he, b);
      case 1 -> "Then %s gets %d more.".formatted(p.who.he(), b);
      case 2 -> "%s finds %d more %s.".formatted(he, b, p.things);
      default ->
          "%s gives %s %d %s."
              .formatted(Cast.other(p.draws, p.who).name(), p.who.name(), b, p.things);
    };
  }

  private static String fewer(Plot p) {
    int b = p.draws.between(2, p.most(15, 30));
    p.now = p.chain.minus(p.now, b);
    String he = p.who.capitalHe();
    return switch (p.draws.between(0, 3)) {
      case 0 -> "%s loses %d %s.".formatted(he, b, p.things);
      case 1 -> "%s sells %d of them.".formatted(he, b);
      case 2 -> "Then %s drops %d %s.".formatted(p.who.he(), b, p.things);
      default ->
          "%s gives %d %s to %s.".formatted(he, b, p.things, Cast.other(p.draws, p.who).name());
    };
  }

  private static String times(Plot p) {
    int b = p.draws.between(2, 5);
    p.now = p.chain.times(p.now, b);
    return p.draws.heads()
        ? "Soon %s has %d times as many.".formatted(p.who.he(), b)
        : "The number of %s grows %d times.".formatted(p.things, b);
  }

  private static String shared(Plot p) {
    int b = p.chain.divisor(p.draws, p.now);
    p.now = p.chain.over(p.now, b);
    return p.draws.heads()
        ? "%s splits them into %d equal %s and keeps one."
            .formatted(p.who.capitalHe(), b, Cast.boxes(p.draws))
        : "%s shares them equally with %s group of %d and keeps one part."
            .formatted(p.who.capitalHe(), p.who.his(), b);
  }

  private static String boxes(Plot p) {
    int a = p.draws.between(2, 5);
    int b = p.draws.between(2, 9);
    p.now = p.chain.plus(p.now, p.chain.times(a, b));
    return "%s buys %d %s of %d %s each."
        .formatted(p.who.capitalHe(), a, Cast.boxes(p.draws), b, p.things);
  }

  private static String friends(Plot p) {
    int a = p.draws.between(2, 5);
    int b = p.draws.between(2, 9);
    p.now = p.chain.minus(p.now, p.chain.times(a, b));
    return "%s gives %d %s to each of %d friends.".formatted(p.who.capitalHe(), b, p.things, a);
  }

  private static String end(Plot p) {
    return switch (p.draws.between(0, 2)) {
      case 0 -> "How many %s does %s have now?".formatted(p.things, p.who.name());
      case 1 -> "How many %s are left for %s?".formatted(p.things, p.who.name());
      default -> "How many %s does %s have in the end?".formatted(p.things, p.who.he());
    };
  }
}
