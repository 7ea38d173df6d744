package dev.unmask.task.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShotsTest {
  private static Item.Writing asked(int i) {
    return new Item.Writing(
        "q/" + i,
        "How many is " + i + "?",
        "",
        "",
        Room.rest(),
        List.of("#### " + i),
        written -> Judgement.of(written.equals("#### " + i)));
  }

  private static final List<Item> SOLVED = List.of(asked(1), asked(2), asked(3));

  @Test
  void solvedItemsStandBeforeAndNeverTheItemItself() {
    Item.Writing first = (Item.Writing) new Shots(SOLVED, 2).before(asked(9));
    assertEquals(
        "How many is 1?\n#### 1\n\nHow many is 2?\n#### 2\n\nHow many is 9?\n", first.prompt());
    Item.Writing own = (Item.Writing) new Shots(SOLVED, 2).before(asked(1));
    assertFalse(own.prompt().contains("#### 1"), own.prompt());
    assertTrue(own.prompt().contains("#### 3"), own.prompt());
    assertEquals(
        Code.PARAMETER,
        assertThrows(Problem.class, () -> new Shots(SOLVED, 3).before(asked(2))).code());
  }

  /// Models go on with another question: what they write behind an empty line is no answer.
  @Test
  void anAnswerEndsAtAnEmptyLine() {
    Item.Writing item = (Item.Writing) new Shots(SOLVED, 1).before(asked(9));
    assertTrue(item.judge().judge("\n#### 9\n\nHow many is 4?\n#### 4").right());
    assertFalse(item.judge().judge("#### 8\n\n#### 9").right());
  }

  @Test
  void aGapIsShownFilledAndAnOptionAsTheRightOne() {
    Item.Writing gap =
        new Item.Writing(
            "g/1", "", "One", "three.", Room.oracle(0), List.of(" two "), w -> Judgement.of(true));
    Item.Writing behind = (Item.Writing) new Shots(List.of(gap), 1).before(asked(1));
    assertTrue(behind.prompt().startsWith("One two three.\n\n"), behind.prompt());
    Item.Writing answer =
        new Item.Writing(
            "t/1", "", "Answer:", "", Room.oracle(0), List.of("Rome"), w -> Judgement.of(true));
    Item.Choice choice =
        new Item.Choice(
            "c/1", List.of(new Item.Option("It is", " hot"), new Item.Option("It is", " ice")), 1);
    Item.Choice shown = (Item.Choice) new Shots(List.of(answer, choice), 2).before(other(choice));
    assertEquals("Answer: Rome\n\nIt is ice\n\nSnow is", shown.options().getFirst().before());
    assertEquals(" hot", shown.options().getFirst().scored());
    assertEquals(1, shown.right());
  }

  private static Item.Choice other(Item.Choice like) {
    return new Item.Choice(
        "c/2",
        like.options().stream().map(o -> new Item.Option("Snow is", o.scored())).toList(),
        1);
  }

  @Test
  void aTextHasNoAnswerToShow() {
    Item passage = new Item.Passage("p/1", "text");
    assertEquals(
        Code.PARAMETER,
        assertThrows(Problem.class, () -> new Shots(List.of(asked(1)), 1).before(passage)).code());
  }
}
