package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Conditions;
import dev.unmask.network.Denoiser;
import dev.unmask.network.ForwardingDenoiser;
import dev.unmask.network.Question;
import java.util.ArrayList;
import java.util.List;

/// A model whose candidates are recorded draws; their probabilities are the model's own.
class GivenCandidates extends ForwardingDenoiser {
  private final Draws draws;
  private int call;

  /// What was drawn.
  interface Draws {
    /// The token, or -1 for the model's own.
    int token(int call, int row, int position);
  }

  GivenCandidates(Denoiser model, Draws draws) {
    super(model);
    this.draws = draws;
  }

  @Override
  public List<Beliefs> believe(Question q) {
    int[][] given = new int[q.positions().length][];
    for (int b = 0; b < given.length; b++) {
      given[b] = new int[q.positions()[b].length];
      for (int i = 0; i < given[b].length; i++) {
        given[b][i] = Math.max(0, draws.token(call, b, q.positions()[b][i]));
      }
    }
    Conditions scoring = q.conditions().scoring(given);
    List<Beliefs> own =
        super.believe(
            new Question(
                q.ids(),
                q.positions(),
                q.draw(),
                q.uniforms(),
                q.alternatives(),
                q.times(),
                scoring));
    List<Beliefs> out = new ArrayList<>();
    for (int b = 0; b < given.length; b++) {
      int[] tokens = own.get(b).candidates().clone();
      float[] logs = own.get(b).logProbabilities().clone();
      for (int i = 0; i < tokens.length; i++) {
        int token = draws.token(call, b, q.positions()[b][i]);
        if (token >= 0) {
          tokens[i] = token;
          logs[i] = own.get(b).standing()[i];
        }
      }
      out.add(own.get(b).withCandidates(tokens, logs));
    }
    call++;
    return out;
  }
}
