package dev.unmask.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.GenerationDefaults;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The makers' defaults as values, and the user's own above them.
class ModelDefaultsTest {
  private static GenerationDefaults said(
      Optional<Boolean> sample, OptionalDouble temperature, OptionalInt steps) {
    return new GenerationDefaults(
        sample,
        temperature,
        OptionalDouble.of(0.9),
        OptionalInt.of(50),
        OptionalInt.of(77),
        List.of(2),
        OptionalInt.empty(),
        steps,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of());
  }

  @Test
  void nothingSaidChangesNothing() {
    assertEquals(GenerateParameters.defaults(), ModelDefaults.generate(GenerationDefaults.none()));
    assertEquals(DenoiseParameters.defaults(), ModelDefaults.denoise(GenerationDefaults.none()));
  }

  @Test
  void tokensAreDrawnOnlyWhereTheFileSaysSo() {
    Values drawn =
        ModelDefaults.generate(
            said(Optional.of(true), OptionalDouble.of(0.6), OptionalInt.empty()));
    assertTrue(GenerateParameters.samples(drawn));
    assertEquals(0.6, drawn.get(GenerateParameters.TEMPERATURE));
    assertEquals(0.9, drawn.get(GenerateParameters.TOP_P));
    assertEquals(50, drawn.get(GenerateParameters.TOP_K));
    assertEquals(77, drawn.get(GenerateParameters.TOKENS));
    Values greedy =
        ModelDefaults.generate(said(Optional.empty(), OptionalDouble.of(0.6), OptionalInt.empty()));
    assertFalse(GenerateParameters.samples(greedy));
  }

  @Test
  void whoSetsATemperatureWantsToSample() {
    Values greedy = GenerateParameters.defaults().with(GenerateParameters.TEMPERATURE, 0.6);
    Set<Parameter<?>> given = Set.of(GenerateParameters.TEMPERATURE);
    assertTrue(GenerateParameters.samples(GenerateParameters.implied(greedy, given::contains)));
    Set<Parameter<?>> both = Set.of(GenerateParameters.TEMPERATURE, GenerateParameters.DRAW);
    assertFalse(GenerateParameters.samples(GenerateParameters.implied(greedy, both::contains)));
    Values cold = greedy.with(GenerateParameters.TEMPERATURE, 0.0);
    assertFalse(GenerateParameters.samples(GenerateParameters.implied(cold, given::contains)));
  }

  @Test
  void dreamDrawsAboveTemperatureZero() {
    Values dream =
        ModelDefaults.denoise(said(Optional.empty(), OptionalDouble.of(0.2), OptionalInt.of(512)));
    assertEquals(512, dream.get(DenoiseParameters.STEPS));
    assertEquals(0.2, dream.get(DenoiseParameters.TEMPERATURE));
    assertEquals(0.9, dream.get(DenoiseParameters.TOP_P));
    assertEquals(DenoiseParameters.SAMPLE, dream.get(DenoiseParameters.DRAW));
    Values cold =
        ModelDefaults.denoise(said(Optional.of(true), OptionalDouble.of(0), OptionalInt.of(512)));
    assertEquals(DenoiseParameters.ARGMAX, cold.get(DenoiseParameters.DRAW));
    assertEquals(1.0, cold.get(DenoiseParameters.TEMPERATURE));
    Values llama =
        ModelDefaults.denoise(said(Optional.empty(), OptionalDouble.of(0.6), OptionalInt.empty()));
    assertEquals(DenoiseParameters.ARGMAX, llama.get(DenoiseParameters.DRAW));
  }
}
