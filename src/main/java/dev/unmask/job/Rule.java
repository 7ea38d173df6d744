package dev.unmask.job;

import dev.unmask.diffusion.CountedReveal;
import dev.unmask.diffusion.CreditReveal;
import dev.unmask.diffusion.DiscreteFlow;
import dev.unmask.diffusion.DraftAndVerify;
import dev.unmask.diffusion.EntropyBound;
import dev.unmask.diffusion.FactorReveal;
import dev.unmask.diffusion.FirstHitting;
import dev.unmask.diffusion.GridReveal;
import dev.unmask.diffusion.HeldBackThreshold;
import dev.unmask.diffusion.HierarchicalRemask;
import dev.unmask.diffusion.HierarchicalReveal;
import dev.unmask.diffusion.KlassReveal;
import dev.unmask.diffusion.MinimumThreshold;
import dev.unmask.diffusion.OneByOne;
import dev.unmask.diffusion.OpeningToken;
import dev.unmask.diffusion.Order;
import dev.unmask.diffusion.PathPlanning;
import dev.unmask.diffusion.RandomKeep;
import dev.unmask.diffusion.RemaskingDiffusion;
import dev.unmask.diffusion.RemaskingDiffusion.Loop;
import dev.unmask.diffusion.RemaskingDiffusion.Strategy;
import dev.unmask.diffusion.ScoreReveal;
import dev.unmask.diffusion.SelfSpeculative;
import dev.unmask.diffusion.ThresholdReveal;
import dev.unmask.diffusion.TimestepKeep;
import dev.unmask.diffusion.TokenEdit;
import dev.unmask.diffusion.TopKConfidence;
import dev.unmask.diffusion.Transition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The transitions as a knob offers them, each with the other knobs that it heeds.
public enum Rule {
  TOP_K("keeps the least confident positions masked, on a linear schedule"),
  RANDOM_KEEP("reveals each mask with probability 1/(steps left + 1)"),
  TIMESTEPS("reveals each mask with probability 1 - s/t on Dream's grid"),
  COUNTED("reveals a scheduled number of positions, the first in some order"),
  ONE_BY_ONE("reveals one position in each step"),
  THRESHOLD("reveals every position above a threshold"),
  HELD_BACK("looks at a scheduled number, reveals those above a threshold"),
  MINIMUM("reveals every position above a threshold, or a scheduled number if those are fewer"),
  FACTOR("reveals more positions the more confident they are"),
  ENTROPY_BOUND("reveals the surest positions while their entropies stay below a bound"),
  STABLE("reveals positions that are sure and whose distribution no longer moves"),
  HIERARCHICAL("reveals the best of each run of masks, and all above a threshold"),
  HIERARCHICAL_REMASK("the same, and takes back what has become improbable"),
  CREDIT("a threshold on logits that remember what was best before"),
  FIRST_HITTING("jumps to the time of the next reveal; one position in each step"),
  GRID("reveals each mask with probability 1/(T t) on a grid"),
  ANCESTRAL("the reverse process of masked diffusion"),
  EULER("Euler steps by the score"),
  ANALYTIC("exact steps by the staggered score"),
  REMASK_CAP("masks again with probability at most eta"),
  REMASK_RESCALE("masks again with eta times the largest probability"),
  REMASK_CONFIDENCE("masks again what was written with little confidence"),
  REMASK_LOOP("reveals, then replaces tokens for a while, then reveals the rest"),
  FORWARD_BACKWARD("masks again as much as the forward process would"),
  DISCRETE_FLOW("the corrector of discrete flow matching"),
  PLANNING("keeps the best share of all positions, masks the rest again"),
  EDIT("reveals above a threshold and changes tokens that the model now rejects"),
  VERIFY("drafts boldly and masks again what a second look doubts"),
  SPECULATIVE("what one position per step would write, in fewer evaluations"),
  DREAM_BLOCK("the first token of a block at once, then a threshold");

  private final String explanation;

  Rule(String explanation) {
    this.explanation = explanation;
  }

  /// The name that is typed and stored.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What it does, in a few words.
  public String explanation() {
    return explanation;
  }

  /// Whether it heeds a knob that belongs to some rules only.
  boolean heeds(Parameter<?> knob) {
    boolean special = Arrays.stream(values()).anyMatch(r -> r.knobs().contains(knob));
    return !special || knobs().contains(knob);
  }

  /// The knobs that belong to it and some others; the rest concern all.
  private List<Parameter<?>> knobs() {
    return switch (this) {
      case TOP_K, RANDOM_KEEP, FIRST_HITTING, GRID -> List.of();
      case TIMESTEPS,
          ANCESTRAL,
          EULER,
          ANALYTIC,
          REMASK_CONFIDENCE,
          FORWARD_BACKWARD,
          DISCRETE_FLOW ->
          List.of(SamplerParameters.END);
      case COUNTED ->
          List.of(
              SamplerParameters.ORDER,
              SamplerParameters.COUNTS,
              SamplerParameters.ORDER_TEMPERATURE);
      case ONE_BY_ONE -> List.of(SamplerParameters.ORDER);
      case THRESHOLD -> List.of(SamplerParameters.ORDER, SamplerParameters.THRESHOLD);
      case HELD_BACK, MINIMUM, CREDIT, DREAM_BLOCK -> List.of(SamplerParameters.THRESHOLD);
      case FACTOR -> List.of(SamplerParameters.FACTOR);
      case ENTROPY_BOUND -> List.of(SamplerParameters.ORDER, SamplerParameters.BOUND);
      case STABLE ->
          List.of(SamplerParameters.THRESHOLD, SamplerParameters.BOUND, SamplerParameters.HISTORY);
      case HIERARCHICAL, EDIT, VERIFY ->
          List.of(SamplerParameters.THRESHOLD, SamplerParameters.LOW_THRESHOLD);
      case HIERARCHICAL_REMASK ->
          List.of(
              SamplerParameters.THRESHOLD,
              SamplerParameters.LOW_THRESHOLD,
              SamplerParameters.BOUND);
      case REMASK_CAP, REMASK_RESCALE, REMASK_LOOP ->
          List.of(SamplerParameters.ETA, SamplerParameters.END);
      case PLANNING -> List.of(SamplerParameters.ETA);
      case SPECULATIVE -> List.of(SamplerParameters.ORDER, SamplerParameters.HISTORY);
    };
  }

