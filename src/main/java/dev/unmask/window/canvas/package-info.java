/// The canvas of tokens: where each one stands, how sure the model is of it, and what it says when
/// asked.
@NullMarked
package dev.unmask.window.canvas;

import org.jspecify.annotations.NullMarked;
