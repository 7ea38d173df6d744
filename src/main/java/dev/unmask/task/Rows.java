package dev.unmask.task;

/// Rows of things, of which some come or go, once or twice.
record Rows() implements Family {
  @Override
  public String question(Draws draws, Chain chain) {
    String place = Cast.place(draws);
    String things = Cast.seats(draws);
    int a = draws.between(2, 10);
    int b = draws.between(2, 12);
    StringBuilder text =
        new StringBuilder(
            draws.heads()
                ? "A %s has %d rows of %d %s.".formatted(place, a, b, things)
                : "There are %d rows with %d %s each in a %s.".formatted(a, b, things, place));
    int now = chain.times(a, b);
    boolean broken = false;
    int changes = draws.between(1, 2);
    for (int i = 0; i < changes; i++) {
      int v = draws.between(2, 30);
      int what = draws.between(0, 3);
      broken = what == 0;
      now = what < 2 ? chain.minus(now, v) : chain.plus(now, v);
      text.append(
          switch (what) {
            case 0 -> " %d of them are broken.".formatted(v);
            case 1 -> " Then %d %s are taken away.".formatted(v, things);
            case 2 -> " Then %d %s are added.".formatted(v, things);
            default -> " People bring %d more %s.".formatted(v, things);
          });
    }
    if (broken) {
      return text.append(" How many good %s are there?".formatted(things)).toString();
    }
    return text.append(
            draws.heads()
                ? " How many %s are there now?".formatted(things)
                : " How many %s does the %s have now?".formatted(things, place))
        .toString();
  }
}