  /// The rule of that name.
  static Rule of(Values values) {
    String name = values.get(SamplerParameters.RULE);
    return Arrays.stream(values()).filter(r -> r.text().equals(name)).findFirst().orElseThrow();
  }

  /// Whether it needs more of the network than one plain look at the canvas.
  boolean looksElsewhere() {
    return this == VERIFY || this == SPECULATIVE;
  }

  /// Whether the number of steps is its own.
  boolean adaptive() {
    return switch (this) {
      case ONE_BY_ONE,
          THRESHOLD,
          FACTOR,
          ENTROPY_BOUND,
          HIERARCHICAL,
          HIERARCHICAL_REMASK,
          CREDIT,
          FIRST_HITTING,
          EDIT,
          VERIFY,
          SPECULATIVE,
          DREAM_BLOCK ->
          true;
      default -> false;
    };
  }

  /// Whether it decides by chance.
  boolean random() {
    return switch (this) {
      case RANDOM_KEEP,
          TIMESTEPS,
          FIRST_HITTING,
          GRID,
          ANCESTRAL,
          EULER,
          ANALYTIC,
          REMASK_CAP,
          REMASK_RESCALE,
          REMASK_CONFIDENCE,
          REMASK_LOOP,
          FORWARD_BACKWARD,
          DISCRETE_FLOW ->
          true;
      default -> false;
    };
  }

  /// The transition that the values describe.
  Transition transition(Values v) {
    double threshold = v.get(SamplerParameters.THRESHOLD);
    double low = v.get(SamplerParameters.LOW_THRESHOLD);
    double bound = v.get(SamplerParameters.BOUND);
    double eta = v.get(SamplerParameters.ETA);
    double end = v.get(SamplerParameters.END);
    int history = v.whole(SamplerParameters.HISTORY);
    Order order = order(v);
    CountRule counts = CountRule.valueOf(v.get(SamplerParameters.COUNTS).toUpperCase(Locale.ROOT));
    return switch (this) {
      case TOP_K -> new TopKConfidence();
      case RANDOM_KEEP -> new RandomKeep();
      case TIMESTEPS -> new TimestepKeep(end);
      case COUNTED ->
          new CountedReveal(order, counts.counts(end), v.get(SamplerParameters.ORDER_TEMPERATURE));
      case ONE_BY_ONE -> new OneByOne(order);
      case THRESHOLD -> new ThresholdReveal(order, threshold);
      case HELD_BACK -> new HeldBackThreshold(threshold);
      case MINIMUM -> new MinimumThreshold(threshold);
      case FACTOR -> new FactorReveal(v.get(SamplerParameters.FACTOR));
      case ENTROPY_BOUND -> new EntropyBound(bound, order);
      case STABLE -> new KlassReveal(threshold, bound, history, KlassReveal.Pick.ALL);
      case HIERARCHICAL -> new HierarchicalReveal(threshold, low);
      case HIERARCHICAL_REMASK ->
          new HierarchicalRemask(new HierarchicalReveal(threshold, low), bound);
      case CREDIT -> new CreditReveal(threshold, 0.7, 0.2, 0.8);
      case FIRST_HITTING -> new FirstHitting();
      case GRID -> new GridReveal();
      case ANCESTRAL -> remasking(Strategy.NONE, 0, end);
      case EULER -> new ScoreReveal(ScoreReveal.Method.EULER, end);
      case ANALYTIC -> new ScoreReveal(ScoreReveal.Method.ANALYTIC, end);
      case REMASK_CAP -> remasking(Strategy.CAP, eta, end);
      case REMASK_RESCALE -> remasking(Strategy.RESCALE, eta, end);
      case REMASK_CONFIDENCE -> remasking(Strategy.CONFIDENCE, 0, end);
      case REMASK_LOOP -> remasking(Strategy.LOOP, eta, end);
      case FORWARD_BACKWARD -> remasking(Strategy.FORWARD_BACKWARD, 0, end);
      case DISCRETE_FLOW -> new DiscreteFlow(end);
      case PLANNING ->
          new PathPlanning(eta, PathPlanning.Score.LOG_PROBABILITY, PathPlanning.Rise.LINEAR);
      case EDIT -> new TokenEdit(threshold, low, 1, 16);
      case VERIFY -> new DraftAndVerify(threshold, low);
      case SPECULATIVE -> new SelfSpeculative(order, history);
      case DREAM_BLOCK -> new OpeningToken(new ThresholdReveal(Order.CONFIDENCE, threshold));
    };
  }

  private static Transition remasking(Strategy strategy, double eta, double end) {
    return new RemaskingDiffusion(strategy, eta, Loop.PUBLISHED, end);
  }

  static Order order(Values v) {
    String name = v.get(SamplerParameters.ORDER);
    return Arrays.stream(Order.values())
        .filter(o -> o.text().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
