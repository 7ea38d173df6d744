package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfillTokensTest {
  private static final InfillTokens TOKENS = new InfillTokens(90, 91, 92);

  @Test
  void whatIsGivenComesInTheOrderThatWasTaught() {
    int[] before = {1, 2};
    int[] after = {3};
    assertArrayEquals(
        new int[] {90, 1, 2, 91, 3, 92}, TOKENS.ids(InfillTokens.Order.PSM, before, after));
    assertArrayEquals(
        new int[] {90, 91, 3, 92, 1, 2}, TOKENS.ids(InfillTokens.Order.SPM, before, after));
  }

  @Test
  void aTokenizerWithoutNamesLendsCharacters() {
    Tokenizer bundled = TokenizerFiles.open(Bundled.BASE, Map.of());
    assertTrue(InfillTokens.named(bundled).isEmpty());
    InfillTokens lent = InfillTokens.lent(bundled);
    assertEquals("{|}", bundled.decode(new int[] {lent.prefix(), lent.suffix(), lent.middle()}));
    Tokenizer numbers = new NumberTokenizer("none", 9, SpecialTokens.none());
    assertEquals(
        Code.TOKENIZER, assertThrows(Problem.class, () -> InfillTokens.lent(numbers)).code());
  }
}
