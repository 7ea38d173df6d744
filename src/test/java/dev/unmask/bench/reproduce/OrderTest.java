package dev.unmask.bench.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private static String words(boolean lower, Double... values) {
    return new Order(NAMES, List.of(values), lower).words("loss");
  }

  @Test
  void theOrderIsReadOffTheNumbers() {
    assertEquals("By loss the paper's order (a, b, c) is seen.", words(true, 1.0, 2.0, 3.0));
    assertEquals(
        "By loss the paper's order (a, b, c) is not seen: here it is b, a, c (b before a).",
        words(true, 2.0, 1.0, 3.0));
    assertEquals("By loss the paper's order (a, b, c) is seen.", words(false, 3.0, 2.0, 1.0));
    assertEquals(
        "By loss the paper's order (a, b, c) is not seen: here it is a, b, c (c level with b).",
        words(false, 3.0, 2.0, 2.0));
  }

  @Test
  void whatWasNotMeasuredHasNoPlace() {
    assertEquals("By loss the paper's order (a, c) is seen.", words(true, 1.0, Double.NaN, 3.0));
    assertEquals("", words(true, 1.0, Double.NaN, Double.NaN));
    assertEquals("By loss all are level, so no order is seen.", words(true, 0.0, 0.0, 0.0));
  }
}
