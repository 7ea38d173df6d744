package dev.unmask.window.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.SamplerParameters;
import dev.unmask.job.Values;
import java.util.Map;
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
  void aPresetBringsItsPartsAndTheyAreNotMarkedAsChanged() {
    form.knob(DenoiseParameters.SAMPLER).text().set("dream-entropy");
    assertEquals("counted", form.knob(SamplerParameters.RULE).text().get());
    assertEquals("entropy", form.knob(SamplerParameters.ORDER).text().get());
    assertFalse(form.knob(SamplerParameters.ORDER).changed().get());
    form.knob(SamplerParameters.ORDER).text().set("margin");
    assertTrue(form.knob(SamplerParameters.ORDER).changed().get());
    assertEquals("entropy", form.knob(SamplerParameters.ORDER).usual().get());
    assertEquals(
        "rule counted \u00b7 order margin \u00b7 counts timesteps \u00b7 confidence of filtered",
        Summaries.parts(form.values().get()));
    form.knob(SamplerParameters.ORDER).reset();
    assertEquals("entropy", form.values().get().get(SamplerParameters.ORDER));
  }

  @Test
  void partsThatDoNotGoTogetherAreSaid() {
    assertEquals("", form.obstacle().get());
    form.knob(SamplerParameters.CACHE).text().set("dual");
    form.knob(SamplerParameters.GUIDANCE).text().set("1.5");
    assertEquals("Guidance looks at two canvases, and the cache keeps one.", form.obstacle().get());
    form.knob(SamplerParameters.GUIDANCE).reset();
    assertEquals("", form.obstacle().get());
  }

  @Test
  void whatTheMakersRecommendStandsWhereTheUserSaidNothing() {
    Values theirs =
        DenoiseParameters.defaults()
            .with(DenoiseParameters.SAMPLER, "dream-entropy")
            .with(DenoiseParameters.STEPS, 512L)
            .with(DenoiseParameters.TEMPERATURE, 0.2)
            .with(SamplerParameters.ORDER_TEMPERATURE, 0.5);
    form.knob(DenoiseParameters.STEPS).text().set("64");
    form.recommend(theirs);
    assertEquals("dream-entropy", form.knob(DenoiseParameters.SAMPLER).text().get());
    assertEquals("64", form.knob(DenoiseParameters.STEPS).text().get());
    assertEquals("512", form.knob(DenoiseParameters.STEPS).usual().get());
    assertEquals(0.2, form.values().get().get(DenoiseParameters.TEMPERATURE));
    assertEquals(0.5, form.values().get().get(SamplerParameters.ORDER_TEMPERATURE));
    assertFalse(form.knob(DenoiseParameters.TEMPERATURE).changed().get());
    form.knob(DenoiseParameters.STEPS).reset();
    assertEquals(512, form.values().get().whole(DenoiseParameters.STEPS));
    // Another sampler keeps what is recommended of the rest, and comes with its own parts.
    form.knob(DenoiseParameters.SAMPLER).text().set("wino");
    assertEquals("0.2", form.knob(DenoiseParameters.TEMPERATURE).text().get());
    assertEquals("0", form.knob(SamplerParameters.ORDER_TEMPERATURE).text().get());
    form.knob(DenoiseParameters.SAMPLER).reset();
    assertEquals("0.5", form.knob(SamplerParameters.ORDER_TEMPERATURE).text().get());
    assertEquals(theirs, form.values().get());
  }

  @Test
  void whatASessionHeldIsNotOverwrittenByAModelThatIsOpenedAfterIt() {
    form.restore(Map.of("steps", "32", "order", "margin"));
    form.recommend(
        DenoiseParameters.defaults()
            .with(DenoiseParameters.SAMPLER, "dream-entropy")
            .with(DenoiseParameters.STEPS, 512L));
    assertEquals("32", form.knob(DenoiseParameters.STEPS).text().get());
    assertEquals("margin", form.knob(SamplerParameters.ORDER).text().get());
    assertTrue(form.knob(DenoiseParameters.STEPS).changed().get());
  }

  @Test
  void numbersAreWrittenAsPeopleTypeThem() {
    assertEquals("0.00001", Knob.written(1e-5));
    assertEquals("1", form.knob(DenoiseParameters.TEMPERATURE).text().get());
    form.take(form.values().get().with(DenoiseParameters.TEMPERATURE, 0.95));
    assertEquals("0.95", form.knob(DenoiseParameters.TEMPERATURE).text().get());
    assertEquals(0.95, form.values().get().get(DenoiseParameters.TEMPERATURE));
  }
}
