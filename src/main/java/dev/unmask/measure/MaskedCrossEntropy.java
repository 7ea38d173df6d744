package dev.unmask.measure;

import dev.unmask.network.Beliefs;
import dev.unmask.network.BlockAttention;
import dev.unmask.network.Conditions;
import dev.unmask.network.Denoiser;
import dev.unmask.network.Question;
import dev.unmask.network.TokenDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/// The cross-entropy of a model at masked positions: `-log p(x_0[n] | x_t)`, at temperature 1.
///
/// A model that never predicts its mask (MDLM, BD3LM, SEDD) is read as it is meant: the mask's
/// logit counts as minus infinity. A model of blocks sees the clean blocks before each noised one,
/// by the doubled canvas of its training. Position 0 of a shifted network is read from output
/// row 0, which never was trained to predict it.
///
/// @param model what is measured
/// @param batch texts of one evaluation, at least 1; results depend on it only by rounding
/// @param scale of prompt-mask guidance; 0 is none
/// @param prompt positions that guidance takes away
public record MaskedCrossEntropy(Denoiser model, int batch, double scale, int[] prompt) {
  public MaskedCrossEntropy {
    if (batch < 1) {
      throw new IllegalArgumentException("batch " + batch);
    }
  }

  /// Without guidance.
  public static MaskedCrossEntropy of(Denoiser model, int batch) {
    return new MaskedCrossEntropy(model, batch, 0, new int[0]);
  }

  /// Under prompt-mask guidance: logits `u + (scale + 1) (c - u)`, with `u` of the canvas whose
  /// prompt is masked.
  ///
  /// @see "LLaDA, get_log_likelihood.py, get_logits (b7e6c35)"
  public MaskedCrossEntropy guided(double by, int... positions) {
    return new MaskedCrossEntropy(model, batch, by, positions);
  }

  /// The first position that the model predicts: 1 on shifted networks.
  public int firstPredicted() {
    return model.shifted() ? 1 : 0;
  }

  /// Evaluates texts of one length.
  ///
  /// @return `[texts][n]` nats at the masked positions of each
  /// @throws dev.unmask.problem.Problem if they are too long for the model, or memory runs out
  public List<double[]> of(List<NoisedText> texts) {
    List<double[]> out = new ArrayList<>();
    texts.forEach(t -> out.add(new double[t.masked().length]));
    believe(
        texts,
        false,
        (beliefs, i) -> {
          double[] nats = out.get(i);
          for (int n = 0; n < nats.length; n++) {
            nats[n] = -beliefs.standing()[n];
          }
        });
    return out;
  }

  /// Beliefs at the masked positions of each text, with its index; the text's own tokens are
  /// `standing`. A text without masks is left out.
  ///
  /// @param texts of one length
  void believe(List<NoisedText> texts, boolean normalizers, ObjIntConsumer<Beliefs> each) {
    int[] asked =
        IntStream.range(0, texts.size()).filter(i -> texts.get(i).masked().length > 0).toArray();
    for (int from = 0; from < asked.length; from += batch) {
      int[] part = Arrays.copyOfRange(asked, from, Math.min(from + batch, asked.length));
      List<Beliefs> beliefs = ask(Arrays.stream(part).mapToObj(texts::get).toList(), normalizers);
      for (int i = 0; i < part.length; i++) {
        each.accept(beliefs.get(i), part[i]);
      }
    }
  }

  private List<Beliefs> ask(List<NoisedText> texts, boolean normalizers) {
    int[][] targets = texts.stream().map(NoisedText::targets).toArray(int[][]::new);
    Conditions conditions = Conditions.NONE.scoring(targets).normalized(normalizers);
    int length = texts.getFirst().length();
    int block = model.blockSize();
    if (block > 0) {
      int[] twice = IntStream.range(0, 2 * length).map(i -> i % length).toArray();
      conditions =
          conditions.laidOut(new Conditions.Layout(twice, BlockAttention.training(length, block)));
    }
    if (scale != 0) {
      int[][] without = texts.stream().map(t -> canvas(t, prompt)).toArray(int[][]::new);
      conditions = conditions.guided(new Conditions.Guidance(scale, without));
    }
    return model.believe(
        new Question(
            texts.stream().map(t -> canvas(t, new int[0])).toArray(int[][]::new),
            texts.stream().map(NoisedText::masked).toArray(int[][]::new),
            TokenDraw.argmax(),
            new double[0][],
            1,
            texts.stream().mapToDouble(NoisedText::time).toArray(),
            conditions));
  }

  /// What the network sees of a text: for a model of blocks the noised canvas, then the clean one.
  private int[] canvas(NoisedText text, int[] hidden) {
    int length = text.length();
    int[] ids = text.ids().clone();
    if (model.blockSize() > 0) {
      ids = Arrays.copyOf(ids, 2 * length);
      System.arraycopy(text.clean(), 0, ids, length, length);
    }
    for (int p : hidden) {
      for (int at = p; at < ids.length; at += length) {
        ids[at] = model.maskId();
      }
    }
    return ids;
  }
}
