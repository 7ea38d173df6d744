package dev.unmask.task;

import java.util.List;
import java.util.stream.Stream;

/// Who and what occurs in the stories.
final class Cast {
  private static final List<Person> PEOPLE =
      Stream.concat(
              Stream.of("Tom", "Ben", "Leo", "Max", "Sam", "Omar", "Noah", "Ivan")
                  .map(name -> new Person(name, false)),
              Stream.of("Ana", "Mia", "Zoe", "Ivy", "Emma", "Lena", "Nina", "Ruth")
                  .map(name -> new Person(name, true)))
          .toList();

  private static final List<String> THINGS =
      List.of(
          "apples",
          "balls",
          "books",
          "candies",
          "cards",
          "coins",
          "cookies",
          "eggs",
          "flowers",
          "marbles",
          "pens",
          "shells",
          "stamps",
          "stickers",
          "stones",
          "toys");

  private static final List<String> BOXES =
      List.of("bags", "baskets", "boxes", "jars", "packs", "trays");

  private static final List<String> GOODS =
      List.of("ball", "book", "cake", "hat", "lamp", "mug", "pen", "plant", "shirt", "toy");

  private static final List<String> PLACES = List.of("hall", "park", "room", "school", "garden");
  private static final List<String> SEATS = List.of("chairs", "seats", "desks", "trees");

  private Cast() {}

  static Person person(Draws draws) {
    return draws.one(PEOPLE);
  }

  /// Somebody who is none of these.
  static Person other(Draws draws, Person... than) {
    List<Person> taken = List.of(than);
    return draws.one(PEOPLE.stream().filter(p -> !taken.contains(p)).toList());
  }

  /// Things to own, in the plural.
  static String things(Draws draws) {
    return draws.one(THINGS);
  }

  /// Things to put things in, in the plural.
  static String boxes(Draws draws) {
    return draws.one(BOXES);
  }

  /// Something to buy, in the singular; the plural adds an s.
  static String good(Draws draws) {
    return draws.one(GOODS);
  }

  /// Something else to buy.
  static String otherGood(Draws draws, String than) {
    return draws.one(GOODS.stream().filter(g -> !g.equals(than)).toList());
  }

  /// Where rows stand.
  static String place(Draws draws) {
    return draws.one(PLACES);
  }

  /// What stands in rows, in the plural.
  static String seats(Draws draws) {
    return draws.one(SEATS);
  }
}
