package dev.unmask.flow;

/// One step of a solver.
///
/// @param from time at which it began
/// @param size of the step
/// @param ratio estimated error over the tolerance, root mean square; 0 for methods that do not
///     estimate one
/// @param accepted whether the solution went on from its end
public record Attempt(double from, double size, double ratio, boolean accepted) {}
