package dev.unmask.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {
  private static Parameter<?> named(String name) {
    return DenoiseParameters.all().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          steps       | 0        | Steps must be a whole number from 1 to 100000, not 0.
          steps       | 2.5      | Steps must be a whole number from 1 to 100000, not “2.5”.
          steps       | 1000000  | Steps must be a whole number from 1 to 100000, not 1000000.
          top-p       | 2        | Top-p must be a number above 0, at most 1, not 2.0.
          top-p       | 0        | Top-p must be a number above 0, at most 1, not 0.0.
          temperature | NaN      | Temperature must be a number above 0, at most 100, not NaN.
          temperature | Infinity | Temperature must be a number above 0, at most 100, not Infinity.
          temperature | warm     | Temperature must be a number above 0, at most 100, not “warm”.
          cache       | best     | Cache must be one of none, unchanged, prefix, dual, not best.
          seed        | -1       | Seed must be a whole number from 0 to 9007199254740991, not -1.
          device      | tpu      | Device must be cpu, cuda or cuda:N, not tpu.
          raw         | perhaps  | Raw prompt must be true or false, not “perhaps”.
          """)
  void badValuesAreRefusedInWords(String name, String text, String sentence) {
    Problem problem = assertThrows(Problem.class, () -> named(name).parse(text));
    assertEquals(sentence, problem.sentence());
    assertEquals(Code.PARAMETER, problem.code());
    assertEquals(sentence, named(name).complaint(text).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"steps,1", "top-p,1", "temperature,0.01", "seed,9007199254740991", "device,cuda:1"})
  void valuesAtTheEdgeAreTaken(String name, String text) {
    assertTrue(named(name).complaint(text).isEmpty());
    assertEquals(
        Double.parseDouble(text.replaceAll("\\D*:|[a-z]", "0")),
        Double.parseDouble(named(name).parse(text).toString().replaceAll("\\D*:|[a-z]", "0")));
  }

  @Test
  void everyParameterIsDescribed() {
    Set<String> names = new HashSet<>();
    for (Parameter<?> p : DenoiseParameters.all()) {
      assertTrue(names.add(p.name()), p.name());
      assertTrue(p.name().matches("[a-z][a-z-]*"), p.name());
      assertTrue(p.help().endsWith("."), p.name());
      assertEquals(p.fallback(), p.parse(p.fallback().toString()));
    }
  }
}
