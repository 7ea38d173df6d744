package dev.unmask.job.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FakeModel;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Prompting;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.StartCanvas;
import dev.unmask.job.Values;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Judgement;
import dev.unmask.task.file.Room;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ItemCanvasTest {
  private static final LoadedModel MODEL = new FakeModel().loaded();
  private static final Values VALUES = DenoiseParameters.defaults();

  private static Item.Writing item(
      String prompt, String before, String after, Room room, String target) {
    return new Item.Writing(
        "x", prompt, before, after, room, List.of(target), w -> Judgement.of(false));
  }

  /// A question is laid out as the form lays it out: this is how a sweep and a run agree.
  @Test
  void aQuestionIsTheCanvasOfARunByHand() {
    ItemCanvas mine = ItemCanvas.of(MODEL, item("Why?", "", "", Room.rest(), "ab"), VALUES);
    StartCanvas run = new Prompting(MODEL).canvas(SourceTexts.prompt("Why?"), VALUES);
    assertEquals(run.length(), mine.ids().length);
    assertEquals(run.masked(), mine.to() - mine.from());
    assertArrayEquals(
        Arrays.copyOf(run.ids(), mine.from()), Arrays.copyOf(mine.ids(), mine.from()));
    assertFalse(mine.cut());
  }

  @Test
  void anOracleHasAsManyMasksAsTheAnswerTakes() {
    ItemCanvas canvas = ItemCanvas.of(MODEL, item("", "ab", "yz", Room.oracle(2), "cde"), VALUES);
    int m = FakeModel.MASK;
    assertArrayEquals(new int[] {FakeModel.BOS, 'a', 'b', m, m, m, m, m, 'y', 'z'}, canvas.ids());
    assertEquals(3, canvas.from());
    assertEquals(8, canvas.to());
  }

  /// Where its makers say how much a model writes, a question has that room whatever its length.
  @Test
  void theMakersRoomForAnAnswerStandsBehindAnyQuestion() {
    LoadedModel model = new FakeModel().loaded(Optional.empty(), 10);
    for (String question : List.of("Why?", "Why on earth?")) {
      ItemCanvas mine = ItemCanvas.of(model, item(question, "", "", Room.rest(), "ab"), VALUES);
      assertEquals(10, mine.to() - mine.from());
      assertEquals(1 + question.length() + 10, mine.ids().length);
      StartCanvas run = new Prompting(model).canvas(SourceTexts.prompt(question), VALUES);
      assertEquals(run.length(), mine.ids().length);
    }
    Values asked = VALUES.with(DenoiseParameters.LENGTH, 40L);
    assertEquals(
        40, ItemCanvas.of(model, item("Why?", "", "", Room.rest(), "ab"), asked).ids().length);
    ItemCanvas oracle =
        ItemCanvas.of(model, item("Why?", "", "", Room.oracle(0), "t".repeat(30)), VALUES);
    assertEquals(30, oracle.to() - oracle.from());
    ItemCanvas full = ItemCanvas.of(model, item("w".repeat(90), "", "", Room.rest(), "ab"), VALUES);
    assertEquals(72, full.ids().length);
    assertTrue(full.cut());
  }

  @Property(tries = 300)
  void whatIsTooLongIsCutAroundTheMasks(
      @ForAll @IntRange(max = 120) int prompt,
      @ForAll @IntRange(max = 120) int before,
      @ForAll @IntRange(max = 120) int after,
      @ForAll @IntRange(min = 1, max = 40) int target,
      @ForAll boolean oracle) {
    ItemCanvas canvas =
        ItemCanvas.of(
            MODEL,
            item(
                "p".repeat(prompt),
                "b".repeat(before),
                "a".repeat(after),
                oracle ? Room.oracle(0) : Room.rest(),
                "t".repeat(target)),
            VALUES);
    int length = MODEL.card().defaultLength();
    assertTrue(canvas.ids().length <= length);
    assertEquals(FakeModel.BOS, canvas.ids()[0]);
    int masks = canvas.to() - canvas.from();
    assertTrue(
        oracle ? masks == target : masks >= Math.min(target + 1, length / 2),
        masks + " for " + target);
    long given = Arrays.stream(canvas.ids()).filter(id -> id != FakeModel.MASK).count();
    assertEquals(canvas.ids().length - masks, given);
    int head = prompt == 0 ? 1 : prompt + 2;
    boolean fits =
        head + before + after + (oracle ? target : Math.min(target + 1, length / 2)) <= length;
    assertEquals(!fits, canvas.cut());
    if (fits) {
      assertEquals(head + before + after, given);
    }
  }

  @Test
  void anAnswerThatIsLongerThanTheCanvasIsRefused() {
    assertThrows(
        Problem.class,
        () -> ItemCanvas.of(MODEL, item("", "a", "", Room.oracle(0), "t".repeat(64)), VALUES));
  }
}
