package dev.unmask.job.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FakeModel;
import dev.unmask.job.FolderModels;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Prompting;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.StartCanvas;
import dev.unmask.job.Values;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Judgement;
import dev.unmask.task.file.Room;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What was tried in a sweep stands on a form as the same canvas.
class LaidItemTest {
  private static final Values VALUES = DenoiseParameters.defaults();
  private final LoadedModel fake = new FakeModel().loaded();

  private static Item.Writing item(
      String prompt, String before, String after, Room room, String target) {
    return new Item.Writing(
        "x", prompt, before, after, room, List.of(target), w -> Judgement.of(false));
  }

  /// The canvas that a form makes of it, which must be that of the sweep.
  private void same(LoadedModel model, Item.Writing item, LaidItem laid) {
    ItemCanvas wanted = ItemCanvas.of(model, item, VALUES);
    StartCanvas made = new Prompting(model).canvas(laid.texts(), laid.settings());
    assertArrayEquals(wanted.ids(), made.ids(), laid.toString());
    assertEquals(wanted.to() - wanted.from(), made.masked(), laid.toString());
    assertTrue(laid.exact());
  }

  private LaidItem laid(Item.Writing item) {
    LaidItem laid = LaidItem.of(fake, item, VALUES);
    same(fake, item, laid);
    return laid;
  }

  @Test
  void aGapBecomesAsManyBlanksAsItHadMasks() {
    LaidItem laid = laid(item("", "ab ", " yz", Room.oracle(1), "cde"));
    assertEquals(SourceTexts.template("ab ____ yz"), laid.texts());
    assertEquals(0, laid.settings().get(DenoiseParameters.MASKS), "the underscores say it");
    LaidItem one = laid(item("", "ab", "yz", Room.of(1), "c"));
    assertEquals(SourceTexts.template("ab__yz"), one.texts());
    assertEquals(1, one.settings().get(DenoiseParameters.MASKS));
  }

  @Test
  void underscoresOfTheTextItselfAreNoBlanks() {
    LaidItem laid = laid(item("", "__init__(", "): pass", Room.oracle(0), "self"));
    assertEquals(new SourceTexts("", "__init__(", "): pass", ""), laid.texts());
    assertEquals(4, laid.settings().get(DenoiseParameters.MASKS));
  }

  @Test
  void aQuestionStaysOneAndTheBeginningOfItsAnswerIsKept() {
    assertEquals(SourceTexts.prompt("Why?"), laid(item("Why?", "", "", Room.rest(), "x")).texts());
    LaidItem begun = laid(item("Why?", "so", "", Room.of(5), "x"));
    assertEquals(new SourceTexts("Why?", "so", "", ""), begun.texts());
    assertEquals(5, begun.settings().get(DenoiseParameters.MASKS));
    laid(item("", "ab", "", Room.rest(), "x"));
    laid(item("", "ab", "yz", Room.rest(), "x"));
  }

  @Test
  void aTextThatWasCutIsLaidOutAsItWasCut() {
    LaidItem laid = laid(item("", "a".repeat(90), "z".repeat(9), Room.oracle(0), "cde"));
    assertFalse(laid.texts().template().contains("a".repeat(90)));
    assertTrue(laid.texts().template().contains("a___z"), laid.texts().template());
  }

  /// Number, result and equation of a word problem, in the tokens of the bundled model.
  @Test
  void gapsOfWordProblemsAreLaidOutAgain() {
    SweepTask task = new SweepTask(SweepTask.INFILLING, "", 6, 1, 30, 3, false);
    SweepSpec spec =
        new SweepSpec(
            task,
            List.of(new Contestant("", false)),
            List.of(Axis.parse("steps", "1,4")),
            Map.of(),
            1,
            1);
    try (LoadedModel model = new FolderModels(1).open(Bundled.MODEL, "f32", "cpu")) {
      List<Item> items =
          task.read(i -> !ItemCanvas.of(model, i, VALUES).cut(), model.tokenizer().separator());
      for (int i = 0; i < items.size(); i++) {
        Item.Writing item = (Item.Writing) items.get(i);
        SweepRow row = new SweepRow(1, 0, i, false, false, "", "", Map.of(), 1, 1);
        LaidItem laid = LaidItem.of(model, spec, row, item.asked(), item.target(), VALUES);
        same(model, item, laid);
        assertFalse(laid.texts().template().isEmpty());
        assertEquals(4, laid.settings().get(DenoiseParameters.STEPS));
        assertEquals(spec.itemSeed(0, i), laid.settings().get(DenoiseParameters.SEED));
      }
      SweepRow first = new SweepRow(0, 0, 0, false, false, "", "", Map.of(), 1, 1);
      Problem changed =
          assertThrows(
              Problem.class,
              () -> LaidItem.of(model, spec, first, "another", items.getFirst().target(), VALUES));
      assertEquals(Code.TASK_DATA, changed.code());
    }
  }

  @Test
  void whatIsMeasuredHasNoSteps() {
    SweepTask task = new SweepTask("answers", "", 1, 1, 30, 3, false);
    SweepSpec spec =
        new SweepSpec(task, List.of(new Contestant("", false)), List.of(), Map.of(), 1, 1);
    Item item = task.read(any -> true, "").getFirst();
    SweepRow row = new SweepRow(0, 0, 0, false, false, "", "", Map.of(), 1, 1);
    Problem refused =
        assertThrows(
            Problem.class, () -> LaidItem.of(fake, spec, row, item.asked(), item.target(), VALUES));
    assertEquals(Code.PARAMETER, refused.code());
  }
}
