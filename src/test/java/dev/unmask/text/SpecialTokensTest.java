package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpecialTokensTest {
  private static final OptionalInt NO = OptionalInt.empty();

  private static OptionalInt id(int id) {
    return OptionalInt.of(id);
  }

  @Test
  void theMaskIsTheNetworksOwn() {
    SpecialTokens merged =
        SpecialTokens.merge(
            Map.of(SpecialRole.MASK, 10541),
            Map.of(SpecialRole.MASK, id(50257)),
            Map.of(SpecialRole.MASK, id(7)),
            Set.of(),
            id -> id < 50257);
    assertEquals(id(10541), merged.mask());
    // 10541 is ordinary text in GPT-2's vocabulary; the other two are named by tokenizer files.
    assertEquals(Set.of(50257, 7), merged.all());
  }

  @Test
  void theMaskIsNeverGuessed() {
    SpecialTokens merged =
        SpecialTokens.merge(
            Map.of(SpecialRole.EOS, 50256), Map.of(), Map.of(), Set.of(50257), id -> true);
    assertEquals(NO, merged.mask());
    assertEquals(
        id(5),
        SpecialTokens.merge(
                Map.of(),
                Map.of(SpecialRole.MASK, NO),
                Map.of(SpecialRole.MASK, id(5)),
                Set.of(),
                id -> true)
            .mask());
  }

  @Test
  void otherRolesAreAboutText() {
    Map<SpecialRole, Integer> config =
        Map.of(SpecialRole.BOS, 1, SpecialRole.EOS, 2, SpecialRole.PAD, 3, SpecialRole.SEP, 4);
    SpecialTokens merged =
        SpecialTokens.merge(
            config,
            Map.of(SpecialRole.BOS, NO, SpecialRole.EOS, id(20)),
            Map.of(SpecialRole.EOS, id(21), SpecialRole.PAD, id(30), SpecialRole.BOS, id(10)),
            Set.of(),
            id -> id == 1 || id == 2 || id == 3);
    assertEquals(NO, merged.bos(), "null in tokenizer_config.json ends the search");
    assertEquals(id(20), merged.eos());
    assertEquals(id(30), merged.pad());
    assertEquals(id(4), merged.sep());
    assertEquals(Set.of(20, 21, 30, 10, 4), merged.all());
  }
}
