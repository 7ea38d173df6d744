package dev.unmask.job;

import dev.unmask.diffusion.EosRule;
import dev.unmask.diffusion.Order;
import dev.unmask.diffusion.Reuse;
import dev.unmask.diffusion.StopRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The parts of a sampler as knobs: a preset is a name for some values of them, and any combination
/// that makes sense can be made by hand.
public final class SamplerParameters {
  /// The group of the parts that presets name.
  public static final String PARTS = "Parts of the sampler";
  /// The group of guidance, ends and constraints.
  public static final String TOKENS = "Guidance and tokens";

  public static final Parameter<String> DRAW =
      new Parameter<>(
          "draw",
          "Draw",
          "Sampler",
          new Domain.Choice(List.of(DenoiseParameters.ARGMAX, DenoiseParameters.SAMPLE)),
          DenoiseParameters.ARGMAX,
          "",
          "How a token is chosen: the most probable one, or drawn by its probability.",
          "DiffuLLaMA: gsm (argmax)");

  public static final Parameter<Double> TOP_P =
      new Parameter<>(
          "top-p",
          "Top-p",
          "Sampler",
          new Domain.Real(0, false, 1),
          1.0,
          "",
          "Draw only from the most probable tokens that together reach this probability; 1 keeps"
              + " all.",
          "DiffuLLaMA: topp_temp");

  public static final Parameter<String> RULE =
      new Parameter<>(
          "rule",
          "Rule",
          PARTS,
          new Domain.Choice(Arrays.stream(Rule.values()).map(Rule::text).toList()),
          Rule.TOP_K.text(),
          "",
          "What decides which positions are written, and whether written ones are masked again or"
              + " changed.",
          "alg, remasking, sampler");

  public static final Parameter<String> ORDER =
      new Parameter<>(
          "order",
          "Order",
          PARTS,
          new Domain.Choice(Arrays.stream(Order.values()).map(Order::text).toList()),
          Order.CONFIDENCE.text(),
          "",
          "Which position comes first: by the probability of the candidate, of the best token, the"
              + " margin of the two best, the entropy, at random, or by place.",
          "alg, remasking");

  public static final Parameter<String> COUNTS =
      new Parameter<>(
          "counts",
          "Counts",
          PARTS,
          new Domain.Choice(
              Arrays.stream(CountRule.values())
                  .map(c -> c.name().toLowerCase(Locale.ROOT))
                  .toList()),
          "even",
          "",
          "How many positions a step writes: the same number in each, by Dream's timesteps, as a"
              + " linear or cosine schedule expects, drawn at random (binomial), or one.",
          "get_num_transfer_tokens, scheduler, stochastic_transfer");

  public static final Parameter<Double> ORDER_TEMPERATURE =
      real(
          "order-temperature",
          "Order temperature",
          PARTS,
          new Domain.Real(0, true, 100),
          0,
          "Above 0 the positions are drawn with weights softmax(score / temperature); 0 takes the"
              + " first ones.",
          "Dream: alg_temp");

  public static final Parameter<Double> THRESHOLD =
      real(
          "threshold",
          "Threshold",
          PARTS,
          new Domain.Real(0, false, 1),
          0.9,
          "Positions whose confidence reaches it are written at once.",
          "threshold, conf_threshold");

  public static final Parameter<Double> LOW_THRESHOLD =
      real(
          "low-threshold",
          "Second threshold",
          PARTS,
          new Domain.Real(0, true, 1),
          0.4,
          "Hierarchical: what the best of each run of masks has to reach. Verify: below it a token"
              + " is masked again. Edit: above it a token is changed.",
          "low_threshold, threshold_back, editing_threshold");

  public static final Parameter<Double> FACTOR =
      real(
          "factor",
          "Factor",
          PARTS,
          new Domain.Real(0, false, 1000),
          1,
          "Fast-dLLM's dynamic rule: larger writes more positions at once.",
          "Fast-dLLM: factor");

  public static final Parameter<Double> BOUND =
      real(
          "bound",
          "Bound",
          PARTS,
          new Domain.Real(0, true, 1000),
          0.1,
          "In nats. Entropy bound: how much the entropies of what is written together may sum to."
              + " Stable: how much a distribution may move.",
          "EB-sampler: gamma; KLASS: kl_threshold");

  public static final Parameter<Double> ETA =
      real(
          "eta",
          "Eta",
          PARTS,
          new Domain.Real(0, true, 1000),
          0.02,
          "How strongly written tokens are masked again.",
          "ReMDM: eta; P2: eta");

  public static final Parameter<Long> HISTORY =
      whole(
          "history",
          "History",
          PARTS,
          1,
          64,
          2,
          "steps",
          "Stable: over how many evaluations. Speculative: how many positions are drafted.",
          "KLASS: history_length");

  public static final Parameter<Double> END =
      real(
          "end",
          "End of time",
          PARTS,
          new Domain.Real(0, true, 0.999),
          1e-3,
          "The time at which the grid of steps ends.",
          "eps");

  public static final Parameter<Long> BLOCK =
      whole(
          "block",
          "Block",
          PARTS,
          0,
          1_000_000,
          0,
          "ids",
          "The canvas is written in blocks of this length, from left to right; 0 writes all at"
              + " once.",
          "block_length");

  public static final Parameter<Boolean> ALIGNED =
      flag(
          "aligned",
          "Aligned blocks",
          PARTS,
          "Blocks are counted from the start of the canvas, not from the first mask.",
          "");

  public static final Parameter<Boolean> GROWING =
      flag(
          "growing",
          "Growing canvas",
          PARTS,
          "A block sees nothing behind it: the canvas grows block by block.",
          "semi-autoregressive");

