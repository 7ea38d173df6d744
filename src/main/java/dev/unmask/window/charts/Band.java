package dev.unmask.window.charts;

/// A curve with its uncertainty. Nobody changes its arrays.
///
/// @param name of it
/// @param steps at which there are values, ascending
/// @param values at these steps
/// @param low ends of the intervals; as the value where there is none
/// @param high ends of them
public record Band(String name, double[] steps, double[] values, double[] low, double[] high) {}
