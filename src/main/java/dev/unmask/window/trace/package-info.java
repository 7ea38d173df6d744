/// Runs in memory: the frames that have arrived, what was known at each moment, and the one cursor
/// (run, step, position) that every view shares.
@NullMarked
package dev.unmask.window.trace;

import org.jspecify.annotations.NullMarked;
