package dev.unmask.job;

import static dev.unmask.job.SamplerParameters.ALIGNED;
import static dev.unmask.job.SamplerParameters.BLOCK;
import static dev.unmask.job.SamplerParameters.BOUND;
import static dev.unmask.job.SamplerParameters.CACHE;
import static dev.unmask.job.SamplerParameters.CONFIDENCE_OF;
import static dev.unmask.job.SamplerParameters.COUNTS;
import static dev.unmask.job.SamplerParameters.END;
import static dev.unmask.job.SamplerParameters.ETA;
import static dev.unmask.job.SamplerParameters.FEEDBACK;
import static dev.unmask.job.SamplerParameters.GROWING;
import static dev.unmask.job.SamplerParameters.HISTORY;
import static dev.unmask.job.SamplerParameters.LOW_THRESHOLD;
import static dev.unmask.job.SamplerParameters.ORDER;
import static dev.unmask.job.SamplerParameters.RULE;
import static dev.unmask.job.SamplerParameters.THRESHOLD;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every published sampler by name.
public final class Presets {
  private static final String DREAM = "Dream, generation_utils.py (fac0a7f)";
  private static final String LLADA = "LLaDA, generate.py (b7e6c35)";
  private static final String FAST = "Fast-dLLM (24cc59e), 2505.22618";
  private static final String MDLM = "MDLM, diffusion.py (c112c52)";
  private static final String REMDM = "ReMDM (f830d65), 2503.00307";

