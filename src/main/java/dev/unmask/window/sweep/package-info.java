/// Sweeps: the form of a grid, its curves as they fill in, single items, and two points compared
/// in words; and what a model thinks of texts, token by token.
@NullMarked
package dev.unmask.window.sweep;

import org.jspecify.annotations.NullMarked;
