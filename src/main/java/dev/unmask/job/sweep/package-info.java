/// Many runs at once: a grid of samplers, steps and models over the items of a task, with paired
/// seeds, so that differences can be tested.
///
/// Every row is a pure function of (spec, point, seed, item): results depend neither on the order
/// nor on the batch nor on who computed which part.
@NullMarked
package dev.unmask.job.sweep;

import org.jspecify.annotations.NullMarked;
