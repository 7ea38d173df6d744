package dev.unmask.job.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.unmask.text.InfillTokens;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A model that takes part.
///
/// @param path as the user gave it; empty for the bundled model
/// @param leftToRight whether it writes left to right: a control beside the others
/// @param flow whether each of its tokens is integrated (L2D); null is no
/// @param fill in which order a model that writes left to right is given what stands around a gap;
///     null is prefix first
public record Contestant(
    String path,
    boolean leftToRight,
    @Nullable Boolean flow,
    @JsonInclude(JsonInclude.Include.NON_NULL) InfillTokens.@Nullable Order fill) {
  public Contestant {
    Objects.requireNonNull(path);
  }

  /// A diffusion model, or a control that writes left to right.
  public Contestant(String path, boolean leftToRight) {
    this(path, leftToRight, null, null);
  }

  /// A control that writes left to right, and fills gaps in this order.
  public static Contestant filling(String path, InfillTokens.Order order) {
    return new Contestant(path, true, null, order == InfillTokens.Order.PSM ? null : order);
  }

  /// A flow model: it writes left to right, and its knobs can be turned.
  public static Contestant integrating(String path) {
    return new Contestant(path, true, true, null);
  }

  /// The same, named in another way.
  Contestant at(String other) {
    return new Contestant(other, leftToRight, flow, fill);
  }

  /// Whether its tokens are integrated.
  public boolean integrates() {
    return Boolean.TRUE.equals(flow);
  }

  /// In which order it is given what stands around a gap.
  public InfillTokens.Order order() {
    return fill == null ? InfillTokens.Order.PSM : fill;
  }

  /// Its name, and how it is given a gap if that is not the usual way: two controls may differ in
  /// nothing else.
  public String title() {
    return fill == null ? name() : "%s (%s)".formatted(name(), fill);
  }

  /// A short name: the last part of the path.
  public String name() {
    String plain = path.replaceAll("[/\\\\]+$", "");
    String last = plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1);
    return last.isEmpty() ? "bundled" : last;
  }
}
