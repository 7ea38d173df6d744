/// Masked diffusion: the canvas, schedules, orders, samplers, and the frames that a run leaves.
///
/// Pure and deterministic: (canvas, beliefs, step, randomness) to next canvas.
@NullMarked
package dev.unmask.diffusion;

import org.jspecify.annotations.NullMarked;
