package dev.unmask.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.golden.Bundled;
import dev.unmask.network.ModelText;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.Draws;
import dev.unmask.task.Exercises;
import dev.unmask.task.Gap;
import dev.unmask.task.Infilling;
import dev.unmask.task.Infillings;
import dev.unmask.task.Split;
import dev.unmask.task.WordProblems;
import dev.unmask.text.InfillTokens;
import dev.unmask.text.Tokenizer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfillRowsTest {
  @TempDir Path folder;

  private static final Exercises EXERCISES = new Exercises(new WordProblems(30, 2), 5);

  private static InfillRows rows(Tokenizer tokenizer, InfillTokens.Order... orders) {
    return new InfillRows(
        EXERCISES, Split.TRAIN, List.of(orders), InfillTokens.lent(tokenizer), tokenizer, 96);
  }

  private static Tokenizer tokenizer() {
    return ModelText.open(CheckpointFolder.open(Bundled.BASE)).tokenizer();
  }

  @Test
  void aRowIsWhatStandsAroundAndThenThePiece() {
    Tokenizer tokenizer = tokenizer();
    InfillRows rows = rows(tokenizer, InfillTokens.Order.PSM);
    Infilling made = new Infillings(EXERCISES, Gap.RESULT, "<sep>").at(Split.TRAIN, 3);
    assertEquals(
        "<bos>{" + made.before() + "|" + made.after() + "}" + made.hidden() + "<eos>",
        tokenizer.decode(rows.row(made, InfillTokens.Order.PSM).ids()));
    Row row = rows.row(made, InfillTokens.Order.SPM);
    assertEquals(
        "<bos>{|" + made.after() + "}" + made.before() + made.hidden() + "<eos>",
        tokenizer.decode(row.ids()));
    assertEquals(tokenizer.encode(made.hidden()).length + 1, row.ids().length - row.given());
    int sep = tokenizer.special().sep().orElseThrow();
    assertEquals(1, java.util.Arrays.stream(row.ids()).filter(id -> id == sep).count());
  }

  @Test
  void bothOrdersAndAllGapsComeUp() {
    Tokenizer tokenizer = tokenizer();
    InfillRows rows = rows(tokenizer, InfillTokens.Order.values());
    Set<String> beginnings = new HashSet<>();
    Set<Boolean> kinds = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      Row row = rows.row(Draws.of(2, i));
      String text = tokenizer.decode(row.ids());
      beginnings.add(text.substring(0, "<bos>{|".length()).replaceAll("[A-Za-z0-9 ]", "x"));
      kinds.add(text.substring(text.indexOf('}')).contains("<<"));
      assertTrue(row.ids().length <= 96);
    }
    assertTrue(beginnings.containsAll(Set.of("<xxx>{|")), beginnings::toString);
    assertNotEquals(1, beginnings.size());
    assertEquals(Set.of(true, false), kinds);
  }

  /// The finished model says by which tokens it fills in; its base does not.
  @Test
  void aModelThatWasTaughtSaysSo() {
    Path base = folder.resolve("base");
    String source = "data={\"a\":{\"kind\":\"word-problems\",\"largest\":30,\"fim\":\"both\"}}";
    TinyTraining.until(2, TinyTraining.base(2), TinyTraining.TEXT, base);
    CheckpointFolder plain = CheckpointFolder.open(base);
    Tokenizer tokenizer = ModelText.open(plain).tokenizer();
    assertEquals(Optional.empty(), ModelText.infill(plain, tokenizer));
    Path taught = folder.resolve("taught");
    Recipe recipe = TinyTraining.base(2, source);
    TinyTraining.until(2, recipe, TinyTraining.TEXT, taught);
    assertEquals(
        Optional.of(InfillTokens.lent(tokenizer)),
        ModelText.infill(CheckpointFolder.open(taught), tokenizer));
    assertTrue(RecipeWords.of(recipe).getOrDefault("Data", "").contains("to be filled in (both)"));
    Recipe masks = TinyTraining.adapted(2, source);
    Path target = folder.resolve("masks");
    assertEquals(
        Code.PARAMETER,
        assertThrows(Problem.class, () -> TinyTraining.open(masks, base, target)).code());
    Recipe odd = TinyTraining.base(2, source.replace("both", "mps"));
    assertEquals(
        Code.PARAMETER,
        assertThrows(Problem.class, () -> TinyTraining.open(odd, TinyTraining.TEXT, target))
            .code());
  }
}
