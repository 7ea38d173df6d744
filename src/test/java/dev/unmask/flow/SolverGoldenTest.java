package dev.unmask.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTensor;
import dev.unmask.golden.GoldenTests;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Solutions, calls and steps of torchdiffeq on fields with known answers.
class SolverGoldenTest {
  @TestFactory
  Stream<DynamicNode> solvers() {
    return GoldenTests.of(SolverGoldenTest::check, "solver");
  }

  private static void check(GoldenCases folder, GoldenCase c) {
    Solver solver = Solver.named(c.text("method")).orElseThrow();
    StepControl control =
        solver.adaptive()
            ? new StepControl(
                c.number("atol"), c.number("rtol"), c.number("first_step"), false, 10_000_000)
            : StepControl.PUBLISHED;
    List<Double> asked = new ArrayList<>();
    Field field = field(folder, c);
    Integration run =
        solver.solve(
            (t, x) -> {
              asked.add(t);
              return field.velocity(t, x);
            },
            c.tensor("input.y0").doubles(),
            grid(c.tensor("input.grid")),
            control);
    assertEquals(Integration.End.REACHED, run.end());
    double[] expected = c.tensor("output.solution").doubles();
    JsonNode allowed = c.tolerance().required("solution");
    int width = run.state().length;
    for (int i = 0; i < expected.length; i++) {
      double within =
          allowed.required("abs").asDouble()
              + allowed.required("rel").asDouble() * Math.abs(expected[i]);
      assertEquals(expected[i], run.states().get(i / width)[i % width], within, "element " + i);
    }
    assertEquals(c.integer("function_calls"), run.evaluations(), "calls");
    if (c.hasTensor("output.call_times")) {
      double[] times = asked.stream().mapToDouble(Double::doubleValue).toArray();
      assertArrayEquals(c.tensor("output.call_times").doubles(), times, 1e-14, "call times");
    }
    if (c.hasScalar("attempted_steps")) {
      long accepted = run.attempts().stream().filter(Attempt::accepted).count();
      assertEquals(c.integer("attempted_steps"), run.attempts().size(), "attempts");
      assertEquals(c.integer("accepted_steps"), accepted, "accepted");
    }
    if (c.hasTensor("output.attempt_t0")) {
      steps(c, run.attempts());
    }
  }

  private static void steps(GoldenCase c, List<Attempt> attempts) {
    double[] from = c.tensor("output.attempt_t0").doubles();
    double[] size = c.tensor("output.attempt_dt").doubles();
    double[] ratio = c.tensor("output.attempt_ratio").doubles();
    long[] accepted = c.tensor("output.attempt_accepted").longs();
    for (int i = 0; i < from.length; i++) {
      Attempt a = attempts.get(i);
      // A ratio is a difference of nearly equal numbers: its own digits are few near zero.
      assertEquals(from[i], a.from(), 1e-7 * (1 + Math.abs(from[i])), "from " + i);
      assertEquals(size[i], a.size(), 1e-6 * size[i], "size " + i);
      assertEquals(ratio[i], a.ratio(), 1e-5 * ratio[i] + 1e-6, "ratio " + i);
      assertEquals(accepted[i] == 1, a.accepted(), "accepted " + i);
    }
  }

  private static TimeGrid grid(GoldenTensor t) {
    if (t.dtype().equals("F64")) {
      return new TimeGrid(t.doubles(), false);
    }
    float[] single = t.floats();
    double[] times = new double[single.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = single[i];
    }
    return new TimeGrid(times, true);
  }

  private static Field field(GoldenCases folder, GoldenCase c) {
    JsonNode parameters = folder.head().required("parameters");
    return switch (c.text("field")) {
      case "decay" -> (t, x) -> each(x, i -> -x[i]);
      case "flow" -> {
        double[] to = c.tensor("input.c").doubles();
        yield (t, x) -> each(x, i -> (to[i] - x[i]) / (1 - t));
      }
      case "flow_boundary" -> {
        double[] to = c.tensor("input.c").doubles();
        yield (t, x) -> each(x, i -> t >= 1 ? 0 : (to[i] - x[i]) / (1 - t));
      }
      case "oscillator" -> {
        double w = parameters.required("oscillator").required("w").asDouble();
        double z = parameters.required("oscillator").required("z").asDouble();
        yield (t, x) -> new double[] {x[1], -w * w * x[0] - 2 * z * w * x[1]};
      }
      case "van_der_pol" -> {
        double mu = parameters.required("van_der_pol").required("mu").asDouble();
        yield (t, x) -> new double[] {x[1], mu * (1 - x[0] * x[0]) * x[1] - x[0]};
      }
      default -> throw new AssertionError("unknown field " + c.text("field"));
    };
  }

  private static double[] each(double[] x, java.util.function.IntToDoubleFunction f) {
    double[] out = new double[x.length];
    java.util.Arrays.setAll(out, f);
    return out;
  }
}
