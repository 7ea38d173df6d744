package dev.unmask.bench;

import dev.unmask.measure.Proportion;

/// What one sampler made of the problems.
///
/// @param name preset, with the knobs that were turned
/// @param plain the preset that it is compared with
/// @param answers right final numbers
/// @param chains right answers with a chain that leads to them
/// @param evaluations of the network for a problem, on average
/// @param alone milliseconds for a problem that is solved by itself, the median
/// @param together milliseconds for a problem of a batch, on average
/// @param fewer how many times fewer evaluations than the plain preset
/// @param faster how many times faster than the plain preset, alone
/// @param points of accuracy above the plain preset (below if negative), of 100
public record SamplerScore(
    String name,
    String plain,
    Proportion answers,
    Proportion chains,
    double evaluations,
    double alone,
    double together,
    double fewer,
    double faster,
    double points) {}
