package dev.unmask.golden;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The one place that knows every kind of golden case, what checks it, and what still waits.
///
/// Who writes the test for a kind puts its class name here; [GoldenCatalogueGoldenTest] fails on an
/// unknown kind and on a class that is not there.
public final class GoldenCatalogue {
  /// What is said of a kind.
  ///
  /// @param network whether its cases need the checkpoint's network, so that a family that waits
  ///     makes them wait too
  /// @param checkedBy simple names of the test classes that check it, with their package; empty if
  ///     none does yet
  /// @param waitsFor what must be there first; empty if it can be checked now
  public record Kind(String name, boolean network, String checkedBy, String waitsFor) {}

  /// Columns: kind, `net` or `-`, then `test CLASS`, `due` (can be checked now, nothing does yet)
  /// or `waits for …`.
  private static final String KINDS =
      """
      logits                      net  test dev.unmask.network.NetworkGoldenTest
      logits_causal               net  test dev.unmask.network.NetworkGoldenTest
      greedy_generation           net  test dev.unmask.network.NetworkGoldenTest
      diffusion_loss              net  test dev.unmask.measure.LossGoldenTest
      sampler_random_keep         net  test dev.unmask.diffusion.SamplerGoldenTest
      sampler_topk_confidence     net  test dev.unmask.diffusion.SamplerGoldenTest
      top_p_filter                -    test dev.unmask.network.TopPGoldenTest
      eval_surrogate              net  test dev.unmask.measure.LossGoldenTest
      tokenizer_encode            -    test dev.unmask.text.TokenizerGoldenTest
      tokenizer_decode            -    test dev.unmask.text.TokenizerGoldenTest
      training_steps              net  test dev.unmask.train.TrainingGoldenTest
      rope_frequencies            net  test dev.unmask.network.RotaryGoldenTest
      dream_generate              net  test dev.unmask.diffusion.DreamGoldenTest
      dream_confidence_threshold  net  test dev.unmask.diffusion.DreamGoldenTest
      dream_block_cache           net  test dev.unmask.diffusion.DreamGoldenTest
      log_likelihood_dream_mc     net  test dev.unmask.measure.LikelihoodGoldenTest
      log_likelihood_dream_chain  net  test dev.unmask.measure.LikelihoodGoldenTest
      log_likelihood_llada        net  test dev.unmask.measure.LikelihoodGoldenTest
      llada_generate              net  test dev.unmask.diffusion.LladaGoldenTest
      fast_dllm_llada             net  test dev.unmask.diffusion.LladaGoldenTest
      reveal_rule                 -    test dev.unmask.diffusion.LladaGoldenTest
      logits_sigma                net  test dev.unmask.network.DitGoldenTest
      subs_log_probs              net  test dev.unmask.network.DitGoldenTest
      mdlm_loss                   net  test dev.unmask.measure.ValidationLossGoldenTest
      mdlm_sampler                net  test dev.unmask.diffusion.ContinuousTimeGoldenTest
      mdlm_semi_ar                net  test dev.unmask.diffusion.ContinuousTimeGoldenTest
      mdlm_sampler_analytic       net  test dev.unmask.diffusion.ContinuousTimeGoldenTest
      remdm_sampler               net  test dev.unmask.diffusion.ContinuousTimeGoldenTest
      logits_block_train          net  test dev.unmask.network.DitGoldenTest
      logits_block_kv             net  test dev.unmask.network.DitGoldenTest
      bd3lm_loss                  net  test dev.unmask.measure.ValidationLossGoldenTest
      bd3lm_sampler               net  test dev.unmask.diffusion.ContinuousTimeGoldenTest
      bd3lm_stop                  -    test dev.unmask.diffusion.ContinuousTimeGoldenTest
      sedd_log_score              net  test dev.unmask.network.DitGoldenTest
      sedd_loss                   net  test dev.unmask.measure.ValidationLossGoldenTest
      sedd_sampler                net  test dev.unmask.diffusion.ContinuousTimeGoldenTest
      rule_klass                  -    test dev.unmask.diffusion.RuleGoldenTest
      rule_wino                   -    test dev.unmask.diffusion.RuleGoldenTest
      wino_llada                  net  test dev.unmask.diffusion.LladaGoldenTest
      rule_credit                 -    test dev.unmask.diffusion.RuleGoldenTest
      rule_threshold              -    test dev.unmask.diffusion.RuleGoldenTest
      rule_hierarchy              -    test dev.unmask.diffusion.RuleGoldenTest
      rule_hierarchy_step         -    test dev.unmask.diffusion.RuleGoldenTest
      rule_hierarchy_remask_step  -    test dev.unmask.diffusion.RuleGoldenTest
      rule_llada21                -    test dev.unmask.diffusion.RuleGoldenTest
      rule_p2                     -    test dev.unmask.diffusion.RuleGoldenTest
      rule_p2_open                -    test dev.unmask.diffusion.RuleGoldenTest
      rule_topk_margin            -    test dev.unmask.diffusion.RuleGoldenTest
      rule_entropy_bound          -    test dev.unmask.diffusion.RuleGoldenTest
      rule_entropy_bound_canvas   -    test dev.unmask.diffusion.RuleGoldenTest
      logits_padded               net  test dev.unmask.network.NetworkGoldenTest
      dllm_sample                 net  test dev.unmask.diffusion.DllmGoldenTest
      dllm_infill                 net  test dev.unmask.diffusion.DllmGoldenTest
      dllm_counts                 -    test dev.unmask.diffusion.DllmGoldenTest
      base_logits                 net  test dev.unmask.network.FlowNetworkGoldenTest
      flow_at_zero                net  test dev.unmask.network.FlowNetworkGoldenTest
      vocab_table                 net  test dev.unmask.network.FlowNetworkGoldenTest
      x1_estimate                 net  test dev.unmask.network.FlowNetworkGoldenTest
      training_forward            net  test dev.unmask.network.FlowNetworkGoldenTest
      prefill                     net  test dev.unmask.network.FlowNetworkGoldenTest
      single_step                 net  test dev.unmask.network.FlowNetworkGoldenTest
      trace                       net  test dev.unmask.network.FlowNetworkGoldenTest
      noise                       net  test dev.unmask.flow.FlowGoldenTest
      integrate                   net  test dev.unmask.flow.FlowGoldenTest
      integrate_sampled           net  test dev.unmask.flow.FlowGoldenTest
      integrate_guided            net  test dev.unmask.flow.FlowGoldenTest
      generate                    net  test dev.unmask.flow.FlowGoldenTest
      generate_base               net  test dev.unmask.flow.FlowGoldenTest
      time_map                    net  test dev.unmask.flow.FlowGoldenTest
      temperature                 net  test dev.unmask.flow.FlowGoldenTest
      midway                      net  test dev.unmask.flow.FlowGoldenTest
      nstep_eval                  net  test dev.unmask.flow.TeacherForcedGoldenTest
      adamw                       net  test dev.unmask.train.FlowTrainingGoldenTest
      solver                      -    test dev.unmask.flow.SolverGoldenTest
      """;