  private static final List<Preset> ALL =
      List.of(
          preset(
              "topk-confidence",
              Rule.TOP_K,
              "Top-k confidence",
              "Keeps the least confident positions masked; the schedule is linear in the steps.",
              "DiffuLLaMA, LLaMA-Factory trainer, generate_samples"),
          preset(
              "random-keep",
              Rule.RANDOM_KEEP,
              "Random keep",
              "Reveals each masked position with probability 1/(steps left + 1), whatever its"
                  + " confidence.",
              "DiffuLLaMA, model.py, generate_samples"),
          dream(
              "dream-origin",
              "Dream: origin",
              Rule.TIMESTEPS,
              "Reveals each mask with probability 1 - s/t."),
          dream(
              "dream-maskgit-plus",
              "Dream: MaskGIT plus",
              Rule.COUNTED,
              "A number from the timesteps; the most probable candidates first."),
          dream(
                  "dream-topk-margin",
                  "Dream: top-k margin",
                  Rule.COUNTED,
                  "A number from the timesteps; the clearest decisions first.")
              .with(ORDER, "margin"),
          dream(
                  "dream-entropy",
                  "Dream: entropy",
                  Rule.COUNTED,
                  "A number from the timesteps; the lowest entropy first.")
              .with(ORDER, "entropy"),
          llada(
              "llada-low-confidence",
              "LLaDA: low confidence",
              "The same number in each step, in blocks; what is least confident stays masked."),
          llada(
                  "llada-random",
                  "LLaDA: random",
                  "The same number in each step, in blocks, at random places.")
              .with(ORDER, "random"),
          fast(
              "fast-dllm-threshold",
              "Fast-dLLM: threshold",
              Rule.THRESHOLD,
              "Every position above 0.9 at once, in blocks."),
          fast(
              "fast-dllm-factor",
              "Fast-dLLM: factor",
              Rule.FACTOR,
              "The more confident, the more positions at once."),
          fast(
                  "fast-dllm-prefix-cache",
                  "Fast-dLLM: prefix cache",
                  Rule.THRESHOLD,
                  "The threshold, with keys and values before the block kept (approximate).")
              .with(CACHE, "prefix"),
          fast(
                  "fast-dllm-dual-cache",
                  "Fast-dLLM: dual cache",
                  Rule.THRESHOLD,
                  "The threshold, with keys and values around the block kept (approximate).")
              .with(CACHE, "dual"),
          fast(
                  "fast-dllm-dream",
                  "Fast-dLLM: Dream",
                  Rule.DREAM_BLOCK,
                  "As the dual cache, for shifted models: the opening step writes one token.")
              .with(CACHE, "dual"),
          drawn(
                  "mdlm-ddpm",
                  Rule.ANCESTRAL,
                  "MDLM: ddpm",
                  "The reverse process of masked diffusion, every step evaluated.",
                  MDLM)
              .with(END, 1e-5)
              .with(CACHE, "none"),
          drawn(
                  "mdlm-ddpm-cache",
                  Rule.ANCESTRAL,
                  "MDLM: ddpm cache",
                  "The same; an unchanged canvas is not evaluated again.",
                  MDLM)
              .with(END, 1e-5),
          drawn(
                  "mdlm-semi-ar",
                  Rule.ANCESTRAL,
                  "MDLM: semi-autoregressive",
                  "The same in windows that grow to the right.",
                  MDLM)
              .with(END, 0.0)
              .with(BLOCK, 16L)
              .with(GROWING, true),
          drawn(
                  "mdlm-analytic",
                  Rule.ANALYTIC,
                  "MDLM: analytic",
                  "Exact steps by the staggered score.",
                  MDLM)
              .with(END, 1e-5),
          drawn(
                  "bd3lm-first-hitting",
                  Rule.FIRST_HITTING,
                  "BD3LM: first hitting",
                  "Block by block; jumps to the time of each next reveal.",
                  "BD3LM, diffusion.py (1c3e8f4)")
              .with(BLOCK, 4L)
              .with(ALIGNED, true)
              .with(GROWING, true),
          drawn(
                  "sedd-euler",
                  Rule.EULER,
                  "SEDD: Euler",
                  "First-order steps by the score.",
                  "SEDD, sampling.py (0605786)")
              .with(END, 1e-5),
          drawn(
                  "sedd-analytic",
                  Rule.ANALYTIC,
                  "SEDD: analytic",
                  "Exact steps by the staggered score.",
                  "SEDD, sampling.py (0605786)")
              .with(END, 1e-5),
          remdm(
                  "remdm-cap",
                  Rule.REMASK_CAP,
                  "ReMDM: cap",
                  "Masks tokens again with probability at most eta.")
              .with(ETA, 0.008),
          remdm(
                  "remdm-rescale",
                  Rule.REMASK_RESCALE,
                  "ReMDM: rescale",
                  "Masks tokens again with eta times the largest probability.")
              .with(ETA, 0.015),
          remdm(
              "remdm-conf",
              Rule.REMASK_CONFIDENCE,
              "ReMDM: confidence",
              "Masks again rather what was written with little confidence."),
          remdm(
              "remdm-loop",
              Rule.REMASK_LOOP,
              "ReMDM: loop",
              "Reveals most, then replaces tokens for a while, then reveals the rest."),
          remdm(
              "forward-backward",
              Rule.FORWARD_BACKWARD,
              "Forward-backward",
              "Each step is followed by a step of the forward process."),
          remdm(
              "dfm",
              Rule.DISCRETE_FLOW,
              "Discrete flow matching",
              "Reveals too much and masks the difference again."),
          preset(
                  "p2",
                  Rule.PLANNING,
                  "P2: path planning",
                  "Keeps the best share of all positions, also of those written before.",
                  "P2, 2502.03540")
              .with(ETA, 1.0),
          preset(
                  "eb-sampler",
                  Rule.ENTROPY_BOUND,
                  "EB-sampler",
                  "As many of the surest positions as a bound on the entropy allows.",
                  "EB-Sampler, 2505.24857")
              .with(ORDER, "entropy"),
          preset(
                  "klass",
                  Rule.STABLE,
                  "KLASS",
                  "Positions that are sure and whose distribution no longer moves.",
                  "KLASS (ad87ecb)")
              .with(BLOCK, 32L)
              .with(BOUND, 0.01)
              .with(CONFIDENCE_OF, "clean"),
          preset(
                  "wino",
                  Rule.VERIFY,
                  "WINO",
                  "Drafts boldly, verifies in the same evaluation, masks again what is doubted.",
                  "WINO (9549a1d)")
              .with(THRESHOLD, 0.6)
              .with(LOW_THRESHOLD, 0.9)
              .with(BLOCK, 32L)
              .with(CONFIDENCE_OF, "clean"),
          preset(
                  "llada2.1-edit",
                  Rule.EDIT,
                  "LLaDA2.1: edit",
                  "Reveals above a threshold and changes tokens that the model now rejects.",
                  "LLaDA2.1 (dInfer fce4e32)")
              .with(THRESHOLD, 0.95)
              .with(LOW_THRESHOLD, 0.9)
              .with(BLOCK, 32L)
              .with(ALIGNED, true)
              .with(GROWING, true)
              .with(CONFIDENCE_OF, "clean"),
          preset(
                  "credit",
                  Rule.CREDIT,
                  "Credit decoding",
                  "A threshold on logits that remember what was best before.",
                  "dInfer (fce4e32)")
              .with(BLOCK, 32L)
              .with(CONFIDENCE_OF, "clean"),
          preset(
                  "hierarchical",
                  Rule.HIERARCHICAL,
                  "Hierarchical decoding",
                  "The best of each run of masks, and all above a threshold.",
                  "dInfer (fce4e32)")
              .with(BLOCK, 32L)
              .with(CONFIDENCE_OF, "clean"),
          preset(
                  "dllm-mdlm",
                  Rule.COUNTED,
                  "dllm: MDLM",
                  "The number that a linear schedule expects; the most confident first.",
                  "dllm (ca17675)")
              .with(COUNTS, "linear")
              .with(BLOCK, 32L)
              .with(CONFIDENCE_OF, "clean"),
          preset(
                  "low-confidence-dynamic",
                  Rule.MINIMUM,
                  "TraDo: dynamic low confidence",
                  "In blocks of 4: all above a threshold, at least the scheduled number.",
                  "dLLM-RL (10b4fd1)")
              .with(BLOCK, 4L),
          preset(
                  "self-speculative",
                  Rule.SPECULATIVE,
                  "Self-speculative",
                  "Writes what one position per step would write, in fewer evaluations.",
                  "SSD, 2510.04147")
              .with(HISTORY, 4L),
          preset(
                  "soft-mask",
                  Rule.TOP_K,
                  "Soft masks",
                  "Top-k confidence with masks that carry the last beliefs.",
                  "Soft-masked diffusion, 2510.17206")
              .with(FEEDBACK, 0.5),
          preset(
                  "left-to-right",
                  Rule.ONE_BY_ONE,
                  "Left to right",
                  "One token after the other, as an autoregressive model writes.",
                  "baseline")
              .with(ORDER, "left-to-right"),
          preset(
                  "right-to-left",
                  Rule.ONE_BY_ONE,
                  "Right to left",
                  "One token before the other.",
                  "baseline")
              .with(ORDER, "right-to-left"),
          preset(
                  "entropy-as-published",
                  Rule.COUNTED,
                  "Entropy, with the published sign",
                  "The most uncertain positions first: a defect of two programs, to repeat their"
                      + " numbers.",
                  "llama.cpp diffusion example; KLASS, option entropy")
              .with(ORDER, "entropy-reversed"));

