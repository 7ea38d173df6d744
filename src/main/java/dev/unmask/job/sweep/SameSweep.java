package dev.unmask.job.sweep;

import dev.unmask.job.ModelCard;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Whether a stored sweep is the one that is asked for: the same task, knobs and seeds, and the
/// same models. A model is known by its fingerprint, wherever it lies and however it is named: what
/// was begun with the bundled model goes on with its folder, and another model in that folder
/// begins anew.
///
/// @param asked what is asked for
/// @param fingerprints of models, by what the user typed; asked only of sweeps that are alike
public record SameSweep(SweepSpec asked, Function<String, String> fingerprints) {
  /// A sweep whose models are known by their paths alone.
  public static SameSweep byPath(SweepSpec asked) {
    return new SameSweep(asked, path -> "");
  }

  /// Whether it is.
  ///
  /// @param cards of the stored sweep's models, in their order, as far as they were opened
  public boolean is(SweepSpec stored, List<ModelCard> cards) {
    if (!alike(stored)) {
      return false;
    }
    for (int m = 0; m < asked.models().size(); m++) {
      Optional<String> known =
          m < cards.size() ? Optional.of(cards.get(m).fingerprint()) : Optional.empty();
      if (!same(stored.models().get(m), asked.models().get(m), known)) {
        return false;
      }
    }
    return true;
  }

  private boolean alike(SweepSpec stored) {
    return stored.version() == asked.version()
        && stored.task().equals(asked.task())
        && stored.axes().equals(asked.axes())
        && stored.fixed().equals(asked.fixed())
        && stored.seeds() == asked.seeds()
        && stored.seed() == asked.seed()
        && stored.models().size() == asked.models().size();
  }

  private boolean same(Contestant stored, Contestant wanted, Optional<String> known) {
    if (!stored.at(wanted.path()).equals(wanted)) {
      return false;
    }
    Optional<String> now = fingerprint(wanted.path());
    Optional<String> then = known.or(() -> fingerprint(stored.path()));
    if (now.isEmpty() || then.isEmpty()) {
      return stored.path().equals(wanted.path());
    }
    return now.equals(then);
  }

  /// Empty for a model that cannot be read: whoever opens it says why.
  private Optional<String> fingerprint(String path) {
    try {
      return Optional.of(fingerprints.apply(path)).filter(f -> !f.isEmpty());
    } catch (Problem _) {
      return Optional.empty();
    }
  }
}