  /// Families by `model_type`: `ready`, or what their networks wait for.
  private static final Map<String, String> FAMILIES =
      Map.of(
          "gpt2", "ready",
          "llama", "ready",
          "qwen2", "ready",
          "Dream", "ready",
          "llada", "ready",
          "mdlm", "ready",
          "bd3lm", "ready",
          "sedd", "ready");

  private GoldenCatalogue() {}

  /// Every kind by name.
  public static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (String line : KINDS.lines().toList()) {
      String[] part = line.split(" +", 3);
      String says = part[2];
      String test = says.startsWith("test ") ? says.substring(5) : "";
      String waits = says.startsWith("waits for ") ? says.substring(10) : "";
      if (test.isEmpty() && waits.isEmpty() && !says.equals("due")) {
        throw new IllegalStateException(line);
      }
      if (kinds.put(part[0], new Kind(part[0], part[1].equals("net"), test, waits)) != null) {
        throw new IllegalStateException("twice: " + part[0]);
      }
    }
    return kinds;
  }

  /// The kind of a case.
  ///
  /// @throws AssertionError if nobody has heard of it
  public static Kind kind(String name) {
    Kind kind = kinds().get(name);
    if (kind == null) {
      throw new AssertionError("unknown kind of golden case: " + name);
    }
    return kind;
  }

  /// Why a case cannot be checked yet; empty if it can.
  public static Optional<String> whyWaiting(GoldenCases folder, GoldenCase c) {
    Kind kind = kind(c.kind());
    if (!kind.waitsFor().isEmpty()) {
      return Optional.of(c.kind() + " waits for " + kind.waitsFor());
    }
    if (!kind.network()) {
      return Optional.empty();
    }
    if (folder.family().isEmpty()) {
      return Optional.of("the checkpoint of " + folder.name() + " is not here");
    }
    String family = folder.family().get();
    String state = FAMILIES.get(family);
    if (state == null) {
      throw new AssertionError("unknown family of golden checkpoint: " + family);
    }
    return state.equals("ready") ? Optional.empty() : Optional.of("waits for " + state);
  }

  /// The classes that check a kind.
  static String[] checkers(Kind kind) {
    return Arrays.stream(kind.checkedBy().split(" +"))
        .filter(s -> !s.isEmpty())
        .toArray(String[]::new);
  }
}
