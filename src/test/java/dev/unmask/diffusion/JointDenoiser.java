package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.Question;
import java.util.ArrayList;
import java.util.List;

/// The exact conditionals of a joint distribution over texts of three tokens out of three.
final class JointDenoiser implements Denoiser {
  static final int TOKENS = 3;
  static final int LENGTH = 3;
  private final double[] joint;

  /// @param joint `[27]`, the first position most significant, sums to 1
  JointDenoiser(double[] joint) {
    this.joint = joint;
  }

  static int number(int[] text) {
    return (text[0] * TOKENS + text[1]) * TOKENS + text[2];
  }

  private double[] conditional(int[] ids, int position) {
    double[] p = new double[TOKENS];
    double sum = 0;
    for (int x = 0; x < joint.length; x++) {
      int[] text = {x / 9, x / 3 % 3, x % 3};
      boolean agrees = true;
      for (int i = 0; i < LENGTH; i++) {
        agrees &= ids[i] == TOKENS || ids[i] == text[i];
      }
      if (agrees) {
        p[text[position]] += joint[x];
        sum += joint[x];
      }
    }
    for (int v = 0; v < TOKENS; v++) {
      p[v] /= sum;
    }
    return p;
  }

  @Override
  public List<Beliefs> believe(Question q) {
    List<Beliefs> out = new ArrayList<>();
    for (int b = 0; b < q.ids().length; b++) {
      int[] wanted = q.positions()[b];
      int[] candidates = new int[wanted.length];
      float[] logs = new float[wanted.length];
      float[] entropies = new float[wanted.length];
      int[] top = new int[wanted.length];
      float[] topLogs = new float[wanted.length];
      for (int i = 0; i < wanted.length; i++) {
        double[] p = conditional(q.ids()[b], wanted[i]);
        int best = 0;
        int drawn = -1;
        double below = 0;
        for (int v = 0; v < TOKENS; v++) {
          best = p[v] > p[best] ? v : best;
          entropies[i] -= p[v] > 0 ? (float) (p[v] * Math.log(p[v])) : 0;
          below += p[v];
          if (drawn < 0 && q.draw().sample() && below > q.uniforms()[b][i]) {
            drawn = v;
          }
        }
        candidates[i] = q.draw().sample() && drawn >= 0 ? drawn : best;
        logs[i] = (float) Math.log(p[candidates[i]]);
        top[i] = best;
        topLogs[i] = (float) Math.log(p[best]);
      }
      out.add(new Beliefs(wanted, candidates, logs, entropies, 1, top, topLogs));
    }
    return out;
  }

  @Override
  public int vocabularySize() {
    return TOKENS + 1;
  }

  @Override
  public int maxLength() {
    return LENGTH;
  }

  @Override
  public int maskId() {
    return TOKENS;
  }

  @Override
  public boolean shifted() {
    return false;
  }
}
