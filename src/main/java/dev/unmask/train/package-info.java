/// Training: objectives, the optimiser, the data of a step, and the loop that a recipe describes.
///
/// From an autoregressive model to a masked-diffusion one, or any loadable checkpoint further on
/// its own way. Every random number is a function of (seed, purpose, step, row), so a run that was
/// stopped goes on as if nothing had happened.
@NullMarked
package dev.unmask.train;

import org.jspecify.annotations.NullMarked;
