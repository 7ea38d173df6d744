/// L2D: a token is found by integrating an ordinary differential equation from noise to its
/// embedding. Time grids, solvers, the flow path, and the decoder that writes token after token.
///
/// Solvers know nothing of language models: they see a state of doubles and its velocity.
@NullMarked
package dev.unmask.flow;

import org.jspecify.annotations.NullMarked;
