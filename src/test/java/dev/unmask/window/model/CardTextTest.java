package dev.unmask.window.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Markdown as plain text.
class CardTextTest {
  @Test
  void markupGoesAndWordsStay() {
    assertEquals(
        """
        A model

        It is **not small: see the paper (https://example.org/p). Two lines.

        \u2022 one
        \u2022 two with <mask> and <bos>\
        """,
        CardText.plain(
            """
            # A model

            <!-- hidden -->
            <div align="center">It is **not `small`: see [the paper](https://example.org/p).
            Two lines.</div>



            - one
            * two with `<mask>` and <bos>
            """));
  }

  @Test
  void onlyLinksThatLeadAwaySayWhere() {
    assertEquals(
        "base, data (https://a.org), b (//a.org/b), mail (mailto:a@b.org)",
        CardText.plain(
            "[base](../base/README.md), [data](https://a.org), [b](//a.org/b),"
                + " [mail](mailto:a@b.org)"));
  }

  @Test
  void nothingHidesInIt() {
    assertEquals("a\uFFFDb\uFFFDc", CardText.plain("a\u202Eb\u001B" + "c"));
  }

  @Test
  void hostileCardsAreQuick() {
    for (String piece :
        List.of("[", "<a", "<!--", "**", "![](", "`", "#", "\n", "- ", "[a](", "# #")) {
      String card = piece.repeat(60_000 / piece.length());
      assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () -> assertTrue(CardText.plain(card).length() <= card.length() + 1),
          piece);
    }
  }
}
