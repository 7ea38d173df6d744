package dev.unmask.window.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormModelTest {
  private final FormModel form = new FormModel();

  @Test
  void thereIsAKnobForEveryParameter() {
    assertEquals(
        DenoiseParameters.all(), form.knobs().stream().<Parameter<?>>map(Knob::parameter).toList());
    assertEquals(DenoiseParameters.defaults(), form.values().get());
  }

  @ParameterizedTest
  @CsvSource({"steps,0", "steps,many", "top-p,2", "temperature,NaN", "temperature,", "seed,-1"})
  void aWrongTextIsSaidInWordsAndTheLastGoodValueStays(String name, String text) {
    Knob<?> knob =
        form.knobs().stream()
            .filter(k -> k.parameter().name().equals(name))
            .findFirst()
            .orElseThrow();
    knob.text().set(text == null ? "" : text);
    assertTrue(knob.complaint().get().startsWith(knob.parameter().label() + " must be "));
    assertEquals(knob.complaint().get(), form.complaint().get());
    assertEquals(DenoiseParameters.defaults(), form.values().get());
    knob.reset();
    assertEquals("", form.complaint().get());
  }

  @Test
  void aKnobWithoutEffectSaysWhy() {
    Knob<?> topP = form.knob(DenoiseParameters.TOP_P);
    assertTrue(topP.idle().get().endsWith("."));
    form.knob(DenoiseParameters.DRAW).text().set("sample");
    form.knob(DenoiseParameters.SAMPLER).text().set("random-keep");
    assertEquals("", topP.idle().get());
  }

  @Test
  void aChangedValueIsMarkedUntilItIsReset() {
    Knob<?> steps = form.knob(DenoiseParameters.STEPS);
    assertFalse(steps.changed().get());
    steps.text().set("64");
    assertTrue(steps.changed().get());
    assertEquals(64, form.values().get().whole(DenoiseParameters.STEPS));
    steps.reset();
    assertFalse(steps.changed().get());
  }

  @Test
  void numbersAreWrittenAsPeopleTypeThem() {
    assertEquals("1", form.knob(DenoiseParameters.TEMPERATURE).text().get());
    form.take(form.values().get().with(DenoiseParameters.TEMPERATURE, 0.95));
    assertEquals("0.95", form.knob(DenoiseParameters.TEMPERATURE).text().get());
    assertEquals(0.95, form.values().get().get(DenoiseParameters.TEMPERATURE));
  }
}
