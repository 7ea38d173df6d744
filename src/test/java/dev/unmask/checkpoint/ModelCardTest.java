package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Cards as they are published: plain facts are found, everything else is passed over.
class ModelCardTest {
  @Test
  void plainFactsAreFound() {
    ModelCard card =
        ModelCard.parse(
            """
            ---
            license: apache-2.0   # as the base
            language:
            - en
            - 'de'
            tags: [diffusion, "masked", text-generation]
            widget:
            - text: '<|start|>Once'
              example_title: Sample 1
            base_model: gpt2
            note: |
              several
              lines
            empty:
            ---

            # A title
            ![badge](x.svg)
            <!-- hidden -->

            This is what it is,
            on two lines.

            And more.
            """);
    assertEquals(
        Map.of(
            "license", List.of("apache-2.0"),
            "language", List.of("en", "de"),
            "tags", List.of("diffusion", "masked", "text-generation"),
            "base_model", List.of("gpt2")),
        card.fields());
    assertEquals(Optional.of("apache-2.0"), card.licence());
    assertEquals("This is what it is, on two lines.", card.excerpt());
  }

  @Test
  void anotherLicenceHasItsName() {
    assertEquals(
        Optional.of("llama3"),
        ModelCard.parse("---\nlicense: other\nlicense_name: llama3\n---\n").licence());
    assertEquals(Optional.of("other"), ModelCard.parse("---\nlicense: other\n---\n").licence());
    assertEquals(Optional.empty(), ModelCard.parse("# Only text\nlicense: mit").licence());
  }

  @Test
  void frontMatterThatNeverEndsIsText() {
    ModelCard card = ModelCard.parse("---\nlicense: mit\nmore");
    assertTrue(card.fields().isEmpty());
    assertEquals("license: mit more", card.excerpt());
  }

  @Test
  void objectsOfYamlAreNotMade() {
    ModelCard card =
        ModelCard.parse("---\na: !!javax.script.ScriptEngineManager [x]\nb: &x y\nc: *x\n---\n");
    assertTrue(card.fields().isEmpty(), card.fields().toString());
  }

  @Test
  void aLongTextIsCut() {
    String excerpt = ModelCard.parse("word ".repeat(1_000)).excerpt();
    assertEquals(400, excerpt.length());
    assertTrue(excerpt.endsWith("…"));
  }

  @Property(tries = 500)
  void anyTextIsACard(@ForAll String text) {
    ModelCard plain = ModelCard.parse(text);
    assertTrue(plain.excerpt().length() <= 400);
    ModelCard.parse("---\n" + text + "\n---\n" + text);
  }
}
