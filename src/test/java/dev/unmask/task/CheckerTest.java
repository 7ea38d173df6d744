package dev.unmask.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static final Exercise STORY =
      new Exercise(
          Kind.WORD_PROBLEM,
          "story",
          "Max owns 5 toys. Then he gets 18 more. He sells 10 of them. How many toys are left?",
          "<<5+18=23>> <<23-10=13>> #### 13");

  private static final Exercise COUNTDOWN =
      new Exercise(
          Kind.COUNTDOWN,
          "countdown-3",
          "Use 3, 7 and 12 to make 33.",
          "<<7*3=21>> <<21+12=33>> #### 33");

  private static final Exercise WORKSHEET =
      new Exercise(
          Kind.WORKSHEET,
          "worksheet",
          "15-2, 13*2 and 30/5.",
          "<<15-2=13>> <<13*2=26>> <<30/5=6>>");

  private static void says(Exercise exercise, String written, boolean answer, Flaw... flaws) {
    assertEquals(new Verdict(answer, Set.of(flaws)), Checker.check(exercise, written), written);
  }

  @Test
  void anotherRightWayIsRight() {
    says(STORY, "<<18+5=23>> <<23-10=13>> #### 13", true);
    says(STORY, "<<18-10=8>> <<5+8=13>> #### 13", true);
    says(COUNTDOWN, "<<3*7=21>> <<12+21=33>> #### 33", true);
  }

  @Test
  void aRightNumberWithAWrongChainIsToldApart() {
    says(
        STORY,
        "<<5+18=22>> <<23-10=13>> #### 13",
        true,
        Flaw.FALSE_EQUATION,
        Flaw.STRANGE_NUMBER,
        Flaw.UNUSED);
    says(STORY, "#### 13", true, Flaw.UNREADABLE);
    says(STORY, "<<5+18=23>> <<23-10=13> #### 13", true, Flaw.UNREADABLE, Flaw.OTHER_RESULT);
    says(STORY, "<<5+18=23>> <<18-5=13>> #### 13", true, Flaw.UNUSED);
    says(STORY, "<<5+18=23>> <<23-10=13>> so #### 13", true, Flaw.UNREADABLE);
    says(STORY, "#### 13 <<5+18=23>> <<23-10=13>>", true, Flaw.UNREADABLE);
  }

  @Test
  void aChainThatHoldsButLeadsElsewhereIsWrong() {
    Verdict verdict = Checker.check(STORY, "<<5+18=23>> <<23+10=33>> #### 33");
    assertEquals(new Verdict(false, Set.of()), verdict);
    assertFalse(verdict.chain());
    says(STORY, "<<5+18=23>> <<23-10=13>> #### 12", false, Flaw.OTHER_RESULT);
    says(STORY, "<<5+18=23>> <<23-10=13>>", false, Flaw.OTHER_RESULT);
    says(STORY, "", false, Flaw.UNREADABLE);
  }

  @Test
  void halfIsANumberOfTheQuestion() {
    Exercise half =
        new Exercise(
            Kind.WORD_PROBLEM,
            "comparison",
            "Zoe has 17 candies. Mia has 5 fewer candies than Zoe. Ivy has half as many as Mia."
                + " How many candies does Ivy have?",
            "<<17-5=12>> <<12/2=6>> #### 6");
    says(half, half.answer(), true);
  }

  @Test
  void aCountdownUsesEachNumberOnce() {
    says(COUNTDOWN, "<<3*7=21>> <<21+12=33>> #### 33", true);
    says(COUNTDOWN, "#### 33", true, Flaw.UNREADABLE, Flaw.UNUSED);
    says(
        COUNTDOWN,
        "<<12+12=24>> <<24+7=31>> #### 33",
        true,
        Flaw.STRANGE_NUMBER,
        Flaw.UNUSED,
        Flaw.OTHER_RESULT);
    says(COUNTDOWN, "<<12*3=36>> <<36-7=29>> #### 29", false);
  }

  @Test
  void aWorksheetIsCompletedAsItWasAsked() {
    says(WORKSHEET, "<<15-2=13>> <<13*2=25>> <<30/5=6>>", false, Flaw.FALSE_EQUATION);
    says(WORKSHEET, "<<13*2=26>> <<15-2=13>> <<30/5=6>>", false, Flaw.NOT_ASKED);
    says(WORKSHEET, "<<15-2=13>> <<13+13=26>> <<30/5=6>>", true, Flaw.NOT_ASKED);
    says(WORKSHEET, WORKSHEET.answer() + " #### 6", true, Flaw.NOT_ASKED);
  }

  @Test
  void divisionMustComeOutEven() {
    assertFalse(new Equation(7, '/', 2, 3).holds());
    assertFalse(new Equation(7, '/', 0, 0).holds());
    assertTrue(new Equation(999_999_999, '*', 999_999_999, 999_999_998_000_000_001L).holds());
  }

  @Property(tries = 500)
  void anyTextIsReadWithoutAnError(@ForAll String text) {
    assertFalse(Checker.check(STORY, "<<1+" + text).chain());
  }
}
