package dev.unmask.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptingTest {
  private final LoadedModel model = new FakeModel().loaded();
  private final Prompting prompting = new Prompting(model);

  /// The canvas as text: masks as `.`, given tokens as their text.
  private String shown(StartCanvas canvas) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < canvas.length(); i++) {
      out.append(canvas.roles()[i] == 1 ? "." : model.tokens().text(canvas.ids()[i]));
    }
    return out.toString();
  }

  private static Values settings(long length, long masks, boolean raw) {
    return DenoiseParameters.defaults()
        .with(DenoiseParameters.LENGTH, length)
        .with(DenoiseParameters.MASKS, masks)
        .with(DenoiseParameters.RAW, raw);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      emptyValue = "",
      textBlock =
          """
          # prompt  | prefix | suffix | template      | length | masks | raw   | canvas
          Why?      |        |        |               | 12     | 0     | false | <bos>Why?<sep>......
          Why?      |        |        |               | 12     | 0     | true  | <bos>Why?.......
          <bos>Why? |        |        |               | 12     | 0     | true  | <bos>Why?.......
          Why?      |        |        |               | 0      | 3     | false | <bos>Why?<sep>...
          Why?      | <<     | >>     |               | 14     | 0     | false | <bos>Why?<sep><<....>>
          Why?      | <<     | >>     |               | 0      | 3     | false | <bos>Why?<sep><<...>>
          Why?      | <<     | >>     |               | 16     | 3     | false | <bos>Why?<sep><<...>>...
          ''        |        |        | a__b_c____    | 0      | 0     | false | <bos>a..b_c....
          ''        |        |        | a__b_c____    | 0      | 3     | false | <bos>a...b_c...
          ''        |        |        | a__b          | 8      | 0     | false | <bos>a..b...
          Why?      |        |        | x__           | 0      | 0     | false | <bos>Why?<sep>x..
          ''        |        |        |               | 4      | 0     | false | <bos>...
          """)
  void textsBecomeACanvas(
      String prompt,
      String prefix,
      String suffix,
      String template,
      long length,
      long masks,
      boolean raw,
      String canvas) {
    SourceTexts texts = new SourceTexts(text(prompt), text(prefix), text(suffix), text(template));
    assertEquals(canvas, shown(prompting.canvas(texts, settings(length, masks, raw))));
  }

  private static String text(String cell) {
    return cell == null ? "" : cell;
  }

  @Test
  void theDefaultIsTheCanvasThatTheModelWasMadeFor() {
    assertEquals(
        64, prompting.canvas(SourceTexts.prompt("Why?"), DenoiseParameters.defaults()).length());
  }

  @Test
  void withoutATemplateThePromptFollowsTheBeginning() {
    Prompting bare = new Prompting(new FakeModel().loaded(Optional.empty()));
    assertEquals(
        "<bos>Why?...", shown(bare.canvas(SourceTexts.prompt("Why?"), settings(8, 0, false))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          80 | 0  | 0  | The text takes 82 places and the model has 72.
          62 | 0  | 0  | The text fills all 64 places of the canvas, so nothing is left to write.
          10 | 8  | 0  | The text and its masks take 12 places and the canvas has 8.
          10 | 0  | 61 | The text takes 73 places and the model has 72.
          10 | 99 | 0  | The text takes 99 places and the model has 72.
          """)
  void whatDoesNotFitIsRefusedWithNumbers(int prompt, long length, long masks, String sentence) {
    SourceTexts texts = SourceTexts.prompt("x".repeat(prompt));
    Problem problem =
        assertThrows(Problem.class, () -> prompting.canvas(texts, settings(length, masks, false)));
    assertEquals(sentence, problem.sentence());
    assertEquals(Code.CANVAS, problem.code());
  }

  @Test
  void anyPatternOfMasks() {
    DenoiseSpec spec =
        prompting.spec(
            new int[] {'a', 'b', 'c'},
            new boolean[] {true, false, true},
            DenoiseParameters.defaults());
    assertEquals(".b.", shown(spec.canvas()));
    assertEquals('a', spec.canvas().ids()[0], "what a shifted network cannot predict stays");
    assertThrows(
        Problem.class,
        () -> prompting.spec(new int[] {'a'}, new boolean[] {false}, DenoiseParameters.defaults()));
    assertThrows(
        Problem.class,
        () ->
            prompting.spec(
                new int[] {'a', 999}, new boolean[] {true, false}, DenoiseParameters.defaults()));
  }

  @Test
  void maskAndBeginningAreNeverWritten() {
    assertArrayEquals(
        new int[] {FakeModel.MASK, FakeModel.BOS},
        prompting.spec(SourceTexts.prompt("a"), DenoiseParameters.defaults()).suppressed());
  }
}
