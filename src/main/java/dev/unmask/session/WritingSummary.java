package dev.unmask.session;

import dev.unmask.job.RunEnd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the list of texts that flow models wrote.
///
/// @param run its number in the session, from 1; shared with the other runs
/// @param title what it was about
/// @param model name of the model
/// @param started when
/// @param outcome how it ended; null while it runs, and for ever if the program was killed
/// @param problem what went wrong, if it failed
/// @param tokens that are stored
/// @param solver its name
/// @param steps grid points
/// @param seed of its random numbers
public record WritingSummary(
    long run,
    String title,
    String model,
    Instant started,
    RunEnd.@Nullable Outcome outcome,
    @Nullable String problem,
    int tokens,
    String solver,
    int steps,
    long seed) {}
