package dev.unmask.golden;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One recorded case.
///
/// Every reader fails on a name that the case lacks, so that a misspelt name cannot pass.
///
/// @param id unique in its folder
/// @param scalars numbers, texts and lists by name
/// @param tolerance how far a result may be off, by name; `"exact"` for ids
/// @param tensors by short name; those of cases that tell inputs from outputs are called
///     `input.NAME` and `output.NAME`
/// @param items texts and ids of tokenizer cases, else missing
public record GoldenCase(
    String id,
    String kind,
    String description,
    JsonNode scalars,
    JsonNode tolerance,
    Map<String, GoldenTensor> tensors,
    JsonNode items) {

  public GoldenTensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), () -> id + " has no tensor " + name);
  }

  public boolean hasTensor(String name) {
    return tensors.containsKey(name);
  }

  public Set<String> tensorNames() {
    return tensors.keySet();
  }

  public int integer(String scalar) {
    return scalars.required(scalar).asInt();
  }

  public double number(String scalar) {
    return scalars.required(scalar).asDouble();
  }

  public boolean flag(String scalar) {
    return scalars.required(scalar).asBoolean();
  }

  public String text(String scalar) {
    return scalars.required(scalar).asString();
  }

  /// Whether the scalar is there and is not null (`top_p` may be null).
  public boolean hasScalar(String scalar) {
    return scalars.hasNonNull(scalar);
  }

  /// A numeric tolerance, for example `logits_abs`.
  public double tolerance(String name) {
    return tolerance.required(name).asDouble();
  }

  /// How far a value may be off where tolerances have an absolute and a relative part.
  public double allowed(String name, double expected) {
    JsonNode t = tolerance.has(name) ? tolerance.get(name) : tolerance.required("default");
    return t.required("abs").asDouble() + t.required("rel").asDouble() * Math.abs(expected);
  }

  /// Fails unless every value is as near to the recorded output as it must be.
  public void close(String name, double[] mine) {
    close(name, name, mine);
  }

  /// The same under the tolerance of another output.
  public void close(String name, String toleranceOf, double[] mine) {
    GoldenTensor tensor = tensor("output." + name);
    double[] expected = tensor.numbers();
    if (expected.length != mine.length) {
      throw new AssertionError(
          id + " " + name + ": " + mine.length + " values, not " + expected.length);
    }
    for (int i = 0; i < mine.length; i++) {
      if (!(Math.abs(mine[i] - expected[i]) <= allowed(toleranceOf, expected[i]))) {
        throw new AssertionError(
            id + " " + name + "[" + i + "]: " + mine[i] + ", not " + expected[i]);
      }
    }
  }

  /// As above.
  public void close(String name, float[] mine) {
    close(name, name, mine);
  }

  /// As above.
  public void close(String name, String toleranceOf, float[] mine) {
    double[] wide = new double[mine.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = mine[i];
    }
    close(name, toleranceOf, wide);
  }

  /// Whether the tolerance of this name says that results must be equal.
  public boolean exact(String name) {
    return tolerance.required(name).asString().equals("exact");
  }
}
