package dev.unmask.measure;

import dev.unmask.diffusion.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The likelihood of a text by the chain rule: `-sum_i log p(x[o_i] | x[o_1 .. o_(i-1)], given)`,
/// one evaluation for each position of an order `o`, the positions that come later masked.
///
/// Exact for the order: what a sampler that writes one token at a time in this order assigns.
///
/// @param order `[n]` positions in the order in which they are revealed
/// @param nats `[n]` of each, in that order
/// @see "Dream, eval/eval.py, _eval_target_nll_ar (fac0a7f)"
public record ChainRule(int[] order, double[] nats) {
  /// Evaluates one order. Positions that are not in it are given.
  ///
  /// @param text `[length]`
  public static ChainRule of(MaskedCrossEntropy model, int[] text, int... order) {
    List<NoisedText> steps = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      int[] hidden = Arrays.stream(order, i, order.length).sorted().toArray();
      double share = (double) hidden.length / order.length;
      int[] ids = NoisedText.masking(text, hidden, model.model().maskId(), share, 1).ids();
      steps.add(new NoisedText(text, ids, new int[] {order[i]}, share, new double[] {1}));
    }
    List<double[]> nats = model.of(steps);
    return new ChainRule(order, nats.stream().mapToDouble(n -> n[0]).toArray());
  }

  /// The mean over random orders: the bound of any-order models, which is that of [Elbo] by count.
  ///
  /// @param targets positions that are scored, ascending
  /// @param orders how many, at least 1; a standard error takes 2
  /// @return nats of the whole text
  /// @see "Hoogeboom et al. 2022, Autoregressive diffusion models, equation 3"
  public static Estimate inRandomOrders(
      MaskedCrossEntropy model, int[] text, int[] targets, int orders, Randomness randomness) {
    double[] totals = new double[orders];
    for (int i = 0; i < orders; i++) {
      totals[i] = of(model, text, Noising.inRandomOrder(targets, randomness, i + 1)).total();
    }
    return Estimate.of(totals);
  }

  /// Nats of the whole text.
  public double total() {
    return Arrays.stream(nats).sum();
  }
}
