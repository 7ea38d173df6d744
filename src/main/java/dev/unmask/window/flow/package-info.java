/// L2D in the window: a text being written, the token that is integrated, and the way that each
/// took.
@NullMarked
package dev.unmask.window.flow;

import org.jspecify.annotations.NullMarked;
