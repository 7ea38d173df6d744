package dev.unmask.job;

import dev.unmask.diffusion.Counts;
import dev.unmask.diffusion.NoiseSchedule;

/// How many positions a step writes, as a knob offers it.
enum CountRule {
  EVEN,
  TIMESTEPS,
  LINEAR,
  COSINE,
  BINOMIAL,
  ONE;

  /// @param end of the grid, for Dream's timesteps
  Counts counts(double end) {
    return switch (this) {
      case EVEN -> new Counts.Even();
      case TIMESTEPS -> new Counts.OnTimesteps(end);
      case LINEAR -> new Counts.Scheduled(NoiseSchedule.LINEAR, false);
      case COSINE -> new Counts.Scheduled(NoiseSchedule.COSINE, false);
      case BINOMIAL -> new Counts.Scheduled(NoiseSchedule.LINEAR, true);
      case ONE -> new Counts.Fixed(1);
    };
  }
}
