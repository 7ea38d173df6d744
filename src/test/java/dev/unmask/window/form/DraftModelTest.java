package dev.unmask.window.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FakeModel;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.StartCanvas;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What one field means.
class DraftModelTest {
  private final LoadedModel model = new FakeModel().loaded();
  private final FormModel form = new FormModel();
  private final DraftModel draft = new DraftModel(form, Runnable::run, Runnable::run);

  DraftModelTest() {
    draft.model().set(model);
  }

  /// The canvas as text, masks as `.`.
  private String canvas() {
    StartCanvas now = Objects.requireNonNull(draft.canvas().get());
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < now.length(); i++) {
      out.append(now.roles()[i] == 1 ? "." : model.tokens().text(now.ids()[i]));
    }
    return out.toString();
  }

  @Test
  void textsThatTheFieldCannotHoldAreMeantUntilItIsTypedOver() {
    form.knob(DenoiseParameters.MASKS).text().set("3");
    SourceTexts texts = new SourceTexts("Why?", "so", "__end", "");
    draft.take(texts, 3);
    assertEquals("Why?\nso_____end", draft.prompt().get());
    assertEquals("<bos>Why?<sep>so...__end", canvas());
    assertEquals(texts, Objects.requireNonNull(draft.spec()).texts(), "a run keeps them so");
    assertTrue(draft.blanks());
    draft.prompt().set("a__b");
    assertEquals("<bos>a...b", canvas(), "typed underscores are a blank");
    draft.prompt().set("Why?");
    assertEquals("<bos>Why?<sep>...", canvas());
    assertFalse(draft.blanks());
  }

  @Test
  void aQuestionWithUnderscoresOfItsOwnIsNotFilledIn() {
    form.knob(DenoiseParameters.MASKS).text().set("2");
    draft.take(SourceTexts.prompt("x__y?"), 2);
    assertEquals("x__y?", draft.prompt().get());
    assertEquals("<bos>x__y?<sep>..", canvas());
    draft.take(SourceTexts.template("x__y?"), 2);
    assertEquals("<bos>x..y?", canvas(), "the same field, another meaning");
  }
}
