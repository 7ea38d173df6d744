package dev.unmask.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recipes are read key by key, and nothing is passed over.
class RecipeTest {
  @Test
  void theBundledOnesAreRead() {
    for (String name : Recipes.bundled()) {
      Recipe recipe = Recipes.bundled(name, List.of());
      assertEquals(name, recipe.name());
      assertTrue(recipe.examinable(), name);
      // What stands beside a checkpoint makes the same training.
      Recipe again = Recipe.read("again", recipe.text());
      assertEquals(recipe.rate(), again.rate());
      assertEquals(recipe.objective(), again.objective());
    }
  }

  @Test
  void valuesAreSet() {
    Recipe recipe =
        Recipes.bundled(
            "wordmath-diffullama",
            List.of("steps=7", "optimizer.rate=0.5", "objective.times=antithetic"));
    assertEquals(7, recipe.rate().steps());
    assertEquals(0.5, recipe.rate().peak());
    Objective.MaskedDiffusion d = (Objective.MaskedDiffusion) recipe.objective();
    assertEquals(Masking.Times.ANTITHETIC, d.masking().times());
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "stepz=4|CONFIG",
        "optimizer.rates=4|CONFIG",
        "steps=0|CONFIG",
        "steps=many|CONFIG",
        "optimizer.beta1=1.5|PARAMETER",
        "objective.kind=\"gan\"|PARAMETER",
        "objective.suffix=0.99|PARAMETER",
        "objective.times=often|PARAMETER",
        "precision=int8|PARAMETER",
        "rows.parts=100|PARAMETER",
        "nothing.at.all=3|PARAMETER",
        "steps|PARAMETER",
        "data={}|PARAMETER",
        "trained={\"kind\":\"dora\"}|PARAMETER",
        "recipe=2|CONFIG",
        "optimizer.warm-up=-7|PARAMETER",
        "optimizer.rate=0|PARAMETER",
        "optimizer.beta1=1|PARAMETER",
        "optimizer.average=1|PARAMETER",
        "objective.anneal=-3|PARAMETER",
        "evaluate-every=-1|PARAMETER",
        "name=../../elsewhere|PARAMETER"
      },
      delimiter = '|')
  void mistakesAreRefused(String change, Code code) {
    Problem p =
        assertThrows(Problem.class, () -> Recipes.bundled("wordmath-diffullama", List.of(change)));
    assertEquals(code, p.code(), p.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "wordmath-diffullama|data.problems.class=0|only the objective flow",
        "wordmath-l2d|data.worksheets.class=5|none of its data is of class 3",
        "wordmath-l2d|data.worksheets.class=-2|from 0 to 999",
        "wordmath-l2d|data.worksheets.class=1000|from 0 to 999",
        "wordmath-l2d|data.worksheets.class=0.5|whole number",
        "wordmath-l2d|start.flow.guidance_modulation_num_classes=7|of its data, 4",
        "wordmath-l2d|data.countdown-4.numbers=3|the classes 1 and 2",
        "wordmath-llama|start.flow={\"guidance_modulation_num_classes\":2}|no supply of data",
      },
      delimiter = '|')
  void classesThatDoNotFitAreRefused(String name, String change, String words) {
    Problem p = assertThrows(Problem.class, () -> Recipes.bundled(name, List.of(change)));
    assertTrue(p.sentence().contains(words), p.sentence());
  }

  @Test
  void classesGoIntoTheFlow() {
    Recipe recipe = Recipes.bundled("wordmath-l2d", List.of());
    String flow = recipe.start().flow().orElseThrow().json().replaceAll("\\s", "");
    assertTrue(flow.contains("\"guidance_modulation_num_classes\":4"), flow);
    assertTrue(flow.contains("\"countdown-4\":2"), flow);
    String words = RecipeWords.of(recipe).toString();
    assertTrue(words.contains("countdown with 4 numbers, class 2"), words);
  }
}
