package dev.unmask.session;

import dev.unmask.job.RunEnd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the list of runs.
///
/// @param run its number in the session, from 1
/// @param title what it was about
/// @param model name of the model
/// @param started when
/// @param outcome how it ended; null while it runs, and for ever if the program was killed
/// @param problem what went wrong, if it failed
/// @param frames steps that are stored
/// @param steps steps that were asked for
/// @param sampler its published name
/// @param seed of its random numbers
/// @param approximate whether kept keys and values stood in for what had changed
public record RunSummary(
    long run,
    String title,
    String model,
    Instant started,
    RunEnd.@Nullable Outcome outcome,
    @Nullable String problem,
    int frames,
    int steps,
    String sampler,
    long seed,
    boolean approximate) {}