  private Presets() {}

  /// All of them, in the order in which they are offered; the first is the default.
  public static List<Preset> all() {
    return ALL;
  }

  /// The parts by the name of their preset.
  static Map<String, Map<Parameter<?>, Object>> parts() {
    Map<String, Map<Parameter<?>, Object>> parts = new LinkedHashMap<>();
    ALL.forEach(p -> parts.put(p.name(), p.parts()));
    return parts;
  }

  private static Preset preset(
      String name, Rule rule, String title, String explanation, String source) {
    return new Preset(name, title, explanation, source, Map.of()).with(RULE, rule.text());
  }

  /// Its authors draw tokens: with argmax such a process would not be itself.
  private static Preset drawn(
      String name, Rule rule, String title, String explanation, String source) {
    return preset(name, rule, title, explanation, source)
        .with(SamplerParameters.DRAW, DenoiseParameters.SAMPLE);
  }

  private static Preset dream(String name, String title, Rule rule, String explanation) {
    return preset(name, rule, title, explanation, DREAM)
        .with(COUNTS, "timesteps")
        .with(CONFIDENCE_OF, "filtered");
  }

  private static Preset llada(String name, String title, String explanation) {
    return preset(name, Rule.COUNTED, title, explanation, LLADA)
        .with(BLOCK, 32L)
        .with(CONFIDENCE_OF, "clean");
  }

  private static Preset fast(String name, String title, Rule rule, String explanation) {
    return preset(name, rule, title, explanation, FAST)
        .with(BLOCK, 32L)
        .with(CONFIDENCE_OF, "clean");
  }

  private static Preset remdm(String name, Rule rule, String title, String explanation) {
    return drawn(name, rule, title, explanation, REMDM)
        .with(END, 1e-5)
        .with(SamplerParameters.TOP_P, 0.9);
  }
}
