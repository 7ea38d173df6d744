package dev.unmask.window.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.train.StepReport;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A training of any length fits a curve, and what is drawn is a mean of what was reported.
class CourseTest {
  private static StepReport report(long step, double nats) {
    return new StepReport(step, 2 * nats, nats, 0.5, 0.001, 100, 50, 4e9, 0.5);
  }

  @Test
  void aLongTrainingIsThinnedToMeans() {
    Course course = new Course(100_000);
    LongStream.rangeClosed(1, 50_000).forEach(s -> course.add(report(s, s % 2 == 0 ? 1 : 3)));
    Curves curves = course.curves();
    assertTrue(curves.steps().length <= 300, "half of at most 600");
    assertEquals(100_000, curves.total());
    for (int i = 0; i < curves.steps().length - 1; i++) {
      assertEquals(2, curves.raw(Measure.CROSS_ENTROPY)[i], 0.05);
      assertTrue(curves.steps()[i] < curves.steps()[i + 1]);
    }
  }

  @Test
  void speedAndTimeLeftComeFromThisSitting() {
    Course course = new Course(10);
    course.recall(report(1, 4));
    course.recall(report(2, 3));
    course.stand(2, 2);
    course.begin(0);
    assertNull(course.standing(1).left());
    assertEquals(2, course.standing(1).step());
    assertEquals(2, course.curves().steps().length);
    course.add(report(3, 2));
    course.add(report(4, 2));
    Standing now = course.standing(Duration.ofSeconds(6).toNanos());
    assertEquals(Duration.ofSeconds(18), now.left(), "two steps in six seconds, six to go");
    assertEquals(200, now.tokensPerSecond(), 1e-9);
    assertEquals(8, now.gigaflops(), 1e-9);
    assertEquals(2, now.saved());
    course.saved(4);
    assertEquals(4, course.standing(0).saved());
    assertEquals(0.4, now.share(), 1e-9);
  }

  @Test
  void aFewOutliersDoNotFlattenTheCurve() {
    Course course = new Course(200);
    LongStream.rangeClosed(1, 200).forEach(s -> course.add(report(s, s == 50 ? 1000 : 2)));
    Curves curves = course.curves();
    double highest = curves.highest(Measure.CROSS_ENTROPY);
    assertEquals(8, highest, 1e-9, "four times what nearly all values are");
    assertEquals(2, curves.smooth(Measure.CROSS_ENTROPY)[199], 0.01);
    assertEquals(49, curves.at(50.5));
    assertEquals(-1, curves.at(0));
  }
}
