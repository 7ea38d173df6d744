/// The training page: a recipe is chosen and changed, a training is run, stopped and taken up
/// again, and its curves are drawn while it goes on.
@NullMarked
package dev.unmask.window.train;

import org.jspecify.annotations.NullMarked;
