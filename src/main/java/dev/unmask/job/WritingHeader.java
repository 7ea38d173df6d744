package dev.unmask.job;

import java.time.Instant;

/// What is known of a text before its first token.
///
/// @param spec what was asked
/// @param card the model that writes
/// @param tokens what ids look like
/// @param started when
/// @param program version of Unmask
public record WritingHeader(
    WriteSpec spec, ModelCard card, TokenTexts tokens, Instant started, String program) {}
