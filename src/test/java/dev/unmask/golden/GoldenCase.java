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

  /// Whether the tolerance of this name says that results must be equal.
  public boolean exact(String name) {
    return tolerance.required(name).asString().equals("exact");
  }
}
