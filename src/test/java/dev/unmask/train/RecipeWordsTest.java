package dev.unmask.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Recipes are said in words, with what was set.
class RecipeWordsTest {
  @Test
  void ofTheBase() {
    Map<String, String> words = RecipeWords.of(Recipes.bundled("wordmath-llama", List.of()));
    assertEquals(
        "a new llama of 4 layers of width 128, with the tokens of wordmath-llama",
        words.get("Begins with"));
    assertEquals("the next token, from left to right", words.get("Learns"));
    assertFalse(words.containsKey("Attention"));
  }

  @Test
  void ofEveryBundledRecipe() {
    for (String name : Recipes.bundled()) {
      Recipe recipe = Recipes.bundled(name, List.of());
      Map<String, String> words = RecipeWords.of(recipe);
      assertFalse(words.containsValue(""), words.toString());
      boolean masked = recipe.objective() instanceof Objective.MaskedDiffusion;
      assertEquals(masked, words.containsKey("Attention"), name);
    }
  }

  @Test
  void ofAnAdaptationWithChanges() {
    Map<String, String> words =
        RecipeWords.of(
            Recipes.bundled(
                "wordmath-diffullama",
                List.of(
                    "rows.parts=4",
                    "start.mask=new",
                    "objective.anneal=1",
                    "data={\"a\":{\"kind\":\"countdown\",\"share\":1,\"numbers\":4},"
                        + "\"b\":{\"kind\":\"worksheets\",\"share\":3}}",
                    "trained={\"kind\":\"lora\",\"rank\":8}")));
    assertEquals("wordmath-llama, with a new token as its mask", words.get("Begins with"));
    assertEquals("open to both sides from the first step", words.get("Attention"));
    assertEquals("25 % countdown with 4 numbers\n75 % worksheets to 100", words.get("Data"));
    assertEquals("32 rows of at most 96 tokens, in 4 parts", words.get("A step"));
    assertEquals("an adapter (LoRA) of rank 8", words.get("Changes"));
  }
}