  public static final Parameter<String> CACHE =
      new Parameter<>(
          "cache",
          "Cache",
          PARTS,
          new Domain.Choice(Arrays.stream(Reuse.values()).map(Reuse::text).toList()),
          Reuse.UNCHANGED.text(),
          "",
          "What an evaluation takes over from earlier ones: nothing, the beliefs of an unchanged"
              + " canvas (exact), or keys and values before the block, or around it"
              + " (approximate).",
          "use_cache, dual_cache, ddpm_cache");

  public static final Parameter<String> CONFIDENCE_OF =
      new Parameter<>(
          "confidence-of",
          "Confidence of",
          PARTS,
          new Domain.Choice(List.of("clean", "tempered", "filtered")),
          "tempered",
          "",
          "The distribution that confidences are read from: softmax(z), softmax(z / temperature),"
              + " or what top-p, top-k and min-p leave of it.",
          "");

  public static final Parameter<Double> GUIDANCE =
      real(
          "guidance",
          "Guidance",
          TOKENS,
          new Domain.Real(0, true, 100),
          0,
          "Prompt-mask guidance: z = u + (g + 1)(c - u), where u is the answer without the prompt;"
              + " 0 is off and saves half of the work.",
          "LLaDA: cfg_scale");

  public static final Parameter<Double> FEEDBACK =
      real(
          "feedback",
          "Soft masks",
          TOKENS,
          new Domain.Real(0, true, 1),
          0,
          "How much of the last beliefs a mask carries into the next step; 0 is off.",
          "soft-masking: lambda");

  public static final Parameter<String> EOS =
      new Parameter<>(
          "eos",
          "End of text",
          TOKENS,
          new Domain.Choice(Arrays.stream(EosRule.values()).map(EosRule::text).toList()),
          EosRule.FREE.text(),
          "",
          "What may be done with the token that ends a text: free, only in the last block, counts"
              + " as unsure, never.",
          "logits_eos_inf, confidence_eos_eot_inf");

  public static final Parameter<String> STOP =
      new Parameter<>(
          "stop",
          "Stop",
          TOKENS,
          new Domain.Choice(Arrays.stream(StopRule.values()).map(StopRule::text).toList()),
          StopRule.NEVER.text(),
          "",
          "When a run ends early: never, at a complete end of the text, when the guess is stable,"
              + " or when the text repeats itself.",
          "eos_early_stop, stopping criteria");

  public static final Parameter<Long> BUDGET =
      whole(
          "budget",
          "Budget",
          TOKENS,
          0,
          10_000_000,
          0,
          "evaluations",
          "After so many evaluations of the network the present guess is written; 0 sets no end.",
          "NFE");

  public static final Parameter<Long> TOP_K =
      whole(
          "top-k",
          "Top-k",
          "Sampler",
          0,
          10_000_000,
          0,
          "tokens",
          "Draw only from this many most probable tokens; 0 keeps all.",
          "Dream: top_k");

  public static final Parameter<Double> MIN_P =
      real(
          "min-p",
          "Min-p",
          "Sampler",
          new Domain.Real(0, true, 0.999),
          0,
          "Cut tokens below this share of the largest probability; 0 keeps all.",
          "min_p");

  public static final Parameter<String> PINS =
      text(
          "pins",
          "Pins",
          "Tokens that stand fixed, as POSITION:TEXT or POSITION:#ID, separated by semicolons;"
              + " position 0 is the first mask.",
          "LLaDA app: position:word");

  public static final Parameter<String> ALLOW =
      text(
          "allow",
          "Allowed tokens",
          "What may be written where, as POSITION:EXPRESSION, FROM-TO:EXPRESSION or *:EXPRESSION,"
              + " separated by semicolons; a regular expression of the whole token, or #ID,#ID.",
          "");

  public static final Parameter<String> SUPPRESS =
      text(
          "suppress",
          "Suppressed tokens",
          "Tokens that are never written, as texts or #ID, separated by semicolons.",
          "suppress_tokens");

  /// Those below the knobs that everybody turns, in the order in which a form shows them.
  static final List<Parameter<?>> PARTS_AND_TOKENS =
      List.of(
          RULE,
          ORDER,
          COUNTS,
          ORDER_TEMPERATURE,
          THRESHOLD,
          LOW_THRESHOLD,
          FACTOR,
          BOUND,
          ETA,
          HISTORY,
          END,
          BLOCK,
          ALIGNED,
          GROWING,
          CACHE,
          CONFIDENCE_OF,
          GUIDANCE,
          FEEDBACK,
          EOS,
          STOP,
          BUDGET,
          PINS,
          ALLOW,
          SUPPRESS);

  private SamplerParameters() {}

  private static Parameter<Double> real(
      String name,
      String label,
      String group,
      Domain<Double> domain,
      double fallback,
      String help,
      String published) {
    return new Parameter<>(name, label, group, domain, fallback, "", help, published);
  }

  private static Parameter<Long> whole(
      String name,
      String label,
      String group,
      long low,
      long high,
      long fallback,
      String unit,
      String help,
      String published) {
    return new Parameter<>(
        name, label, group, new Domain.Whole(low, high), fallback, unit, help, published);
  }

  private static Parameter<Boolean> flag(
      String name, String label, String group, String help, String published) {
    return new Parameter<>(name, label, group, new Domain.Flag(), false, "", help, published);
  }

  private static Parameter<String> text(String name, String label, String help, String published) {
    return new Parameter<>(name, label, TOKENS, new Domain.Free(), "", "", help, published);
  }
}
