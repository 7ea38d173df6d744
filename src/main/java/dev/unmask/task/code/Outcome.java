package dev.unmask.task.code;

/// How a program ended.
///
/// @param passed whether it ran to its end without a failure
/// @param words what happened, for a person: `passed`, `timed out`, or the last line of its trace
public record Outcome(boolean passed, String words) {}
