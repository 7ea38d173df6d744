package dev.unmask.job;

import java.time.Instant;

/// What is known of a run before its first frame.
///
/// @param spec what was asked
/// @param card the model that answers
/// @param tokens what ids look like
/// @param started when
/// @param program version of Unmask
public record RunHeader(
    DenoiseSpec spec, ModelCard card, TokenTexts tokens, Instant started, String program) {}
